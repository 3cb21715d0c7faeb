package ketcov.store;

import java.time.Duration;
import java.time.Instant;

/**
 * A request that may be repeated.
 *
 * @param requestHash the hash of all that it asks for
 * @param at when it arrived
 */
public record IdempotentRequest(IdempotencyKey key, String requestHash, Instant at) {
  /** How long a key is known. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  /** Keys from then or before are forgotten. */
  Instant forgotten() {
    return at.minus(LIFETIME);
  }
}
