package ketcov.casefacts;

/** The phase at which a response was assessed. */
public enum AssessedPhase {
  END_OF_INDUCTION,
  MAINTENANCE
}
