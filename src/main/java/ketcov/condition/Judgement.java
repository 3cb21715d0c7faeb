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
}
