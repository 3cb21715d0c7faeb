package ketcov.store;

/** What came of verifying a package. */
public enum Verdict {
  /** It compiles, its cases pass, and nothing else changes. */
  VERIFIED,
  /** Something of that does not hold. */
  REFUSED
}
