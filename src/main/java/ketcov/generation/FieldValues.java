package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;

/** The values of a field that make a difference to the rules of an edition. */
final class FieldValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> DRUGS =
      List.of(
          "sertraline",
          "fluoxetine",
          "escitalopram",
          "venlafaxine",
          "bupropion",
          "mirtazapine",
          "nortriptyline",
          "aripiprazole",
          "quetiapine",
          "lithium");
  private static final List<String> CODES =
      List.of("F33.2", "F33.1", "F33.9", "F32.2", "F32.9", "F33.3", "F41.1", "F31.9");

  private final List<Test> tests;
  private final LocalDate requestedOn;

  /** Values for the rules of an edition and the changed ones, for a request of a day. */
  FieldValues(Stream<RuleModel> rules, LocalDate requestedOn) {
    this.tests =
        rules
            .flatMap(rule -> Condition.patterns(rule.when()))
            .flatMap(pattern -> pattern.tests().stream())
            .flatMap(FieldValues::leaves)
            .toList();
    this.requestedOn = requestedOn;
  }

  private static Stream<Test> leaves(Test test) {
    return switch (test) {
      case Test.All all -> all.tests().stream().flatMap(FieldValues::leaves);
      case Test.Any any -> any.tests().stream().flatMap(FieldValues::leaves);
      default -> Stream.of(test);
    };
  }

  /** The fields of the case in which a field of a fact is said. */
  static List<FactField> sources(FactType type, FactField field) {
    if (field.isBound()) {
      return List.of(type.fieldNamed(field.quantity()));
    }
    if (!field.says().derived()) {
      return List.of(field);
    }
    List<FactField> sources = new ArrayList<>();
    for (String from : field.says().from()) {
      type.field(from).ifPresent(sources::add);
    }
    return sources;
  }

  /** Values to try, silence left out. */
  List<JsonNode> of(FactType type, FactField field) {
    Class<?> of = field.type();
    if (of == Boolean.class) {
      return List.of(JSON.booleanNode(true), JSON.booleanNode(false));
    }
    if (of.isEnum()) {
      return field.constants().stream().<JsonNode>map(JSON::textNode).toList();
    }
    if (of == Integer.class || of == Double.class) {
      return numbers(type, field);
    }
    if (of == LocalDate.class) {
      return dates();
    }
    if (of == List.class) {
      return lists(field);
    }
    return texts(field);
  }

  private List<JsonNode> numbers(FactType type, FactField field) {
    Set<Double> numbers = new TreeSet<>();
    for (Test test : tests) {
      if (test instanceof Test.Comparison of
          && of.value() instanceof Double bound
          && (of.field().quantity().equals(field.name())
              || sources(typeOf(of.field(), type), of.field()).contains(field))) {
        numbers.addAll(List.of(bound - 1, bound, bound + 1, 2 * bound));
      }
    }
    return numbers.stream()
        .filter(n -> n >= field.says().min() && n <= field.says().max())
        .<JsonNode>map(
            n -> n == Math.rint(n) ? JSON.numberNode((int) (double) n) : JSON.numberNode(n))
        .toList();
  }

  private static FactType typeOf(FactField field, FactType type) {
    return type.fields().containsValue(field)
        ? type
        : FactTypes.all().stream()
            .filter(other -> other.fields().containsValue(field))
            .findFirst()
            .orElse(type);
  }

  private List<JsonNode> dates() {
    Set<Long> daysBefore = new TreeSet<>(List.of(0L, 1L, 10L));
    for (Test test : tests) {
      if (test instanceof Test.Comparison of
          && of.field().name().equals("daysBeforeRequest")
          && of.value() instanceof Double bound) {
        long days = Math.round(bound);
        daysBefore.addAll(List.of(days - 1, days, days + 1));
      }
    }
    return daysBefore.stream()
        .<JsonNode>map(days -> JSON.textNode(requestedOn.minusDays(days).toString()))
        .toList();
  }

  private List<JsonNode> lists(FactField field) {
    Set<String> texts = named(field);
    List<JsonNode> lists = new ArrayList<>();
    lists.add(JSON.arrayNode());
    texts.forEach(text -> lists.add(JSON.arrayNode().add(text)));
    return lists;
  }

  private List<JsonNode> texts(FactField field) {
    Set<String> texts = named(field);
    switch (field.name()) {
      case "ingredient" -> texts.addAll(DRUGS);
      case "code" -> texts.addAll(CODES);
      case "state" -> texts.add("NV");
      case "ndc" -> texts.addAll(List.of("50458-028-00", "50458-028-02", "50458-028-03"));
      default -> texts.add("other");
    }
    return texts.stream().<JsonNode>map(JSON::textNode).toList();
  }

  private Set<String> named(FactField field) {
    Set<String> texts = new LinkedHashSet<>();
    for (Test test : tests) {
      if (!Test.fieldsOf(test).contains(field)) {
        continue;
      }
      switch (test) {
        case Test.Comparison of when of.value() instanceof String text -> texts.add(text);
        case Test.OneOf of -> of.values().forEach(value -> texts.add(value.toString()));
        case Test.InValueSet of -> texts.addAll(of.codes());
        case Test.Contains of -> texts.add(of.value());
        default -> {
          // Names no text.
        }
      }
    }
    return texts;
  }
}
