package ketcov.casefacts;

/** The benefit under which the drug is requested. */
public enum Benefit {
  MEDICAL,
  PHARMACY
}
