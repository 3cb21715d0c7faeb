package ketcov.policy;

/** How we know what a policy asks. */
public enum Basis {
  /** Read on the payer's or regulator's own page or form. */
  OWN_PAGE,
  /** Read in somebody else's summary. */
  THIRD_PARTY_SUMMARY,
  /** Read in a history of changes. */
  CHANGE_LOG,
  /** Not read anywhere: concluded. Reported, never enforced. */
  INFERRED;

  /** Whether a criterion on this basis may decide anything. */
  public boolean enforced() {
    return this != INFERRED;
  }
}
