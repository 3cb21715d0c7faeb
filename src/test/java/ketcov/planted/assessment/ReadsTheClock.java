package ketcov.planted.assessment;

import java.time.Instant;

/** Today is no argument here. */
final class ReadsTheClock {
  private ReadsTheClock() {}

  static Instant today() {
    return Instant.now();
  }
}
