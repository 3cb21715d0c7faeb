package ketcov.condition;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ketcov.casefacts.ConditionStatus;
import ketcov.casefacts.FactField;
import org.jspecify.annotations.Nullable;

/** Values with which a test holds, or does not. */
final class Tests {
  private Tests() {}

  /** Whether a test of one field would hold for a value of it. */
  static boolean allow(Test test, Comparable<?> value) {
    return switch (test) {
      case Test.Comparison c ->
          comparable(c.value(), value) && c.operator().holds(order(value, c.value()));
      case Test.OneOf o -> o.values().contains(normal(value));
      case Test.InValueSet in -> in.codes().contains(value.toString());
      case Test.Said said -> true;
      case Test.Contains contains -> false;
      case Test.All all -> all.tests().stream().allMatch(part -> allow(part, value));
      case Test.Any any -> any.tests().stream().anyMatch(part -> allow(part, value));
    };
  }

  /** Whether no fact could pass both lists of tests, since they ask for other values of a field. */
  static boolean exclude(List<Test> tests, List<Test> others) {
    for (Test one : tests) {
      for (Test other : others) {
        if (isListOfValues(one)
            && isListOfValues(other)
            && Test.fieldsOf(one).equals(Test.fieldsOf(other))
            && meeting(one).stream()
                .noneMatch(value -> value instanceof Comparable<?> said && allow(other, said))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isListOfValues(Test test) {
    return test instanceof Test.OneOf
        || (test instanceof Test.Comparison comparison
            && comparison.operator() == Operator.EQUAL
            && !(comparison.value() instanceof Double));
  }

  /** Values with which a test of one field holds; the one to propose first. */
  static List<Object> meeting(Test test) {
    return switch (test) {
      case Test.Comparison c -> near(c.field(), c.value(), c.operator(), true);
      case Test.OneOf o -> o.values().stream().map(v -> fit(o.field(), v)).toList();
      case Test.InValueSet in -> in.codes().stream().limit(1).<Object>map(code -> code).toList();
      case Test.Said said -> any(said.field());
      case Test.Contains contains -> List.of();
      case Test.All all -> List.of();
      case Test.Any any -> List.of();
    };
  }

  /** Values with which a test of one field does not hold. */
  static List<Object> failing(Test test) {
    return switch (test) {
      case Test.Comparison c -> near(c.field(), c.value(), c.operator(), false);
      case Test.OneOf o -> others(o.field(), o.values());
      case Test.InValueSet in ->
          in.codes().contains("Z00.00") ? List.of() : List.of((Object) "Z00.00");
      case Test.Said said -> List.of();
      case Test.Contains contains -> List.of();
      case Test.All all -> List.of();
      case Test.Any any -> List.of();
    };
  }

  private static List<Object> others(FactField field, List<Comparable<?>> values) {
    if (field.type() == Boolean.class) {
      return List.of(Boolean.TRUE, Boolean.FALSE).stream()
          .filter(truth -> !values.contains(truth))
          .<Object>map(truth -> truth)
          .toList();
    }
    if (!field.type().isEnum()) {
      return field.type() == String.class ? List.of((Object) "other") : List.of();
    }
    List<Object> others = new ArrayList<>();
    for (Object constant : field.type().getEnumConstants()) {
      boolean named = field.constants().contains(((Enum<?>) constant).name());
      if (named && values.stream().noneMatch(constant::equals)) {
        others.add(constant);
      }
    }
    // That something is absent is what a clinic most often has to say.
    if (others.remove(ConditionStatus.ABSENT)) {
      others.addFirst(ConditionStatus.ABSENT);
    }
    return others;
  }

  /** The nearest value on the side where the comparison holds, or where it does not. */
  private static List<Object> near(
      FactField field, Comparable<?> bound, Operator operator, boolean holding) {
    if (bound instanceof Boolean truth) {
      return List.of((Object) (holding == truth));
    }
    if (bound instanceof Enum<?> constant) {
      List<Object> fitting = new ArrayList<>();
      for (Object other : constant.getDeclaringClass().getEnumConstants()) {
        int sign = order((Comparable<?>) other, constant);
        boolean named =
            field.constants().isEmpty() || field.constants().contains(((Enum<?>) other).name());
        if (named && operator.holds(sign) == holding) {
          fitting.add(other);
        }
      }
      if (fitting.remove(ConditionStatus.ABSENT)) {
        fitting.addFirst(ConditionStatus.ABSENT);
      }
      boolean down = operator == Operator.AT_MOST || operator == Operator.BELOW;
      return down == holding && fitting.size() > 1 ? fitting.reversed() : fitting;
    }
    if (!(bound instanceof Double number)) {
      return holding && operator == Operator.EQUAL
          ? List.of((Object) bound)
          : List.of((Object) "other");
    }
    double value =
        switch (operator) {
          case EQUAL -> holding ? number : number + 1;
          case AT_LEAST -> holding ? number : number - 1;
          case ABOVE -> holding ? number + 1 : number;
          case AT_MOST -> holding ? number : number + 1;
          case BELOW -> holding ? number - 1 : number;
        };
    double within = Math.max(field.says().min(), Math.min(field.says().max(), value));
    boolean holds = operator.holds(Double.compare(within, number));
    return holds == holding ? List.of(fit(field, within)) : List.of();
  }

  private static List<Object> any(FactField field) {
    if (field.type() == Boolean.class) {
      return List.of((Object) true);
    }
    if (field.type().isEnum()) {
      return List.of(field.type().getEnumConstants()[0]);
    }
    if (field.type() == Double.class || field.type() == Integer.class) {
      return List.of(fit(field, Math.max(0, field.says().min())));
    }
    return field.type() == LocalDate.class ? List.of() : List.of((Object) "other");
  }

  /** A number as the field holds it. */
  static Object fit(FactField field, Comparable<?> value) {
    return value instanceof Double number && field.type() == Integer.class
        ? (Object) (int) Math.ceil(number)
        : value;
  }

  static Comparable<?> normal(Comparable<?> value) {
    return value instanceof Number number ? (Comparable<?>) number.doubleValue() : value;
  }

  private static boolean comparable(Comparable<?> bound, Comparable<?> value) {
    return Objects.equals(kind(bound), kind(value));
  }

  private static @Nullable Class<?> kind(Comparable<?> value) {
    Comparable<?> one = normal(value);
    return one instanceof Enum<?> constant ? constant.getDeclaringClass() : one.getClass();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Both have the type of one field.
  private static int order(Comparable<?> value, Comparable<?> bound) {
    return ((Comparable) normal(value)).compareTo(bound);
  }
}
