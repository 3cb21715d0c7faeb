package ketcov.casefacts;

/** The requested drug. */
public enum Drug {
  ESKETAMINE,
  KETAMINE
}
