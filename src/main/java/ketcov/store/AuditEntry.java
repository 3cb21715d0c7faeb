package ketcov.store;

import java.time.Instant;
import java.util.List;
import ketcov.policy.ContentHash;

/**
 * One entry of the audit trail.
 *
 * @param number counted from 1 without a gap
 * @param action the name of an {@link AuditAction}; a text, as an entry that was tampered with must
 *     be readable too
 * @param subject the hash or id of what it tells of
 * @param detail JSON, with nothing of a patient
 * @param previousHash the hash of the entry before; {@link #FIRST} for the first
 * @param hash SHA-256 over all the others, in hexadecimal
 */
public record AuditEntry(
    long number,
    Instant at,
    String actor,
    String action,
    String subject,
    String detail,
    String previousHash,
    String hash) {
  /** What stands for the hash of an entry before the first. */
  public static final String FIRST = "0".repeat(64);

  /** Whether the entry is as it was written, and follows on the one with this number and hash. */
  boolean follows(long before, String hashBefore) {
    return number == before + 1
        && previousHash.equals(hashBefore)
        && hash.equals(hashOf(number, at, actor, action, subject, detail, previousHash));
  }

  /** The hash of an entry: over each of its texts, with its length. */
  static String hashOf(
      long number,
      Instant at,
      String actor,
      String action,
      String subject,
      String detail,
      String previousHash) {
    return ContentHash.of(
        List.of(
            "ketcov audit entry 1",
            Long.toString(number),
            at.toString(),
            actor,
            action,
            subject,
            detail,
            previousHash));
  }
}
