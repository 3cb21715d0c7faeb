package ketcov.store;

import java.time.Period;
import java.util.Optional;

/**
 * How long cases and assessments are kept; empty for until they are purged.
 *
 * @param cases what is kept of a case goes when this is over, its assessment stays
 * @param assessments an assessment goes when this is over, with its case and its determination
 */
public record RetentionSettings(Optional<Period> cases, Optional<Period> assessments) {
  /** Everything is kept until it is purged. */
  public static final RetentionSettings UNTIL_PURGED =
      new RetentionSettings(Optional.empty(), Optional.empty());

  /**
   * Settings in days.
   *
   * @throws IllegalArgumentException when a number is below 1
   */
  public static RetentionSettings ofDays(Optional<Integer> cases, Optional<Integer> assessments) {
    return new RetentionSettings(days("cases", cases), days("assessments", assessments));
  }

  private static Optional<Period> days(String what, Optional<Integer> days) {
    if (days.filter(number -> number < 1).isPresent()) {
      throw new IllegalArgumentException(
          "ketcov.store.keep-"
              + what
              + "-days is "
              + days.get()
              + "; expected 1 or more, or nothing");
    }
    return days.map(Period::ofDays);
  }
}
