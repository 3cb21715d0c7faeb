package ketcov.condition;

import java.util.List;
import java.util.stream.Stream;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a case. A rule that this cannot represent is refused when its edition is
 * read.
 */
public sealed interface Condition {

  /**
   * There is a fact of this type for which all tests hold.
   *
   * @param binding the variable of the fact; null when the rule does not name it
   */
  record Pattern(FactType type, @Nullable String binding, List<Test> tests) implements Condition {
    public Pattern {
      tests = List.copyOf(tests);
    }

    /** The fields that are read, in the order of the rule. */
    public List<FactField> fields() {
      return tests.stream().flatMap(test -> Test.fieldsOf(test).stream()).distinct().toList();
    }
  }

  /** All of them hold. */
  record AllOf(List<Condition> parts) implements Condition {
    public AllOf {
      parts = List.copyOf(parts);
    }
  }

  /** One of them holds. */
  record AnyOf(List<Condition> parts) implements Condition {
    public AnyOf {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Enough facts fit a pattern.
   *
   * @param collected the variable of the list of those facts; null when the rule does not name it
   */
  record Count(Pattern pattern, List<Tally> tallies, @Nullable String collected)
      implements Condition {
    public Count {
      tallies = List.copyOf(tallies);
    }
  }

  /**
   * A number that must reach a bound.
   *
   * @param field the field whose different values are counted; null to count the facts themselves
   * @param least the least number that is enough
   */
  record Tally(@Nullable FactField field, int least) {}

  /** Every pattern of a condition, in the order of the rule. */
  static Stream<Pattern> patterns(Condition condition) {
    return switch (condition) {
      case Pattern pattern -> Stream.of(pattern);
      case Count count -> Stream.of(count.pattern());
      case AllOf all -> all.parts().stream().flatMap(Condition::patterns);
      case AnyOf any -> any.parts().stream().flatMap(Condition::patterns);
    };
  }

  /** Whether a count stands beside alternatives. */
  static boolean alternativesBesideCount(Condition condition) {
    return condition instanceof AllOf all
        && all.parts().stream().anyMatch(Count.class::isInstance)
        && all.parts().stream().anyMatch(AnyOf.class::isInstance);
  }

  /**
   * How many facts of a type a case must have, at least, for the condition to hold. Different
   * values of a field count as the rule counts them.
   */
  static int leastFacts(Condition condition, FactType type) {
    return switch (condition) {
      case Pattern pattern -> pattern.type().equals(type) ? 1 : 0;
      case Count count ->
          count.pattern().type().equals(type)
              ? count.tallies().stream().mapToInt(Tally::least).max().orElse(1)
              : 0;
      case AllOf all -> all.parts().stream().mapToInt(part -> leastFacts(part, type)).sum();
      case AnyOf any ->
          any.parts().stream().mapToInt(part -> leastFacts(part, type)).min().orElse(0);
    };
  }
}
