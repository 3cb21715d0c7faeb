package ketcov.assessment;

/** Where a criterion stands for one case. */
public enum Outcome {
  MET,
  NOT_MET,
  UNDETERMINED
}
