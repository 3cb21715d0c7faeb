package ketcov.condition;

import java.util.List;
import ketcov.casefacts.FactField;

/**
 * Whether a condition holds wherever another one does. Sound, not complete: a yes is certain, a no
 * only says that it was not seen.
 */
public final class Implication {
  private Implication() {}

  /** Whether every case for which {@code one} holds is one for which {@code other} holds. */
  public static boolean implies(Condition one, Condition other) {
    if (other instanceof Condition.AllOf all) {
      return all.parts().stream().allMatch(part -> implies(one, part));
    }
    if (one instanceof Condition.AnyOf any) {
      return any.parts().stream().allMatch(part -> implies(part, other));
    }
    if (other instanceof Condition.AnyOf any
        && any.parts().stream().anyMatch(part -> implies(one, part))) {
      return true;
    }
    return switch (one) {
      case Condition.AllOf all -> all.parts().stream().anyMatch(part -> implies(part, other));
      case Condition.Pattern pattern ->
          switch (other) {
            case Condition.Pattern wider -> fits(pattern, wider);
            case Condition.Count count ->
                fits(pattern, count.pattern())
                    && count.tallies().stream()
                        .allMatch(tally -> tally.field() == null && tally.least() == 1);
            default -> false;
          };
      case Condition.Count count ->
          switch (other) {
            case Condition.Pattern wider -> fits(count.pattern(), wider);
            case Condition.Count wider ->
                fits(count.pattern(), wider.pattern())
                    && wider.tallies().stream()
                        .allMatch(tally -> count.tallies().stream().anyMatch(t -> reach(t, tally)));
            default -> false;
          };
      case Condition.AnyOf any -> false;
    };
  }

  /** Different values are at least as many facts. */
  private static boolean reach(Condition.Tally one, Condition.Tally other) {
    return one.least() >= other.least()
        && (other.field() == null || other.field().equals(one.field()));
  }

  private static boolean fits(Condition.Pattern one, Condition.Pattern wider) {
    return one.type().equals(wider.type())
        && wider.tests().stream().allMatch(test -> implies(one.tests(), test));
  }

  /** Whether a fact that passes all tests of a list passes another one. */
  static boolean implies(List<Test> tests, Test other) {
    if (other instanceof Test.All all) {
      return all.tests().stream().allMatch(part -> implies(tests, part));
    }
    return tests.stream().anyMatch(test -> implies(test, other))
        || (other instanceof Test.Any any
            && any.tests().stream().anyMatch(part -> implies(tests, part)));
  }

  private static boolean implies(Test one, Test other) {
    if (one.equals(other)) {
      return true;
    }
    return switch (one) {
      case Test.All all -> implies(all.tests(), other);
      case Test.Any any ->
          !any.tests().isEmpty()
              && any.tests().stream().allMatch(part -> implies(List.of(part), other));
      case Test.OneOf oneOf ->
          others(other, oneOf.field())
              && oneOf.values().stream().allMatch(value -> allows(other, value));
      case Test.InValueSet inSet ->
          others(other, inSet.field())
              && inSet.codes().stream().allMatch(code -> allows(other, code));
      case Test.Comparison comparison -> comparison(comparison, other);
      case Test.Said said -> false;
      case Test.Contains contains ->
          other instanceof Test.Said said && said.field().equals(contains.field());
    };
  }

  private static boolean comparison(Test.Comparison one, Test other) {
    if (!others(other, one.field())) {
      return false;
    }
    if (one.operator() == Operator.EQUAL || other instanceof Test.Said) {
      return allows(other, one.value());
    }
    if (!(other instanceof Test.Comparison wider
        && one.value() instanceof Double bound
        && wider.value() instanceof Double limit)) {
      return false;
    }
    return switch (wider.operator()) {
      case AT_LEAST -> rises(one) && bound >= limit;
      case ABOVE -> rises(one) && (bound > limit || (bound.equals(limit) && strict(one)));
      case AT_MOST -> falls(one) && bound <= limit;
      case BELOW -> falls(one) && (bound < limit || (bound.equals(limit) && strict(one)));
      case EQUAL -> false;
    };
  }

  private static boolean rises(Test.Comparison test) {
    return test.operator() == Operator.AT_LEAST || test.operator() == Operator.ABOVE;
  }

  private static boolean falls(Test.Comparison test) {
    return test.operator() == Operator.AT_MOST || test.operator() == Operator.BELOW;
  }

  private static boolean strict(Test.Comparison test) {
    return test.operator() == Operator.ABOVE || test.operator() == Operator.BELOW;
  }

  /** Whether a test is one of that field alone. */
  private static boolean others(Test other, FactField field) {
    return switch (other) {
      case Test.Contains contains -> false;
      case Test.All all -> false;
      case Test.Any any -> false;
      default -> Test.fieldsOf(other).equals(List.of(field));
    };
  }

  private static boolean allows(Test test, Comparable<?> value) {
    return test instanceof Test.Said || Tests.allow(test, value);
  }
}
