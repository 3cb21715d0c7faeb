package ketcov.casefacts;

/** How a treatment ended. */
public enum TrialOutcome {
  NO_RESPONSE,
  PARTIAL_RESPONSE,
  RESPONSE,
  REMISSION,
  INTOLERANCE,
  CONTRAINDICATED
}
