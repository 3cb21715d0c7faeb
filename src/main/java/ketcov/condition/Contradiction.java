package ketcov.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ketcov.casefacts.FactField;

/** Finds tests that no value of a field could meet together, and tests that every value meets. */
public final class Contradiction {
  private Contradiction() {}

  /**
   * The field that could have no value for all tests of one fact to hold; empty when none is found.
   * Sound, not complete: two alternatives are never multiplied out.
   */
  public static Optional<FactField> in(List<Test> tests) {
    List<Test> plain = new ArrayList<>();
    List<Test.Any> choices = new ArrayList<>();
    tests.forEach(test -> flatten(test, plain, choices));
    Optional<FactField> field = among(plain);
    if (field.isPresent()) {
      return field;
    }
    for (Test.Any choice : choices) {
      List<FactField> failed = new ArrayList<>();
      for (Test alternative : choice.tests()) {
        List<Test> together = new ArrayList<>(plain);
        together.add(alternative);
        in(together).ifPresent(failed::add);
      }
      if (!failed.isEmpty() && failed.size() == choice.tests().size()) {
        return Optional.of(failed.getFirst());
      }
    }
    return Optional.empty();
  }

  /** Whether a test of one field holds for every value that the field may have. */
  public static boolean alwaysHolds(Test test) {
    return switch (test) {
      case Test.Comparison c when c.value() instanceof Double bound ->
          holdsBetween(c, c.field().says().min(), c.field().says().max(), bound);
      case Test.Comparison c -> holdsForEach(c.field(), test);
      case Test.OneOf one -> holdsForEach(one.field(), test);
      case Test.Said said -> false;
      case Test.InValueSet inSet -> false;
      case Test.Contains contains -> false;
      case Test.All all -> false;
      case Test.Any any -> false;
    };
  }

  private static boolean holdsBetween(Test.Comparison test, double min, double max, double bound) {
    return test.operator() != Operator.EQUAL
        && !Double.isInfinite(min)
        && !Double.isInfinite(max)
        && test.operator().holds(Double.compare(min, bound))
        && test.operator().holds(Double.compare(max, bound));
  }

  private static boolean holdsForEach(FactField field, Test test) {
    List<Comparable<?>> values = values(field);
    return !values.isEmpty() && values.stream().allMatch(value -> Tests.allow(test, value));
  }

  private static void flatten(Test test, List<Test> plain, List<Test.Any> choices) {
    switch (test) {
      case Test.All all -> all.tests().forEach(part -> flatten(part, plain, choices));
      case Test.Any any -> choices.add(any);
      default -> plain.add(test);
    }
  }

  private static Optional<FactField> among(List<Test> plain) {
    Map<FactField, List<Test>> byField = new LinkedHashMap<>();
    for (Test test : plain) {
      byField.computeIfAbsent(Test.fieldsOf(test).getFirst(), f -> new ArrayList<>()).add(test);
    }
    return byField.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .filter(entry -> !possible(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean possible(FactField field, List<Test> tests) {
    List<Comparable<?>> candidates = values(field);
    for (Test test : tests) {
      // A list of values is shorter than what the field may have, and leaves nothing else.
      switch (test) {
        case Test.OneOf one -> candidates = one.values();
        case Test.InValueSet inSet -> candidates = List.copyOf(inSet.codes());
        case Test.Comparison c when c.operator() == Operator.EQUAL ->
            candidates = List.of(c.value());
        default -> {
          // A bound, or that it is said.
        }
      }
    }
    if (!candidates.isEmpty()) {
      return candidates.stream()
          .anyMatch(
              value ->
                  tests.stream()
                      .allMatch(test -> test instanceof Test.Contains || Tests.allow(test, value)));
    }
    boolean number = field.type() == Integer.class || field.type() == Double.class;
    return !number || between(field, tests);
  }

  /** Whether a number lies between all bounds. */
  private static boolean between(FactField field, List<Test> tests) {
    double least = field.says().min();
    double most = field.says().max();
    boolean open = false;
    double step = field.type() == Integer.class ? 1 : 0;
    for (Test test : tests) {
      if (test instanceof Test.Comparison c && c.value() instanceof Double bound) {
        switch (c.operator()) {
          case AT_LEAST -> least = Math.max(least, bound);
          case AT_MOST -> most = Math.min(most, bound);
          case ABOVE -> {
            open |= step == 0 && bound >= least;
            least = Math.max(least, bound + step);
          }
          case BELOW -> {
            open |= step == 0 && bound <= most;
            most = Math.min(most, bound - step);
          }
          case EQUAL -> {
            // Looked at before.
          }
        }
      }
    }
    return open ? least < most : least <= most;
  }

  /** Every value of a field with few; none of a number, a text or a date. */
  private static List<Comparable<?>> values(FactField field) {
    if (field.type() == Boolean.class) {
      return List.of(true, false);
    }
    return Arrays.stream(field.type().isEnum() ? field.type().getEnumConstants() : new Object[0])
        .filter(constant -> field.constants().contains(((Enum<?>) constant).name()))
        .<Comparable<?>>map(constant -> (Enum<?>) constant)
        .toList();
  }
}
