package ketcov.casefacts;

/** Kind of neuromodulation. */
public enum NeuromodulationKind {
  ECT,
  RTMS,
  VNS,
  DBS
}
