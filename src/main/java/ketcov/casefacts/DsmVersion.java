package ketcov.casefacts;

/** The edition of the diagnostic manual that the diagnosis follows. */
public enum DsmVersion {
  DSM_5,
  DSM_5_TR,
  OTHER
}
