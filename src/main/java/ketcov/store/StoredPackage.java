package ketcov.store;

import java.time.Instant;
import java.util.Optional;
import ketcov.policy.EditionId;

/**
 * A package, without its files.
 *
 * @param contentHash over {@code policy.yaml} and the rules: what assessments name
 * @param author who submitted it first
 * @param verification the last one; empty when there was none yet
 */
public record StoredPackage(
    PackageHash hash,
    EditionId edition,
    String contentHash,
    String author,
    Instant submittedAt,
    Optional<Verification> verification) {

  /**
   * A verification.
   *
   * @param report JSON
   */
  public record Verification(Verdict verdict, String report, Instant at) {}
}
