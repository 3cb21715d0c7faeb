package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.intake.CaseProblem;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.policy.Selection;

/** Runs sample cases through the same reader and assessor as the service. Thread-safe. */
public final class CaseRunner {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("sample", Instant.EPOCH);

  private final Assessor assessor;
  private final CaseReader reader;

  /** A runner over a catalog. */
  public CaseRunner(Assessor assessor, CaseReader reader) {
    this.assessor = assessor;
    this.reader = reader;
  }

  /** Runs one case. */
  public CaseResult run(SampleCase sample) {
    long begin = System.nanoTime();
    List<CaseResult.Difference> differences = new ArrayList<>();
    switch (reader.read(sample.body())) {
      case CaseReading.Refused refused -> {
        for (CaseProblem problem : refused.problems()) {
          differences.add(
              new CaseResult.Difference(
                  "case", "a case that can be read", problem.pointer(), problem.detail()));
        }
      }
      case CaseReading.Accepted accepted -> differences.addAll(differences(sample, accepted));
    }
    return new CaseResult(sample, differences, System.nanoTime() - begin);
  }

  /** What is not as expected when a case that was read is assessed. */
  public List<CaseResult.Difference> differences(SampleCase sample, CaseReading.Accepted accepted) {
    List<CaseResult.Difference> differences = new ArrayList<>();
    JsonNode expect = sample.expect();
    if (expect.has("edition")) {
      String chosen = chosen(accepted);
      if (!chosen.equals(expect.path("edition").asText())) {
        differences.add(
            new CaseResult.Difference(
                "edition", expect.path("edition").asText(), chosen, "chosen by date"));
      }
    }
    Optional<CompiledEdition> own = assessor.catalog().edition(sample.edition());
    if (own.isEmpty()) {
      differences.add(
          new CaseResult.Difference("edition", sample.edition().toString(), "not loaded", ""));
      return differences;
    }
    AssessmentResult result =
        sample.select()
            ? assessor.assess(accepted, null, STAMP)
            : assessor.assessUnder(own.get(), accepted, STAMP);
    switch (result) {
      case AssessmentResult.Assessed assessed ->
          compare(expect, assessed.assessment(), differences);
      case AssessmentResult.UnknownEdition unknown ->
          differences.add(new CaseResult.Difference("edition", unknown.edition(), "unknown", ""));
      case AssessmentResult.RulesFailed failed ->
          differences.add(
              new CaseResult.Difference(
                  "rules",
                  "an answer",
                  failed.failure().reason(),
                  failed.failure().rule() + " (" + failed.failure().file() + ")"));
    }
    return differences;
  }

  private String chosen(CaseReading.Accepted accepted) {
    return switch (assessor.catalog().select(accepted.facts().priorAuthCase(), null)) {
      case Selection.Selected<CompiledEdition> selected -> selected.edition().policy().edition();
      case Selection.NoneInForce<CompiledEdition> none -> "none";
      case Selection.Ambiguous<CompiledEdition> several -> "several";
    };
  }

  private static void compare(
      JsonNode expect, Assessment assessment, List<CaseResult.Difference> differences) {
    if (expect.has("outlook")) {
      equal(
          "outlook",
          expect.path("outlook").asText(),
          assessment.outlook().name(),
          assessment.summary(),
          differences);
    }
    each(
        expect.path("criteria"),
        "criteria ",
        assessment.criteria(),
        Assessment.CriterionResult::id,
        c -> c.outcome().name(),
        Assessment.CriterionResult::reason,
        differences);
    each(
        expect.path("exclusions"),
        "exclusions ",
        assessment.exclusions(),
        Assessment.ExclusionResult::id,
        e -> e.outcome().name(),
        Assessment.ExclusionResult::reason,
        differences);
    missing(expect.path("missing"), assessment, differences);
    if (expect.has("rules")) {
      TreeSet<String> matched = new TreeSet<>();
      assessment.matchedRules().forEach(rule -> matched.add(rule.rule()));
      equal(
          "rules",
          String.join("; ", texts(expect.path("rules"))),
          String.join("; ", matched),
          "",
          differences);
    }
    TreeSet<String> noticed = new TreeSet<>();
    assessment.notices().forEach(notice -> noticed.add(notice.id()));
    for (String id : texts(expect.path("notices"))) {
      if (!noticed.contains(id)) {
        differences.add(new CaseResult.Difference("notices", id, String.join("; ", noticed), ""));
      }
    }
    for (String id : texts(expect.path("withoutNotices"))) {
      if (noticed.contains(id)) {
        differences.add(new CaseResult.Difference("notices", "without " + id, id, ""));
      }
    }
    each(
        expect.path("documentation"),
        "documentation ",
        assessment.requiredDocumentation(),
        d -> d.type().name(),
        d -> d.status().name(),
        Assessment.RequiredDocument::whyNeeded,
        differences);
    if (expect.has("payerAsks")) {
      TreeSet<String> asked = new TreeSet<>();
      assessment.requiredDocumentation().stream()
          .filter(Assessment.RequiredDocument::stated)
          .forEach(paper -> asked.add(paper.type().name()));
      equal(
          "payerAsks",
          String.join("; ", texts(expect.path("payerAsks"))),
          String.join("; ", asked),
          "",
          differences);
    }
    if (expect.has("durationDays")) {
      Assessment.ExpectedAuthorization granted = assessment.authorization();
      String actual =
          granted == null || granted.durationDays() == null
              ? "none"
              : granted.durationDays().toString();
      equal("durationDays", expect.path("durationDays").asText(), actual, "", differences);
    }
  }

  private static <T> void each(
      JsonNode expected,
      String what,
      List<T> results,
      Function<T, String> id,
      Function<T, String> value,
      Function<T, String> why,
      List<CaseResult.Difference> differences) {
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      Optional<T> result =
          results.stream().filter(r -> id.apply(r).equals(entry.getKey())).findFirst();
      equal(
          what + entry.getKey(),
          entry.getValue().asText(),
          result.map(value).orElse("not listed"),
          result.map(why).orElse(""),
          differences);
    }
  }

  private static void missing(
      JsonNode expected, Assessment assessment, List<CaseResult.Difference> differences) {
    expected
        .properties()
        .forEach(
            entry -> {
              TreeSet<String> actual = new TreeSet<>();
              assessment.criteria().stream()
                  .filter(c -> c.id().equals(entry.getKey()))
                  .forEach(c -> actual.addAll(c.missingFacts()));
              assessment.exclusions().stream()
                  .filter(e -> e.id().equals(entry.getKey()))
                  .forEach(e -> actual.addAll(e.missingFacts()));
              equal(
                  "missing " + entry.getKey(),
                  String.join("; ", texts(entry.getValue())),
                  String.join("; ", actual),
                  "",
                  differences);
            });
  }

  private static Set<String> texts(JsonNode list) {
    TreeSet<String> texts = new TreeSet<>();
    list.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static void equal(
      String what,
      String expected,
      String actual,
      String why,
      List<CaseResult.Difference> differences) {
    if (!expected.equals(actual)) {
      differences.add(new CaseResult.Difference(what, expected, actual, why));
    }
  }
}
