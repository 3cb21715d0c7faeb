package ketcov.impact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import ketcov.assessment.AssessmentJson;
import ketcov.casefacts.FactField;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.impact.EditionChange.Change;
import ketcov.impact.EditionChange.Detail;
import ketcov.impact.EditionChange.Fate;
import ketcov.impact.EditionChange.Subject;
import ketcov.policy.EditionId;
import ketcov.reference.PlainWords;
import org.jspecify.annotations.Nullable;

/**
 * Holds two editions against each other: the entries of {@code policy.yaml} and what the rules ask,
 * in words. What decides nothing is left out: titles, dates, notes, remedies, and how a rule is
 * written.
 */
final class EditionComparison {
  /** Fields of an entry that a reader of the change wants, with their names for people. */
  private static final Map<String, String> FIELDS = fields();

  private final CompiledEdition before;
  private final CompiledEdition after;
  private final JsonNode was;
  private final JsonNode is;
  private final List<Change> changes = new ArrayList<>();

  private EditionComparison(CompiledEdition before, CompiledEdition after) {
    this.before = before;
    this.after = after;
    this.was = AssessmentJson.tree(before.policy());
    this.is = AssessmentJson.tree(after.policy());
  }

  /** How the second differs from the first. */
  static EditionChange of(CompiledEdition before, CompiledEdition after) {
    return new EditionChange(
        name(before), name(after), new EditionComparison(before, after).changes());
  }

  static String name(CompiledEdition edition) {
    EditionId id = edition.policy().editionId();
    return id.toString();
  }

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("says", "wording");
    fields.put("citation", "citation");
    fields.put("basis", "basis");
    fields.put("group", "alternatives");
    fields.put("appliesTo", "applies to");
    fields.put("effect", "effect");
    fields.put("kind", "kind");
    fields.put("type", "type");
    fields.put("documents", "proof");
    fields.put("criteria", "for criteria");
    fields.put("maxAgeDays", "greatest age in days");
    fields.put("limitsFailedDrugs", "most failed drugs");
    fields.put("durationDays", "days");
    fields.put("asStated", "as stated");
    fields.put("status", "status");
    fields.put("from", "from");
    fields.put("to", "to");
    return fields;
  }

  private List<Change> changes() {
    entries(Subject.CRITERION, "criteria", RuleRole.CRITERION);
    entries(Subject.EXCLUSION, "exclusions", RuleRole.EXCLUSION);
    entries(Subject.NOTICE, "notices", RuleRole.NOTICE);
    entries(Subject.DOCUMENTATION, "documentation", null);
    entries(Subject.QUANTITY_LIMIT, "quantityLimits", RuleRole.NOTICE);
    entries(Subject.TERM, "authorization", null);
    values(Subject.SCOPE, "coverage", "requests", "indications", "prior");
    entries(Subject.CODE, "codes", null);
    values(Subject.SOURCE, "completeness", "missing", "partialUses");
    return changes;
  }

  private void entries(Subject subject, String key, @Nullable RuleRole role) {
    Map<String, JsonNode> old = byId(was.path(key));
    Map<String, JsonNode> now = byId(is.path(key));
    Set<String> ids = new LinkedHashSet<>(old.keySet());
    ids.addAll(now.keySet());
    for (String id : ids) {
      JsonNode from = old.get(id);
      JsonNode to = now.get(id);
      List<Detail> details = new ArrayList<>();
      if (from != null && to != null) {
        FIELDS.forEach(
            (field, words) -> {
              String a = words(from.path(field));
              String b = words(to.path(field));
              if (!a.equals(b)) {
                details.add(new Detail(words, a, b));
              }
            });
      }
      if (role != null) {
        rules(role, id, details);
      }
      JsonNode shown = to == null ? from : to;
      if (shown != null && (from == null || to == null || !details.isEmpty())) {
        changes.add(
            new Change(
                subject,
                id,
                from == null ? Fate.ADDED : to == null ? Fate.REMOVED : Fate.CHANGED,
                says(shown),
                shown.path("citation").asText(),
                details,
                -1));
      }
    }
  }

  private void values(Subject subject, String... keys) {
    for (String key : keys) {
      String from = words(was.path(key));
      String to = words(is.path(key));
      if (!from.equals(to)) {
        changes.add(
            new Change(
                subject,
                key,
                from.isEmpty() ? Fate.ADDED : to.isEmpty() ? Fate.REMOVED : Fate.CHANGED,
                "",
                "",
                List.of(new Detail(spaced(key), from, to)),
                -1));
      }
    }
  }

  /** The rules that bear an entry: by name, then those that read the same facts. */
  private void rules(RuleRole role, String id, List<Detail> details) {
    Map<String, RuleModel> old = byName(before.rules(role, id));
    Map<String, RuleModel> now = byName(after.rules(role, id));
    for (RuleModel rule : List.copyOf(old.values())) {
      RuleModel same = now.remove(rule.name());
      if (same != null) {
        old.remove(rule.name());
        changed("rule \"" + rule.name() + "\"", asks(rule), asks(same), details);
      }
    }
    for (RuleModel rule : old.values()) {
      RuleModel next = now.values().stream().filter(to -> alike(rule, to)).findFirst().orElse(null);
      if (next != null) {
        now.remove(next.name());
      }
      details.add(new Detail("rule", named(rule), next == null ? "" : named(next)));
    }
    now.values().forEach(rule -> details.add(new Detail("rule", "", named(rule))));
  }

  private static void changed(String what, String from, String to, List<Detail> details) {
    if (!from.equals(to)) {
      details.add(new Detail(what, from, to));
    }
  }

  private static boolean alike(RuleModel one, RuleModel other) {
    return fieldsOf(one).stream().anyMatch(fieldsOf(other)::contains);
  }

  private static Set<FactField> fieldsOf(RuleModel rule) {
    return Condition.patterns(rule.when())
        .flatMap(pattern -> pattern.fields().stream())
        .collect(Collectors.toSet());
  }

  private static String named(RuleModel rule) {
    return "\"" + rule.name() + "\" (" + asks(rule) + ")";
  }

  private static String asks(RuleModel rule) {
    return PlainWords.of(rule.when());
  }

  private static Map<String, RuleModel> byName(List<RuleModel> rules) {
    Map<String, RuleModel> byName = new TreeMap<>();
    rules.forEach(rule -> byName.put(rule.name(), rule));
    return byName;
  }

  /** Entries without an id are known by what they are about. */
  private static Map<String, JsonNode> byId(JsonNode list) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    for (JsonNode entry : list) {
      String id =
          entry.has("id")
              ? entry.path("id").asText()
              : entry.has("code")
                  ? entry.path("system").asText() + " " + entry.path("code").asText()
                  : words(entry.path("authorizations")) + " " + words(entry.path("indications"));
      byId.put(id.strip(), entry);
    }
    return byId;
  }

  private static String says(JsonNode entry) {
    return entry.has("says")
        ? entry.path("says").asText()
        : entry.has("asStated")
            ? entry.path("asStated").asText()
            : entry.has("durationDays")
                ? entry.path("durationDays").asText() + " days"
                : entry.path("status").asText();
  }

  /** A value of {@code policy.yaml} for people; empty when there is none. */
  private static String words(JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(EditionComparison::words)
          .collect(Collectors.joining(node.path(0).isObject() ? " / " : ", "));
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(entry -> spaced(entry.getKey()) + " " + words(entry.getValue()))
          .collect(Collectors.joining("; "));
    }
    return node.isMissingNode() || node.isNull() ? "" : node.asText();
  }

  private static String spaced(String camelCase) {
    return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
