package ketcov.store;

/** What came of checking the audit trail. */
public sealed interface AuditCheck {
  /** Every entry is as it was written, and none is missing. */
  record Sound(AuditHead head) implements AuditCheck {}

  /**
   * It was tampered with.
   *
   * @param number the first entry that is not as it was written, or is missing
   * @param why in words
   */
  record Broken(long number, String why) implements AuditCheck {}
}
