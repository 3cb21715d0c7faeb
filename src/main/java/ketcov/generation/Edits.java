package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.ConditionStatus;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.condition.Condition;
import ketcov.condition.Need;
import ketcov.condition.RuleModel;
import ketcov.condition.Way;

/**
 * The single changes of a case that could make a difference to some rules. Only what those rules
 * read is changed.
 */
final class Edits {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ANY_SCORE = 20;

  private final List<RuleModel> rules;
  private final FieldValues values;
  private final JsonNode body;
  private final CaseFacts facts;

  Edits(List<RuleModel> rules, FieldValues values, JsonNode body, CaseFacts facts) {
    this.rules = rules;
    this.values = values;
    this.body = body;
    this.facts = facts;
  }

  /** Changes of what a field says. */
  List<List<BodyEdit>> ofFields() {
    Set<List<BodyEdit>> edits = new LinkedHashSet<>();
    for (Read read : reads()) {
      if (read.type().list()) {
        for (CaseFact fact : facts.of(read.type())) {
          if (!fact.whole()) {
            field(fact.pointer(), read, edits);
          }
        }
      } else {
        field(read.type().pointer(), read, edits);
      }
    }
    return List.copyOf(edits);
  }

  private void field(String at, Read read, Set<List<BodyEdit>> edits) {
    for (FactField source : FieldValues.sources(read.type(), read.field())) {
      String pointer = at + "/" + source.name();
      JsonNode now = body.at(pointer);
      for (JsonNode value : values.of(read.type(), source)) {
        if (!value.equals(now)) {
          edits.add(List.of(new BodyEdit(pointer, value)));
        }
      }
      if (!now.isMissingNode() && !now.isNull() && !source.says().required()) {
        edits.add(List.of(new BodyEdit(pointer, null)));
      }
    }
  }

  /** Changes of which entries a list has. */
  List<List<BodyEdit>> ofEntries() {
    Set<List<BodyEdit>> edits = new LinkedHashSet<>();
    for (FactType type :
        reads().stream().map(Read::type).filter(FactType::list).distinct().toList()) {
      JsonNode list = body.at(type.pointer());
      edits.add(List.of(new BodyEdit(type.pointer(), JSON.arrayNode())));
      if (!list.isMissingNode()) {
        edits.add(List.of(new BodyEdit(type.pointer(), null)));
      }
      for (int i = 0; i < list.size(); i++) {
        edits.add(List.of(new BodyEdit(type.pointer() + "/" + i, null)));
        if (list.get(i).has("ingredient")) {
          edits.add(unnamed(type, facts.of(type).get(i), i));
        }
        for (JsonNode copy : copies(type, list, list.get(i))) {
          edits.add(List.of(new BodyEdit(type.pointer() + "/" + list.size(), copy)));
        }
      }
      if (type.name().equals("DrugTrial")) {
        List<BodyEdit> every = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          every.addAll(unnamed(type, facts.of(type).get(i), i));
        }
        edits.add(every);
      }
      if (type.name().equals("PatientCondition")) {
        conditions(list, edits);
      }
    }
    return List.copyOf(edits);
  }

  /** A trial that says the class of its drug and its role, and not which drug it was. */
  private static List<BodyEdit> unnamed(FactType type, CaseFact trial, int index) {
    List<BodyEdit> edits = new ArrayList<>();
    String at = type.pointer() + "/" + index + "/";
    for (String told : List.of("therapyClass", "role")) {
      Object value = type.fieldNamed(told).in(trial.fact());
      if (value != null) {
        edits.add(new BodyEdit(at + told, JSON.textNode(value.toString())));
      }
    }
    edits.add(new BodyEdit(at + "ingredient", null));
    return edits;
  }

  /** A further entry like one that is there. */
  private static List<JsonNode> copies(FactType type, JsonNode list, JsonNode entry) {
    List<JsonNode> copies = new ArrayList<>();
    ObjectNode copy = entry.deepCopy();
    switch (type.name()) {
      case "Diagnosis" -> copies.add(copy.put("primary", false));
      case "DrugTrial" -> {
        copies.add(copy);
        Set<String> taken = new LinkedHashSet<>();
        list.forEach(trial -> taken.add(trial.path("ingredient").asText()));
        for (String drug : List.of("fluoxetine", "duloxetine", "bupropion")) {
          if (!taken.contains(drug)) {
            copies.add(entry.deepCopy().<ObjectNode>deepCopy().put("ingredient", drug));
          }
        }
      }
      case "PatientCondition" -> {
        // Each condition stands once.
      }
      default -> copies.add(copy);
    }
    return copies;
  }

  private void conditions(JsonNode list, Set<List<BodyEdit>> edits) {
    Set<String> listed = new LinkedHashSet<>();
    list.forEach(entry -> listed.add(entry.path("condition").asText()));
    for (Read read : reads()) {
      if (!read.field().name().equals("condition")) {
        continue;
      }
      for (JsonNode kind : values.of(read.type(), read.field())) {
        if (!listed.contains(kind.asText())) {
          for (ConditionStatus status : ConditionStatus.values()) {
            ObjectNode entry = JSON.objectNode();
            entry.set("condition", kind);
            entry.put("status", status.name());
            edits.add(List.of(new BodyEdit("/conditions/" + list.size(), entry)));
          }
        }
      }
    }
  }

  /** A field that a rule reads. */
  private record Read(FactType type, FactField field) {}

  private List<Read> reads() {
    Set<Read> reads = new LinkedHashSet<>();
    for (RuleModel rule : rules) {
      Condition.patterns(rule.when())
          .forEach(
              pattern -> {
                pattern.fields().forEach(field -> reads.add(new Read(pattern.type(), field)));
              });
      tallied(rule.when(), reads);
    }
    return List.copyOf(reads);
  }

  private static void tallied(Condition condition, Set<Read> reads) {
    switch (condition) {
      case Condition.Count count ->
          count.tallies().stream()
              .flatMap(tally -> Optional.ofNullable(tally.field()).stream())
              .forEach(field -> reads.add(new Read(count.pattern().type(), field)));
      case Condition.AllOf all -> all.parts().forEach(part -> tallied(part, reads));
      case Condition.AnyOf any -> any.parts().forEach(part -> tallied(part, reads));
      case Condition.Pattern pattern -> {
        // Counts nothing.
      }
    }
  }

  /** The edits of another way of saying: what would have to be otherwise for rules to hold. */
  static List<BodyEdit> of(Way way) {
    return way.units().values().stream()
        .flatMap(List::stream)
        .map(need -> new BodyEdit(need.pointer(), json(likely(need))))
        .toList();
  }

  /** Where any score will do, one that a patient could have. */
  private static Object likely(Need need) {
    return need.field().name().equals("score") && need.value().equals(0)
        ? (Object) ANY_SCORE
        : need.value();
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case Integer number -> JSON.numberNode(number);
      case Double number when number == Math.rint(number) -> JSON.numberNode(number.intValue());
      case Double number -> JSON.numberNode(number);
      case Boolean truth -> JSON.booleanNode(truth);
      case List<?> none -> JSON.arrayNode();
      default -> JSON.textNode(value.toString());
    };
  }
}
