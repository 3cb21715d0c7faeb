package ketcov.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactType;
import ketcov.condition.Condition;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import org.jspecify.annotations.Nullable;

/**
 * In how many ways the facts of a case fit the patterns of a rule together. The engine makes every
 * one of them before the first fires, and cannot be told to stop while it does; patterns that may
 * stand in rules do not look at each other, so the number is a product, and is known before.
 */
final class Combinations {
  /** Above this a session does not run on the caller's thread. */
  static final int FEW = 20_000;

  /** Above this a session does not run at all. */
  static final int MOST = 100_000;

  private final List<RuleModel> joining = new ArrayList<>();

  /** The types of the lists that those rules join. */
  private final Set<FactType> lists = new HashSet<>();

  /** Most patterns of lists in one of those rules. */
  private int mostLists;

  /** Most alternatives of one of those rules. */
  private double mostAlternatives = 1;

  /** Looks which rules join facts of lists; the others have at most as many ways as facts. */
  Combinations(List<RuleModel> rules) {
    for (RuleModel rule : rules) {
      if (count(rule.when(), pattern -> pattern.type().list() ? 2 : 1) > 2) {
        joining.add(rule);
        List<FactType> joined =
            Condition.patterns(rule.when())
                .map(Condition.Pattern::type)
                .filter(FactType::list)
                .toList();
        lists.addAll(joined);
        mostLists = Math.max(mostLists, joined.size());
        mostAlternatives = Math.max(mostAlternatives, count(rule.when(), pattern -> 1));
      }
    }
  }

  /**
   * The ways of the rule that has most.
   *
   * @param rule null when it is not one rule's doing
   */
  record Most(double ways, @Nullable RuleModel rule) {}

  /** At most so many ways, of the rule that has most when they are not few. */
  Most in(CaseFacts facts) {
    int longest = 1;
    for (FactType type : lists) {
      longest = Math.max(longest, facts.of(type).size());
    }
    double bound = mostAlternatives * Math.pow(longest, mostLists);
    return bound <= FEW ? new Most(bound, null) : each(facts);
  }

  private Most each(CaseFacts facts) {
    Most most = new Most(1, null);
    Reasoner reasoner = null;
    for (RuleModel rule : joining) {
      double ways = count(rule.when(), pattern -> Math.max(1, facts.of(pattern.type()).size()));
      if (ways > FEW) {
        if (reasoner == null) {
          reasoner = new Reasoner(facts);
        }
        Reasoner judge = reasoner;
        ways = count(rule.when(), pattern -> Math.max(1, fitting(pattern, facts, judge)));
      }
      if (ways > most.ways()) {
        most = new Most(ways, rule);
      }
    }
    return most;
  }

  private static double fitting(Condition.Pattern pattern, CaseFacts facts, Reasoner reasoner) {
    return facts.of(pattern.type()).stream()
        .filter(fact -> reasoner.fits(pattern, fact) == Truth.TRUE)
        .count();
  }

  private static double count(Condition condition, ToDoubleFunction<Condition.Pattern> facts) {
    return switch (condition) {
      case Condition.Pattern pattern -> facts.applyAsDouble(pattern);
      case Condition.Count count -> facts.applyAsDouble(count.pattern());
      case Condition.AllOf all -> {
        double product = 1;
        for (Condition part : all.parts()) {
          product *= count(part, facts);
        }
        yield product;
      }
      case Condition.AnyOf any ->
          any.parts().stream().mapToDouble(part -> count(part, facts)).sum();
    };
  }
}
