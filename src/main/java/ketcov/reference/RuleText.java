package ketcov.reference;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.casefacts.FactField;
import ketcov.condition.Condition;
import ketcov.condition.Test;
import ketcov.engine.CompiledEdition;

/** Constraints as a rule writes them, one example for each field. */
final class RuleText {
  private final Map<FactField, Map<String, Integer>> inUse = new HashMap<>();

  /** Takes examples from the rules of a library. */
  RuleText(List<CompiledEdition> editions) {
    editions.stream()
        .flatMap(edition -> edition.rules().stream())
        .flatMap(rule -> Condition.patterns(rule.when()))
        .flatMap(pattern -> pattern.tests().stream())
        .flatMap(RuleText::leaves)
        .filter(test -> !(test instanceof Test.InValueSet))
        .forEach(
            test ->
                inUse
                    .computeIfAbsent(Test.fieldsOf(test).getFirst(), field -> new HashMap<>())
                    .merge(of(test), 1, Integer::sum));
  }

  /** What rules ask of a field most often; made up where none asks. */
  String example(FactField field) {
    return inUse.getOrDefault(field, Map.of()).entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElseGet(() -> madeUp(field));
  }

  private static Stream<Test> leaves(Test test) {
    return switch (test) {
      case Test.All all -> all.tests().stream().flatMap(RuleText::leaves);
      case Test.Any any -> any.tests().stream().flatMap(RuleText::leaves);
      default -> Stream.of(test);
    };
  }

  private static String of(Test test) {
    return switch (test) {
      case Test.Comparison of ->
          of.field().name() + " " + of.operator().symbol() + " " + literal(of.value());
      case Test.OneOf of ->
          of.values().stream()
              .map(RuleText::literal)
              .collect(Collectors.joining(", ", of.field().name() + " in (", ")"));
      case Test.Said of -> of.field().name() + " != null";
      case Test.Contains of -> of.field().name() + " contains " + literal(of.value());
      case Test.InValueSet of -> of.field().name() + " != null";
      case Test.All all ->
          all.tests().stream().map(RuleText::of).collect(Collectors.joining(" && ", "(", ")"));
      case Test.Any any ->
          any.tests().stream().map(RuleText::of).collect(Collectors.joining(" || ", "(", ")"));
    };
  }

  private static String literal(Comparable<?> value) {
    return switch (value) {
      case Enum<?> constant -> constant.getDeclaringClass().getSimpleName() + "." + constant.name();
      case String text -> "\"" + text + "\"";
      default -> PlainWords.value(value);
    };
  }

  private static String madeUp(FactField field) {
    String name = field.name();
    Class<?> type = field.type();
    if (type.isEnum()) {
      String operator =
          field.says().lowerBoundOf().isEmpty()
              ? field.says().upperBoundOf().isEmpty() ? " == " : " <= "
              : " >= ";
      return name + operator + type.getSimpleName() + "." + field.constants().getFirst();
    }
    if (type == Boolean.class) {
      return name + " == true";
    }
    if (Number.class.isAssignableFrom(type)) {
      return name + (field.says().upperBoundOf().isEmpty() ? " >= 1" : " <= 1");
    }
    return List.class.isAssignableFrom(type) ? name + " contains \"...\"" : name + " != null";
  }
}
