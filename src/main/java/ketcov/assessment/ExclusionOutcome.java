package ketcov.assessment;

/** Where an exclusion stands for one case. */
public enum ExclusionOutcome {
  TRIGGERED,
  CLEAR,
  UNDETERMINED
}
