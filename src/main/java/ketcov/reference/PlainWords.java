package ketcov.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.condition.Condition;
import ketcov.condition.Operator;
import ketcov.condition.Test;

/**
 * Says in plain words what a rule asks. Names of facts and fields are spelt out; the words of
 * enumerations stay as a rule writes them.
 */
public final class PlainWords {
  private static final Set<String> ACRONYMS = Set.of("dsm", "hcpcs", "ndc", "npi", "pdmp", "rems");

  private PlainWords() {}

  /** What a condition asks. */
  public static String of(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> name(pattern.type()) + ": " + tests(pattern);
      case Condition.Count count -> counted(count) + ": " + tests(count.pattern());
      case Condition.AllOf all ->
          all.parts().stream()
              .sorted(Comparator.comparing(PlainWords::place))
              .map(PlainWords::of)
              .collect(Collectors.joining(" AND "));
      case Condition.AnyOf any ->
          any.parts().stream().map(PlainWords::of).sorted().collect(Collectors.joining(" OR "));
    };
  }

  /** The place of the first fact among all facts. */
  private static int place(Condition condition) {
    return Condition.patterns(condition)
        .mapToInt(pattern -> FactTypes.all().indexOf(pattern.type()))
        .min()
        .orElse(0);
  }

  private static String counted(Condition.Count count) {
    String facts = name(count.pattern().type());
    List<String> least = new ArrayList<>();
    List<String> different = new ArrayList<>();
    for (Condition.Tally tally : count.tallies()) {
      FactField field = tally.field();
      if (field == null) {
        least.add("at least " + number(tally.least(), facts));
      } else {
        different.add(number(tally.least(), "different " + name(field)));
      }
    }
    if (different.isEmpty()) {
      return String.join(" and ", least);
    }
    return (least.isEmpty() ? plural(facts) : String.join(" and ", least))
        + " of at least "
        + String.join(" and ", different);
  }

  private static String number(int number, String noun) {
    return number + " " + (number == 1 ? noun : plural(noun));
  }

  /**
   * All that is asked of one fact, in the order of its fields: rules that ask the same say the
   * same.
   */
  static String tests(Condition.Pattern pattern) {
    List<FactField> order = List.copyOf(pattern.type().fields().values());
    return parts(pattern.tests())
        .sorted(Comparator.comparing(test -> order.indexOf(Test.fieldsOf(test).getFirst())))
        .map(PlainWords::of)
        .collect(Collectors.joining("; "));
  }

  /** A code that is in a list is said anyway. */
  private static Stream<Test> parts(List<Test> tests) {
    List<Test> parts =
        tests.stream()
            .flatMap(test -> test instanceof Test.All all ? all.tests().stream() : Stream.of(test))
            .toList();
    return parts.stream()
        .filter(
            test ->
                !(test instanceof Test.Said said)
                    || parts.stream()
                        .noneMatch(
                            other ->
                                other instanceof Test.InValueSet in
                                    && in.field().equals(said.field())));
  }

  private static String of(Test test) {
    return switch (test) {
      case Test.Comparison of -> comparison(of);
      case Test.OneOf of ->
          of.values().stream()
              .map(PlainWords::value)
              .collect(Collectors.joining(", ", name(of.field()) + " one of ", ""));
      case Test.Said of -> name(of.field()) + " said";
      case Test.InValueSet of ->
          name(of.field())
              + " in the list "
              + of.valueSet()
              + " ("
              + String.join(", ", of.codes())
              + ")";
      case Test.Contains of -> name(of.field()) + " with " + of.value();
      case Test.All of ->
          parts(of.tests()).map(PlainWords::of).collect(Collectors.joining(" and ", "(", ")"));
      case Test.Any of -> alternatives(of.tests());
    };
  }

  private static String alternatives(List<Test> tests) {
    return tests.stream()
        .map(PlainWords::of)
        .sorted()
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private static String comparison(Test.Comparison comparison) {
    String name = name(comparison.field());
    if (comparison.value() instanceof Boolean holds) {
      return holds ? name : name + ": no";
    }
    return comparison.operator() == Operator.EQUAL && !(comparison.value() instanceof Double)
        ? name + " " + value(comparison.value())
        : name + " " + bound(comparison);
  }

  /** A bound without its field: {@code ≥ 18}. */
  static String bound(Test.Comparison comparison) {
    return symbol(comparison.operator()) + " " + value(comparison.value());
  }

  static String value(Comparable<?> value) {
    return value instanceof Double number && number == Math.rint(number)
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQUAL -> "=";
      case AT_LEAST -> "≥";
      case ABOVE -> ">";
      case AT_MOST -> "≤";
      case BELOW -> "<";
    };
  }

  /** {@code DrugTrial} is a drug trial. */
  private static String name(FactType type) {
    return type.pointer().isEmpty() ? "case" : words(type.name());
  }

  /** A bound of a quantity goes by the quantity's name. */
  private static String name(FactField field) {
    return words(field.quantity());
  }

  /** A constant as words. */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String words(String camelCase) {
    return Stream.of(camelCase.split("(?=[A-Z])", -1))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .map(word -> ACRONYMS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
        .collect(Collectors.joining(" "));
  }

  private static String plural(String noun) {
    if (noun.endsWith("s")) {
      return noun + "es";
    }
    return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }
}
