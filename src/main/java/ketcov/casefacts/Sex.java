package ketcov.casefacts;

/** Administrative sex. */
public enum Sex {
  FEMALE,
  MALE,
  OTHER
}
