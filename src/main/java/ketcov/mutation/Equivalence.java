package ketcov.mutation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ketcov.casefacts.FactField;
import ketcov.condition.Condition;
import ketcov.condition.Operator;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;

/** Changes of which it can be proved that they change nothing. */
final class Equivalence {
  private Equivalence() {}

  /** Why a mutant asks the same as the rule; empty when that cannot be proved. */
  static Optional<String> proof(Mutant mutant) {
    RuleModel before = mutant.before();
    RuleModel after = mutant.after();
    return before != null && after != null && plain(before.when()).equals(plain(after.when()))
        ? Optional.of("it asks the same in other words")
        : Optional.empty();
  }

  /** A condition without what is said twice; parts without their order. */
  private static Object plain(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> List.of(pattern.type(), tests(pattern.tests()));
      case Condition.Count count -> List.of("count", plain(count.pattern()), bounds(count));
      case Condition.AllOf all -> joined("and", all.parts(), Equivalence::plain);
      case Condition.AnyOf any -> joined("or", any.parts(), Equivalence::plain);
    };
  }

  private static Set<Object> bounds(Condition.Count count) {
    Set<Object> bounds = new HashSet<>();
    for (Condition.Tally tally : count.tallies()) {
      FactField field = tally.field();
      bounds.add(List.of(field == null ? "facts" : field.name(), tally.least()));
    }
    return bounds;
  }

  private static Object tests(List<Test> tests) {
    return plain(new Test.All(tests));
  }

  private static Object plain(Test test) {
    return switch (test) {
      case Test.Comparison of ->
          of.operator() == Operator.EQUAL
              ? List.of("in", of.field().name(), Set.of(of.value()))
              : List.of(of.operator(), of.field().name(), of.value());
      case Test.OneOf of ->
          of.values().size() == of.field().constants().size()
              ? List.of("said", of.field().name())
              : List.of("in", of.field().name(), new HashSet<>(of.values()));
      case Test.Said of -> List.of("said", of.field().name());
      case Test.InValueSet of -> List.of("in", of.field().name(), of.codes());
      case Test.Contains of -> List.of("contains", of.field().name(), of.value());
      case Test.All all -> joined("and", flat(all.tests()), Equivalence::plain);
      case Test.Any any -> joined("or", any.tests(), Equivalence::plain);
    };
  }

  private static List<Test> flat(List<Test> tests) {
    List<Test> flat = new ArrayList<>();
    for (Test test : tests) {
      if (test instanceof Test.All all) {
        flat.addAll(flat(all.tests()));
      } else {
        flat.add(test);
      }
    }
    return flat;
  }

  private static <T> Object joined(String joint, List<T> parts, Function<T, Object> plain) {
    Set<Object> set = new LinkedHashSet<>();
    parts.forEach(part -> set.add(plain.apply(part)));
    return set.size() == 1 ? set.iterator().next() : List.of(joint, new HashSet<>(set));
  }
}
