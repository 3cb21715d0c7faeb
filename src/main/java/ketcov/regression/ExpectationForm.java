package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ketcov.assessment.Assessment;
import ketcov.assessment.ExclusionOutcome;
import ketcov.assessment.Outcome;
import ketcov.assessment.Outlook;
import ketcov.casefacts.DocumentType;
import ketcov.policy.PolicyEdition;
import ketcov.text.DidYouMean;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a case expects can be expected: its keys and values, and the ids of the edition that
 * judges. The same that {@code case-file.schema.json} says, as fast as bulk runs need it.
 */
final class ExpectationForm {
  static final List<String> OUTLOOKS = names(Outlook.values());
  static final List<String> OUTCOMES = names(Outcome.values());
  static final List<String> EXCLUSION_OUTCOMES = names(ExclusionOutcome.values());
  static final List<String> DOCUMENTS = names(DocumentType.values());
  static final List<String> STATUSES = names(Assessment.DocumentStatus.values());
  static final List<String> KEYS =
      List.of(
          "edition",
          "outlook",
          "criteria",
          "exclusions",
          "missing",
          "rules",
          "notices",
          "withoutNotices",
          "payerAsks",
          "documentation",
          "durationDays");

  private final Consumer<String> problems;

  /** A check that tells its problems as sentences. */
  ExpectationForm(Consumer<String> problems) {
    this.problems = problems;
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  /**
   * Checks.
   *
   * @param policy the edition whose ids may be named; null for any
   */
  void check(JsonNode expect, @Nullable PolicyEdition policy) {
    if (!expect.isObject()) {
      problems.accept("`expect` must be an object.");
      return;
    }
    List<String> criteria = policy == null ? null : criteria(policy);
    List<String> exclusions = policy == null ? null : exclusions(policy);
    for (Map.Entry<String, JsonNode> entry : expect.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      switch (key) {
        case "edition" -> text(key, value);
        case "outlook" -> oneOf("`expect.outlook`", value, OUTLOOKS);
        case "criteria" -> each(key, value, criteria, OUTCOMES);
        case "exclusions" -> each(key, value, exclusions, EXCLUSION_OUTCOMES);
        case "documentation" -> each(key, value, DOCUMENTS, STATUSES);
        case "rules", "notices", "withoutNotices", "payerAsks" ->
            texts("`expect." + key + "`", value);
        case "missing" -> missing(value, criteria, exclusions);
        case "durationDays" -> {
          if (!value.isIntegralNumber()) {
            problems.accept("`expect.durationDays` must be a whole number.");
          }
        }
        default ->
            problems.accept(
                "`expect."
                    + key
                    + "` is nothing that can be expected."
                    + DidYouMean.hint(key, KEYS));
      }
    }
  }

  private static List<String> criteria(PolicyEdition policy) {
    return policy.criteria().stream().map(PolicyEdition.Criterion::id).toList();
  }

  private static List<String> exclusions(PolicyEdition policy) {
    return policy.exclusions().stream().map(PolicyEdition.Exclusion::id).toList();
  }

  private void text(String key, JsonNode value) {
    if (!value.isTextual()) {
      problems.accept("`expect." + key + "` must be a text.");
    }
  }

  private void texts(String what, JsonNode value) {
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isTextual)) {
      problems.accept(what + " must be a list of texts.");
    }
  }

  private void oneOf(String what, JsonNode value, List<String> words) {
    if (!value.isTextual() || !words.contains(value.asText())) {
      problems.accept(
          what
              + " is `"
              + value.asText()
              + "`, which is not one of "
              + String.join(", ", words)
              + "."
              + DidYouMean.hint(value.asText(), words));
    }
  }

  private void each(String part, JsonNode value, @Nullable List<String> ids, List<String> words) {
    if (!value.isObject()) {
      problems.accept("`expect." + part + "` must be an object of ids.");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      known(part, entry.getKey(), ids);
      oneOf("`expect." + part + "." + entry.getKey() + "`", entry.getValue(), words);
    }
  }

  private void missing(
      JsonNode value, @Nullable List<String> criteria, @Nullable List<String> exclusions) {
    if (!value.isObject()) {
      problems.accept("`expect.missing` must be an object of ids.");
      return;
    }
    List<String> ids = null;
    if (criteria != null && exclusions != null) {
      ids = new ArrayList<>(criteria);
      ids.addAll(exclusions);
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      known("missing", entry.getKey(), ids);
      texts("`expect.missing." + entry.getKey() + "`", entry.getValue());
    }
  }

  private void known(String part, String id, @Nullable List<String> ids) {
    if (ids != null && !ids.contains(id)) {
      problems.accept(
          "`expect."
              + part
              + "."
              + id
              + "` names nothing that the edition has."
              + DidYouMean.hint(id, ids));
    }
  }
}
