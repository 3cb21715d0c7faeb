package ketcov.casefacts;

/** Who rated a scale. */
public enum Rater {
  CLINICIAN,
  SELF
}
