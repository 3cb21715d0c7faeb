package ketcov.casefacts;

/** Where the treatment stands in its schedule. */
public enum TreatmentPhase {
  INDUCTION,
  MAINTENANCE
}
