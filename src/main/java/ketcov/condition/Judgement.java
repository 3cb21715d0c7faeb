package ketcov.condition;

import java.util.List;
import java.util.Set;

/**
 * Whether a condition holds for a case.
 *
 * @param missing JSON pointers of the unsaid facts that keep it open; empty unless it is unknown
 * @param misses why it does not hold, nearest miss first, in words; empty unless it is false
 */
public record Judgement(Truth truth, Set<String> missing, List<String> misses) {
  /** It holds. */
  public static final Judgement HOLDS = new Judgement(Truth.TRUE, Set.of(), List.of());

  private static final Judgement OPEN = new Judgement(Truth.UNKNOWN, Set.of(), List.of());
  private static final Judgement FAILS = new Judgement(Truth.FALSE, Set.of(), List.of());

  /** The truth without a reason. */
  static Judgement of(Truth truth) {
    return switch (truth) {
      case TRUE -> HOLDS;
      case UNKNOWN -> OPEN;
      case FALSE -> FAILS;
    };
  }
}
