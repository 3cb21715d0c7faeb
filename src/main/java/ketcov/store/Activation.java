package ketcov.store;

import java.time.Instant;
import ketcov.policy.EditionId;
import org.jspecify.annotations.Nullable;

/**
 * That something was put to use, or taken back.
 *
 * @param number counted from 1; a later one has a higher number
 * @param edition which edition it changes
 * @param hash the package; null for the edition that the library folder holds. Of a rollback: what
 *     was in use after it
 * @param undoes the activation that a rollback takes back; null for an activation
 * @param effectiveAt from when on; of a rollback the moment in which it was recorded
 * @param by who did it
 * @param at when it was recorded
 */
public record Activation(
    long number,
    EditionId edition,
    @Nullable PackageHash hash,
    @Nullable Long undoes,
    Instant effectiveAt,
    String by,
    Instant at,
    @Nullable String remark) {

  /** Whether it takes an activation back. */
  public boolean isRollback() {
    return undoes != null;
  }
}
