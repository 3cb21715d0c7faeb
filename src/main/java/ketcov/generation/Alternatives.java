package ketcov.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ketcov.condition.Condition;
import ketcov.condition.Test;

/** The ways of a condition in which one of its alternatives holds alone. */
final class Alternatives {
  private Alternatives() {}

  /** The condition with each alternative alone; empty when it has none. */
  static List<Condition> of(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> ofPattern(pattern).<Condition>map(p -> p).toList();
      case Condition.Count count ->
          ofPattern(count.pattern())
              .<Condition>map(p -> new Condition.Count(p, count.tallies(), count.collected()))
              .toList();
      case Condition.AnyOf any -> any.parts();
      case Condition.AllOf all -> {
        List<Condition> alternatives = new ArrayList<>();
        for (int i = 0; i < all.parts().size(); i++) {
          for (Condition part : of(all.parts().get(i))) {
            List<Condition> parts = new ArrayList<>(all.parts());
            parts.set(i, part);
            alternatives.add(new Condition.AllOf(parts));
          }
        }
        yield alternatives;
      }
    };
  }

  private static Stream<Condition.Pattern> ofPattern(Condition.Pattern pattern) {
    List<Condition.Pattern> alternatives = new ArrayList<>();
    for (int i = 0; i < pattern.tests().size(); i++) {
      if (pattern.tests().get(i) instanceof Test.Any any) {
        for (Test one : any.tests()) {
          List<Test> tests = new ArrayList<>(pattern.tests());
          tests.set(i, one);
          alternatives.add(new Condition.Pattern(pattern.type(), pattern.binding(), tests));
        }
      }
    }
    return alternatives.stream();
  }
}
