package ketcov.casefacts;

/** When a score was taken. */
public enum Timepoint {
  BASELINE,
  CURRENT
}
