package ketcov.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.PatientCondition;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;

/**
 * Cases that say more than one case: what it leaves open, and nothing of what is read from other
 * facts, with values at the boundaries of an edition's rules.
 */
final class Completion {
  private static final List<String> DRUGS =
      List.of("sertraline", "venlafaxine", "bupropion", "nortriptyline", "aripiprazole", "lithium");
  private static final List<String> CODES = List.of("F33.9", "F33.2", "F32.9", "F41.1", "F31.4");

  /** Fields that say how another one is to be read: supplying them says something else. */
  private static final Set<String> READING =
      Set.of(
          "PriorAuthCase.conditionsReviewed",
          "PriorAuthCase.caseId",
          "PriorAuthCase.serviceDate",
          "Coverage.payer",
          "Coverage.plan",
          "Coverage.lineOfBusiness",
          "Coverage.benefit",
          "Coverage.benefitManager",
          "RequestedService.policyEdition",
          "RequestedService.indication");

  private final CaseFacts facts;
  private final JsonNode body;
  private final Random random;
  private final Map<FactType, Map<FactField, Set<Object>>> values = new LinkedHashMap<>();

  Completion(CompiledEdition edition, CaseFacts facts, JsonNode body, Random random) {
    this.facts = facts;
    this.body = body;
    this.random = random;
    for (RuleModel rule : edition.rules()) {
      Condition.patterns(rule.when())
          .forEach(pattern -> pattern.tests().forEach(test -> collect(pattern.type(), test)));
    }
  }

  /** A case that says one further thing; null when the case leaves nothing open that is read. */
  @org.jspecify.annotations.Nullable
  JsonNode oneMore() {
    List<Runnable> moves = new ArrayList<>();
    ObjectNode more = body.deepCopy();
    moves(more, moves);
    if (moves.isEmpty()) {
      return null;
    }
    moves.get(random.nextInt(moves.size())).run();
    return more;
  }

  /** A case that says many further things. */
  JsonNode manyMore() {
    ObjectNode more = body.deepCopy();
    List<Runnable> moves = new ArrayList<>();
    moves(more, moves);
    for (Runnable move : moves) {
      if (random.nextInt(10) < 8) {
        move.run();
      }
    }
    return more;
  }

  private void moves(ObjectNode more, List<Runnable> moves) {
    values.forEach(
        (type, fields) -> {
          if (type.factClass() == PatientCondition.class) {
            conditions(more, moves);
            return;
          }
          if (type.list() && !facts.complete(type)) {
            moves.add(() -> list(more, type, fields));
            return;
          }
          for (CaseFact fact : facts.of(type)) {
            fields.forEach((field, some) -> field(more, fact, field, some, moves));
          }
        });
  }

  private void conditions(ObjectNode more, List<Runnable> moves) {
    for (CaseFact fact : facts.all()) {
      if (fact.fact() instanceof PatientCondition condition
          && fact.whole()
          && condition.status() == null) {
        moves.add(
            () -> {
              ArrayNode list =
                  more.path("conditions") instanceof ArrayNode there
                      ? there
                      : more.putArray("conditions");
              list.addObject()
                  .put("condition", condition.condition().name())
                  .put("status", pick(List.of("ABSENT", "HISTORY", "PRESENT")));
            });
      }
    }
  }

  private void field(
      ObjectNode more, CaseFact fact, FactField field, Set<Object> some, List<Runnable> moves) {
    FactField said = fact.type().fieldNamed(field.quantity());
    if (said.says().derived()
        || READING.contains(fact.type().name() + "." + said.name())
        || isKnown(fact, said)
        || some.isEmpty()) {
      return;
    }
    moves.add(() -> put(objectAt(more, fact.pointer()), said, pick(List.copyOf(some))));
  }

  /** A value or a bound of it is said, or read from another fact. */
  private static boolean isKnown(CaseFact fact, FactField field) {
    Record record = fact.fact();
    boolean bounded =
        fact.type().fields().values().stream()
            .anyMatch(
                other -> other.quantity().equals(field.quantity()) && other.in(record) != null);
    return bounded
        || switch (fact.type().name() + "." + field.name()) {
          case "Diagnosis.primary", "Diagnosis.code" ->
              fact.type().fieldNamed("leading").in(record) != null;
          case "Score.takenOn", "Score.scale" ->
              fact.type().fieldNamed("latest").in(record) != null;
          case "DrugTrial.ingredient" ->
              fact.type().fieldNamed("therapyClass").in(record) != null
                  || fact.type().fieldNamed("role").in(record) != null;
          case "DrugTrial.outcome" ->
              fact.type().fieldNamed("improvementPercent").in(record) != null;
          default -> false;
        };
  }

  private void list(ObjectNode more, FactType type, Map<FactField, Set<Object>> fields) {
    ArrayNode list = more.putArray(type.pointer().substring(1));
    for (int i = random.nextInt(4); i > 0; i--) {
      ObjectNode entry = list.addObject();
      fields.forEach(
          (field, some) -> {
            FactField said = type.fieldNamed(field.quantity());
            if (!said.says().derived() && !some.isEmpty() && random.nextInt(10) < 9) {
              put(entry, said, pick(List.copyOf(some)));
            }
          });
    }
  }

  private static ObjectNode objectAt(ObjectNode root, String pointer) {
    JsonNode at = root;
    if (!pointer.isEmpty()) {
      for (String step : pointer.substring(1).split("/", -1)) {
        JsonNode next =
            at instanceof ArrayNode list ? list.get(Integer.parseInt(step)) : at.path(step);
        at =
            next instanceof ObjectNode || next instanceof ArrayNode
                ? next
                : ((ObjectNode) at).putObject(step);
      }
    }
    return (ObjectNode) at;
  }

  private static void put(ObjectNode parent, FactField field, Object value) {
    switch (value) {
      case Double number when field.type() == Integer.class ->
          parent.put(field.name(), number.intValue());
      case Double number -> parent.put(field.name(), number);
      case Boolean truth -> parent.put(field.name(), truth);
      default -> parent.put(field.name(), value.toString());
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void collect(FactType type, Test test) {
    switch (test) {
      case Test.All all -> all.tests().forEach(part -> collect(type, part));
      case Test.Any any -> any.tests().forEach(part -> collect(type, part));
      default -> {
        FactField field = Test.fieldsOf(test).getFirst();
        values(type, field).addAll(some(field, test));
        for (String from : field.says().from()) {
          type.field(from).ifPresent(other -> values(type, other).addAll(some(other, test)));
        }
      }
    }
  }

  private Set<Object> values(FactType type, FactField field) {
    FactField said = type.fieldNamed(field.quantity());
    return values
        .computeIfAbsent(type, t -> new TreeMap<>(java.util.Comparator.comparing(FactField::name)))
        .computeIfAbsent(said, f -> new LinkedHashSet<>());
  }

  private List<Object> some(FactField field, Test test) {
    List<Object> some = new ArrayList<>();
    if (field.type() == Boolean.class) {
      some.addAll(List.of(true, false));
    } else if (field.type().isEnum()) {
      some.addAll(field.constants());
    } else if (field.type() == Double.class || field.type() == Integer.class) {
      double bound =
          test instanceof Test.Comparison c && c.value() instanceof Double number ? number : 10;
      for (double value : List.of(bound - 1, bound, bound + 1)) {
        if (value >= field.says().min() && value <= field.says().max()) {
          some.add(value);
        }
      }
    } else if (field.name().equals("ingredient")) {
      some.addAll(DRUGS);
    } else if (field.name().equals("code")) {
      some.addAll(CODES);
      if (test instanceof Test.InValueSet in) {
        in.codes().stream().limit(2).forEach(some::add);
      }
    } else if (field.type() == java.time.LocalDate.class) {
      some.add(facts.priorAuthCase().serviceDate().minusDays(10).toString());
      some.add(facts.priorAuthCase().serviceDate().minusDays(400).toString());
    }
    return some;
  }
}
