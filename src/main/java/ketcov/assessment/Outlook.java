package ketcov.assessment;

/** What the payer will probably decide. */
public enum Outlook {
  LIKELY_APPROVED,
  UNCERTAIN,
  LIKELY_DENIED,
  /** The policy denies this use whatever the clinical facts. */
  NOT_COVERED,
  NO_POLICY_IN_FORCE
}
