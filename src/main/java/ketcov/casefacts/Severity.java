package ketcov.casefacts;

/** Severity of an episode or of a substance use disorder. */
public enum Severity {
  MILD,
  MODERATE,
  SEVERE
}
