package ketcov.mutation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.policy.Basis;
import ketcov.policy.PolicyEdition;

/** Every single change of what a {@code policy.yaml} says. */
final class PolicyMutants {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final CompiledEdition edition;
  private final PolicyEdition policy;
  private final List<Mutant> mutants = new ArrayList<>();

  private PolicyMutants(CompiledEdition edition) {
    this.edition = edition;
    this.policy = edition.policy();
  }

  static List<Mutant> of(CompiledEdition edition) {
    PolicyMutants mutants = new PolicyMutants(edition);
    mutants.dates();
    mutants.criteria();
    mutants.groups();
    mutants.exclusions();
    mutants.notices();
    mutants.papers();
    return mutants.mutants;
  }

  private void dates() {
    PolicyEdition.InForce inForce = policy.inForce();
    if (!Objects.requireNonNullElse(inForce.byDate(), Boolean.TRUE)) {
      return;
    }
    Map<String, LocalDate> days = new TreeMap<>();
    if (inForce.from() != null) {
      days.put("from", inForce.from());
    }
    if (inForce.to() != null) {
      days.put("to", inForce.to());
    }
    days.forEach(
        (key, day) -> {
          for (LocalDate other : List.of(day.minusDays(1), day.plusDays(1))) {
            add(
                MutantKind.DATE,
                "inForce",
                key + " " + day + " becomes " + other,
                "/inForce",
                tree -> ((ObjectNode) tree.path("inForce")).put(key, other.toString()));
          }
        });
  }

  private void criteria() {
    for (int i = 0; i < policy.criteria().size(); i++) {
      PolicyEdition.Criterion criterion = policy.criteria().get(i);
      String subject = "criterion " + criterion.id();
      dropped(
          MutantKind.CRITERION_DROPPED, subject, "criteria", i, RuleRole.CRITERION, criterion.id());
      enforced(subject, "criteria", i, criterion.basis());
    }
  }

  /** One of several alternatives is asked for alone; a criterion of its own joins a group. */
  private void groups() {
    List<PolicyEdition.Criterion> criteria = policy.criteria();
    for (int i = 0; i < criteria.size(); i++) {
      PolicyEdition.Criterion criterion = criteria.get(i);
      String group = String.valueOf(criterion.group());
      long members = criteria.stream().filter(c -> group.equals(c.group())).count();
      if (members > 1) {
        group(criterion, i, "alone-" + criterion.id(), "is required for itself");
        continue;
      }
      for (PolicyEdition.Criterion other : criteria.subList(i + 1, criteria.size())) {
        if (!group.equals(other.group()) && meet(criterion, other)) {
          group(
              criterion,
              i,
              String.valueOf(other.group()),
              "is an alternative to criterion " + other.id());
          break;
        }
      }
    }
  }

  /** Whether both are asked of some request. */
  private static boolean meet(PolicyEdition.Criterion one, PolicyEdition.Criterion other) {
    return common(one.appliesTo().authorizations(), other.appliesTo().authorizations())
        && common(one.appliesTo().indications(), other.appliesTo().indications())
        && common(one.appliesTo().drugs(), other.appliesTo().drugs())
        && one.basis().enforced()
        && other.basis().enforced();
  }

  private static boolean common(List<?> some, List<?> others) {
    return some.isEmpty() || others.isEmpty() || some.stream().anyMatch(others::contains);
  }

  private void group(PolicyEdition.Criterion criterion, int index, String group, String change) {
    add(
        MutantKind.GROUP,
        "criterion " + criterion.id(),
        change,
        "/criteria/" + index + "/id",
        tree -> entry(tree, "criteria", index).put("group", group));
  }

  private void exclusions() {
    for (int i = 0; i < policy.exclusions().size(); i++) {
      int at = i;
      PolicyEdition.Exclusion exclusion = policy.exclusions().get(i);
      String subject = "exclusion " + exclusion.id();
      dropped(
          MutantKind.EXCLUSION_DROPPED,
          subject,
          "exclusions",
          i,
          RuleRole.EXCLUSION,
          exclusion.id());
      enforced(subject, "exclusions", i, exclusion.basis());
      if (!exclusion.basis().enforced()) {
        continue; // What is not enforced has no effect.
      }
      PolicyEdition.Effect other =
          exclusion.effect() == PolicyEdition.Effect.DENIED
              ? PolicyEdition.Effect.NOT_COVERED
              : PolicyEdition.Effect.DENIED;
      add(
          MutantKind.EFFECT,
          subject,
          "effect " + exclusion.effect() + " becomes " + other,
          "/exclusions/" + i + "/id",
          tree -> entry(tree, "exclusions", at).put("effect", other.name()));
    }
  }

  private void notices() {
    for (int i = 0; i < policy.notices().size(); i++) {
      int at = i;
      PolicyEdition.Notice notice = policy.notices().get(i);
      String subject = "notice " + notice.id();
      dropped(MutantKind.NOTICE_DROPPED, subject, "notices", i, RuleRole.NOTICE, notice.id());
      Integer most = notice.limitsFailedDrugs();
      if (most != null) {
        for (int other : new int[] {most - 1, most + 1}) {
          if (other >= 0) {
            add(
                MutantKind.LAW,
                subject,
                "limitsFailedDrugs " + most + " becomes " + other,
                "/notices/" + i + "/id",
                tree -> entry(tree, "notices", at).put("limitsFailedDrugs", other));
          }
        }
      }
    }
    for (int i = 0; i < policy.quantityLimits().size(); i++) {
      String id = policy.quantityLimits().get(i).id();
      if (!edition.rules(RuleRole.NOTICE, id).isEmpty()) {
        dropped(MutantKind.NOTICE_DROPPED, "limit " + id, "quantityLimits", i, RuleRole.NOTICE, id);
      }
    }
  }

  private void papers() {
    for (int i = 0; i < policy.documentation().size(); i++) {
      int at = i;
      PolicyEdition.Documentation paper = policy.documentation().get(i);
      String subject = "paper " + paper.id();
      String pointer = "/documentation/" + i + "/id";
      add(
          MutantKind.DOCUMENT_DROPPED,
          subject,
          "left out",
          pointer,
          tree -> ((ArrayNode) tree.path("documentation")).remove(at));
      Integer age = paper.maxAgeDays();
      if (age != null) {
        for (int other : new int[] {age - 1, age + 1}) {
          add(
              MutantKind.DATE,
              subject,
              "maxAgeDays " + age + " becomes " + other,
              pointer,
              tree -> entry(tree, "documentation", at).put("maxAgeDays", other));
        }
      }
    }
    for (int i = 0; i < policy.authorization().size(); i++) {
      int at = i;
      int days = policy.authorization().get(i).durationDays();
      add(
          MutantKind.DURATION,
          "authorization " + (i + 1),
          "durationDays " + days + " becomes " + (days + 1),
          "/authorization/" + i,
          tree -> entry(tree, "authorization", at).put("durationDays", days + 1));
    }
  }

  private void enforced(String subject, String list, int index, Basis basis) {
    Basis other = basis.enforced() ? Basis.INFERRED : Basis.OWN_PAGE;
    add(
        MutantKind.REQUIRED,
        subject,
        basis.enforced() ? "is not enforced" : "is enforced",
        "/" + list + "/" + index + "/id",
        tree -> entry(tree, list, index).put("basis", other.name()));
  }

  private void dropped(
      MutantKind kind, String subject, String list, int index, RuleRole role, String id) {
    List<RuleModel> rules =
        edition.rules().stream()
            .filter(rule -> rule.role() != role || !rule.bears().equals(id))
            .toList();
    add(
        kind,
        subject,
        "left out",
        "/" + list + "/" + index + "/id",
        tree -> ((ArrayNode) tree.path(list)).remove(index),
        rules);
  }

  private static ObjectNode entry(JsonNode tree, String list, int index) {
    return (ObjectNode) tree.path(list).get(index);
  }

  private void add(
      MutantKind kind, String subject, String change, String pointer, Consumer<ObjectNode> edit) {
    add(kind, subject, change, pointer, edit, edition.rules());
  }

  private void add(
      MutantKind kind,
      String subject,
      String change,
      String pointer,
      Consumer<ObjectNode> edit,
      List<RuleModel> rules) {
    ObjectNode tree = MAPPER.valueToTree(policy);
    edit.accept(tree);
    try {
      mutants.add(
          new Mutant(
              kind,
              subject,
              change,
              edition.source().policyFile(),
              edition.source().placeOf(pointer),
              edition.reading(MAPPER.treeToValue(tree, PolicyEdition.class), rules),
              null,
              null));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(subject + ": " + change, e);
    }
  }
}
