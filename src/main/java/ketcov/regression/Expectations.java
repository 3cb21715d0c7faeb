package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentParts;
import org.jspecify.annotations.Nullable;

/** Holds what a case expects against its answer. Only what is expected is asked for. */
final class Expectations {
  private final JsonNode expect;
  private final AssessmentParts parts;
  private final List<CaseResult.Difference> differences = new ArrayList<>();

  private Expectations(JsonNode expect, AssessmentParts parts) {
    this.expect = expect;
    this.parts = parts;
  }

  /** What is not as expected. */
  static List<CaseResult.Difference> differences(JsonNode expect, AssessmentParts parts) {
    Expectations expectations = new Expectations(expect, parts);
    expectations.compare();
    return expectations.differences;
  }

  private void compare() {
    if (expect.has("outlook")) {
      equal("outlook", expect.path("outlook").asText(), parts.outlook().name(), parts::summary);
    }
    each(
        "criteria",
        parts::criteria,
        Assessment.CriterionResult::id,
        c -> c.outcome().name(),
        Assessment.CriterionResult::reason,
        Assessment.CriterionResult::citation);
    each(
        "exclusions",
        parts::exclusions,
        Assessment.ExclusionResult::id,
        e -> e.outcome().name(),
        Assessment.ExclusionResult::reason,
        Assessment.ExclusionResult::citation);
    missing();
    if (expect.has("rules")) {
      TreeSet<String> matched = new TreeSet<>();
      parts.matchedRules().forEach(rule -> matched.add(rule.rule()));
      equal(
          "rules",
          String.join("; ", texts(expect.path("rules"))),
          String.join("; ", matched),
          () -> "");
    }
    notices();
    each(
        "documentation",
        parts::requiredDocumentation,
        d -> d.type().name(),
        d -> d.status().name(),
        Assessment.RequiredDocument::whyNeeded,
        Assessment.RequiredDocument::citation);
    if (expect.has("payerAsks")) {
      TreeSet<String> asked = new TreeSet<>();
      parts.requiredDocumentation().stream()
          .filter(Assessment.RequiredDocument::stated)
          .forEach(paper -> asked.add(paper.type().name()));
      equal(
          "payerAsks",
          String.join("; ", texts(expect.path("payerAsks"))),
          String.join("; ", asked),
          () -> "");
    }
    if (expect.has("durationDays")) {
      Assessment.ExpectedAuthorization granted = parts.authorization();
      String actual =
          granted == null || granted.durationDays() == null
              ? "none"
              : granted.durationDays().toString();
      equal("durationDays", expect.path("durationDays").asText(), actual, () -> "");
    }
  }

  private void notices() {
    if (!expect.has("notices") && !expect.has("withoutNotices")) {
      return; // Not asked for, so the companions need not be fired.
    }
    TreeSet<String> noticed = new TreeSet<>();
    parts.notices().forEach(notice -> noticed.add(notice.id()));
    for (String id : texts(expect.path("notices"))) {
      if (!noticed.contains(id)) {
        add("notices", id, String.join("; ", noticed), "", "");
      }
    }
    for (String id : texts(expect.path("withoutNotices"))) {
      if (noticed.contains(id)) {
        add("notices", "without " + id, id, "", "");
      }
    }
  }

  private <T> void each(
      String part,
      Supplier<List<T>> all,
      Function<T, String> id,
      Function<T, String> value,
      Function<T, String> why,
      Function<T, String> citation) {
    JsonNode expected = expect.path(part);
    if (expected.isEmpty()) {
      return;
    }
    List<T> results = all.get();
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      T result = named(results, id, entry.getKey());
      String actual = result == null ? "not listed" : value.apply(result);
      if (!entry.getValue().asText().equals(actual)) {
        add(
            part + " " + entry.getKey(),
            entry.getValue().asText(),
            actual,
            result == null ? "" : why.apply(result),
            result == null ? "" : citation.apply(result));
      }
    }
  }

  private static <T> @Nullable T named(List<T> results, Function<T, String> id, String name) {
    for (T result : results) {
      if (id.apply(result).equals(name)) {
        return result;
      }
    }
    return null;
  }

  private void missing() {
    for (Map.Entry<String, JsonNode> entry : expect.path("missing").properties()) {
      TreeSet<String> actual = new TreeSet<>();
      parts.criteria().stream()
          .filter(c -> c.id().equals(entry.getKey()))
          .forEach(c -> actual.addAll(c.missingFacts()));
      parts.exclusions().stream()
          .filter(e -> e.id().equals(entry.getKey()))
          .forEach(e -> actual.addAll(e.missingFacts()));
      equal(
          "missing " + entry.getKey(),
          String.join("; ", texts(entry.getValue())),
          String.join("; ", actual),
          () -> "");
    }
  }

  private static Set<String> texts(JsonNode list) {
    TreeSet<String> texts = new TreeSet<>();
    list.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private void equal(String what, String expected, String actual, Supplier<String> why) {
    if (!expected.equals(actual)) {
      add(what, expected, actual, why.get(), "");
    }
  }

  private void add(String what, String expected, String actual, String why, String citation) {
    differences.add(new CaseResult.Difference(what, expected, actual, why, citation));
  }
}
