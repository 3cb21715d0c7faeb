package ketcov.mutation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import ketcov.casefacts.FactField;
import ketcov.casefacts.Scale;
import ketcov.condition.Operator;
import ketcov.condition.Test;
import ketcov.coverage.Words;

/** Every single change of what a pattern asks of a field. */
final class TestChanges {
  private final double greatest;
  private final List<Change> changes = new ArrayList<>();

  private TestChanges(double greatest) {
    this.greatest = greatest;
  }

  /** One change. */
  record Change(MutantKind kind, String words, Test test) {}

  /**
   * The changes of a test.
   *
   * @param beside every test of its pattern
   */
  static List<Change> of(Test test, List<Test> beside) {
    TestChanges changes = new TestChanges(greatestScore(beside));
    changes.walk(test, one -> one);
    return changes.changes;
  }

  /** No score of a scale is above its greatest; without a scale there is no such bound. */
  private static double greatestScore(List<Test> beside) {
    return beside.stream()
        .filter(test -> test instanceof Test.Comparison)
        .map(test -> ((Test.Comparison) test).value())
        .filter(Scale.class::isInstance)
        .mapToDouble(scale -> ((Scale) scale).maximum())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private void walk(Test test, Function<Test, Test> whole) {
    switch (test) {
      case Test.Comparison of -> comparison(of, whole);
      case Test.OneOf of -> oneOf(of, whole);
      case Test.InValueSet of -> valueSet(of, whole);
      case Test.All all -> parts(all.tests(), "and", Test.All::new, Test.Any::new, whole);
      case Test.Any any -> parts(any.tests(), "or", Test.Any::new, Test.All::new, whole);
      case Test.Said said -> {
        // Only leaving it out changes it.
      }
      case Test.Contains contains -> {
        // Only leaving it out changes it.
      }
    }
  }

  private void parts(
      List<Test> tests,
      String joint,
      Function<List<Test>, Test> same,
      Function<List<Test>, Test> other,
      Function<Test, Test> whole) {
    boolean lookUp = tests.stream().anyMatch(Test.InValueSet.class::isInstance);
    for (int i = 0; i < tests.size(); i++) {
      int at = i;
      List<Test> others = Lists.without(tests, i);
      if (!(tests.get(i) instanceof Test.Said)) {
        changes.add(
            new Change(
                MutantKind.CONDITION_DROPPED,
                "without `" + Words.of(tests.get(i)) + "`",
                whole.apply(others.size() == 1 ? others.getFirst() : same.apply(others))));
      }
      walk(tests.get(i), part -> whole.apply(same.apply(Lists.with(tests, at, part))));
    }
    if (!lookUp) {
      changes.add(
          new Change(
              MutantKind.AND_OR,
              (joint.equals("and") ? "`or` for `and` in `" : "`and` for `or` in `")
                  + Words.of(same.apply(tests))
                  + "`",
              whole.apply(other.apply(tests))));
    }
  }

  private void comparison(Test.Comparison of, Function<Test, Test> whole) {
    switch (of.value()) {
      case Double bound -> {
        number(of, bound - 1, whole);
        number(of, bound + 1, whole);
        operators(of, whole);
      }
      case Boolean truth -> become(MutantKind.FLIPPED, of, with(of, !truth), whole);
      case Enum<?> constant -> {
        if (of.operator() == Operator.EQUAL) {
          next(of.field(), Set.of(constant))
              .forEach(other -> become(kind(of.field()), of, with(of, other), whole));
        } else {
          neighbours(of.field(), constant)
              .forEach(other -> become(MutantKind.THRESHOLD, of, with(of, other), whole));
          operators(of, whole);
        }
      }
      default -> {
        // A text has no neighbour.
      }
    }
  }

  private void number(Test.Comparison of, double bound, Function<Test, Test> whole) {
    boolean reachable =
        bound >= of.field().says().min()
            && bound <= of.field().says().max()
            && (!of.field().name().equals("score") || bound <= greatest);
    if (reachable) {
      become(MutantKind.THRESHOLD, of, with(of, bound), whole);
    }
  }

  /** A whole number above a bound is at least the next: that change is made already. */
  private void operators(Test.Comparison of, Function<Test, Test> whole) {
    Operator strictness =
        switch (of.operator()) {
          case EQUAL -> Operator.EQUAL;
          case AT_LEAST -> Operator.ABOVE;
          case ABOVE -> Operator.AT_LEAST;
          case AT_MOST -> Operator.BELOW;
          case BELOW -> Operator.AT_MOST;
        };
    if (strictness != of.operator() && of.field().type() == Double.class) {
      become(MutantKind.OPERATOR, of, with(of, strictness), whole);
    }
    if (!of.field().isBound()) {
      Operator turned =
          switch (of.operator()) {
            case EQUAL -> Operator.AT_LEAST;
            case AT_LEAST -> Operator.BELOW;
            case ABOVE -> Operator.AT_MOST;
            case AT_MOST -> Operator.ABOVE;
            case BELOW -> Operator.AT_LEAST;
          };
      become(MutantKind.OPERATOR, of, with(of, turned), whole);
    }
  }

  private void oneOf(Test.OneOf of, Function<Test, Test> whole) {
    for (int i = 0; i < of.values().size() && of.values().size() > 1; i++) {
      become(
          MutantKind.VALUE_DROPPED,
          "without " + Words.value(of.values().get(i)) + " in `" + Words.of(of) + "`",
          new Test.OneOf(of.field(), Lists.without(of.values(), i)),
          whole);
    }
    for (Comparable<?> other : next(of.field(), new LinkedHashSet<>(of.values()))) {
      List<Comparable<?>> more = new ArrayList<>(of.values());
      more.add(other);
      become(
          MutantKind.VALUE_ADDED,
          Words.value(other) + " too in `" + Words.of(of) + "`",
          new Test.OneOf(of.field(), more),
          whole);
    }
  }

  private void valueSet(Test.InValueSet of, Function<Test, Test> whole) {
    for (String code : of.codes()) {
      Set<String> fewer = new TreeSet<>(of.codes());
      fewer.remove(code);
      become(
          MutantKind.VALUE_DROPPED,
          "without " + code + " in the list " + of.valueSet(),
          new Test.InValueSet(of.field(), of.valueSet(), fewer),
          whole);
    }
  }

  /** The constant after the last of those that are named, in the order of the enumeration. */
  private static List<Comparable<?>> next(FactField field, Set<? extends Comparable<?>> named) {
    List<Enum<?>> constants = constants(field);
    int last = -1;
    for (int i = 0; i < constants.size(); i++) {
      last = named.contains(constants.get(i)) ? i : last;
    }
    for (int i = 1; i <= constants.size() && last >= 0; i++) {
      Enum<?> other = constants.get((last + i) % constants.size());
      if (!named.contains(other)) {
        return List.of(other);
      }
    }
    return List.of();
  }

  private static List<Enum<?>> neighbours(FactField field, Enum<?> constant) {
    List<Enum<?>> constants = constants(field);
    int at = constants.indexOf(constant);
    List<Enum<?>> neighbours = new ArrayList<>();
    if (at > 0) {
      neighbours.add(constants.get(at - 1));
    }
    if (at + 1 < constants.size()) {
      neighbours.add(constants.get(at + 1));
    }
    return neighbours;
  }

  private static List<Enum<?>> constants(FactField field) {
    List<Enum<?>> constants = new ArrayList<>();
    if (field.type().isEnum()) {
      for (Object constant : field.type().getEnumConstants()) {
        if (field.constants().contains(((Enum<?>) constant).name())) {
          constants.add((Enum<?>) constant);
        }
      }
    }
    return constants;
  }

  private static MutantKind kind(FactField field) {
    return field.name().equals("therapyClass") ? MutantKind.DRUG_CLASS : MutantKind.NEIGHBOUR;
  }

  private static Test.Comparison with(Test.Comparison of, Comparable<?> value) {
    return new Test.Comparison(of.field(), of.operator(), value);
  }

  private static Test.Comparison with(Test.Comparison of, Operator operator) {
    return new Test.Comparison(of.field(), operator, of.value());
  }

  private void become(
      MutantKind kind, Test.Comparison of, Test.Comparison other, Function<Test, Test> whole) {
    become(kind, "`" + Words.of(of) + "` becomes `" + Words.of(other) + "`", other, whole);
  }

  private void become(MutantKind kind, String words, Test other, Function<Test, Test> whole) {
    changes.add(new Change(kind, words, whole.apply(other)));
  }
}
