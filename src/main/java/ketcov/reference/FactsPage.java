package ketcov.reference;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Says;
import ketcov.casefacts.Scale;
import ketcov.engine.CompiledEdition;

/** What a rule can read: the fact types with their fields, and the words of enumerations. */
final class FactsPage {
  private FactsPage() {}

  static String of(List<CompiledEdition> editions) {
    RuleText examples = new RuleText(editions);
    Map<FactType, String> says = says();
    Markdown page =
        Markdown.page("Facts")
            .paragraph(
                "The fact types and their fields are those of the case's JSON. A field marked *derived* is computed when the case is"
                    + " read, and a client cannot send it. What the case does not say, and nothing tells, matches no constraint."
                    + " The examples are what rules ask most often. Rules do not compare dates.")
            .heading(2, "All of them");
    page.table(
        List.of("fact", "in the case", "is"),
        FactTypes.all().stream()
            .map(
                type ->
                    List.of(
                        Markdown.anchor(type.name()),
                        where(type),
                        says.getOrDefault(type, "The case itself.")))
            .toList());
    for (FactType type : FactTypes.all()) {
      page.heading(2, type.name())
          .paragraph(
              says.getOrDefault(type, "The case itself.") + " In the case: " + where(type) + ".");
      type.fields().values().forEach(field -> page.bullet(describe(type, field, examples)));
    }
    enumerations(page);
    return page.text();
  }

  private static String where(FactType type) {
    String pointer = type.pointer().isEmpty() ? "its top" : Markdown.code(type.pointer());
    return type.list() ? "each entry of " + pointer : pointer;
  }

  /** What the case says of the objects and lists that hold the facts. */
  private static Map<FactType, String> says() {
    Map<FactType, String> says = new HashMap<>();
    for (FactType holder : FactTypes.all()) {
      for (RecordComponent component : holder.factClass().getRecordComponents()) {
        FactTypes.recordIn(component)
            .ifPresent(
                held -> says.put(FactTypes.of(held), component.getAnnotation(Says.class).value()));
      }
    }
    return says;
  }

  private static String describe(FactType type, FactField field, RuleText examples) {
    Says says = field.says();
    List<String> parts = new ArrayList<>();
    parts.add(
        "**" + field.name() + "** (" + (says.derived() ? "*derived*, " : "") + kind(field) + "):");
    parts.add(says.value());
    if (says.required() || says.mustSay()) {
      parts.add("A case must say it.");
    }
    if (says.history()) {
      parts.add("Not after the service date.");
    }
    if (says.from().length > 0) {
      parts.add("From " + names(Arrays.asList(says.from())) + ".");
    }
    List<String> bounds = boundsOf(type, field);
    parts.add(
        bounds.isEmpty()
            ? "Example: " + Markdown.code(examples.example(field))
            : "In rules take " + names(bounds) + ", which are known more often.");
    return String.join(" ", parts);
  }

  /** The fields of which each bounds a field. */
  private static List<String> boundsOf(FactType type, FactField field) {
    return type.fields().values().stream()
        .filter(other -> other.isBound() && other.quantity().equals(field.name()))
        .map(FactField::name)
        .toList();
  }

  private static String names(List<String> fields) {
    return fields.stream().map(Markdown::code).collect(Collectors.joining(", "));
  }

  private static String kind(FactField field) {
    Class<?> type = field.type();
    Says says = field.says();
    if (type.isEnum()) {
      String refused = says.not().length == 0 ? "" : " but " + String.join(", ", says.not());
      return Markdown.anchor(type.getSimpleName()) + refused;
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == LocalDate.class) {
      return "date";
    }
    if (Number.class.isAssignableFrom(type)) {
      return (type == Integer.class ? "whole number" : "number") + range(says);
    }
    String form = says.pattern().isEmpty() ? "" : " of the form " + Markdown.code(says.pattern());
    return (List.class.isAssignableFrom(type) ? "list of texts" : "text") + form;
  }

  private static String range(Says says) {
    String from = Double.isInfinite(says.min()) ? "" : " from " + (long) says.min();
    return from + (Double.isInfinite(says.max()) ? "" : " to " + (long) says.max());
  }

  private static void enumerations(Markdown page) {
    Map<String, List<String>> fields = new TreeMap<>();
    Map<String, Class<?>> types = new TreeMap<>();
    for (FactType fact : FactTypes.all()) {
      for (FactField field : fact.fields().values()) {
        if (field.type().isEnum()) {
          String name = field.type().getSimpleName();
          types.put(name, field.type());
          fields
              .computeIfAbsent(name, type -> new ArrayList<>())
              .add(Markdown.code(fact.name() + "." + field.name()));
        }
      }
    }
    page.heading(2, "The words of enumerations")
        .paragraph(
            "In a rule with the name before the word, such as `Scale.PHQ9`, and imported from `ketcov.casefacts`; in a case"
                + " the word alone. Comparisons such as `>=` go by the order given here.");
    types.forEach(
        (name, type) ->
            page.heading(3, name)
                .paragraph(
                    Stream.of(type.getEnumConstants())
                        .map(FactsPage::word)
                        .collect(Collectors.joining(", ")))
                .paragraph("In " + String.join(", ", fields.getOrDefault(name, List.of())) + "."));
  }

  private static String word(Object constant) {
    String word = ((Enum<?>) constant).name();
    return constant instanceof Scale scale ? word + " (0 to " + scale.maximum() + ")" : word;
  }
}
