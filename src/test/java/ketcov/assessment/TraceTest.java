package ketcov.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import ketcov.condition.Truth;
import ketcov.engine.WholeLibrary;
import ketcov.intake.CaseReading;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.Test;

/** The trace and the summary, over every sample case of the library. */
class TraceTest {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("test", Instant.EPOCH);

  private final WholeLibrary library = WholeLibrary.load();
  private final Assessor assessor = new Assessor(library.catalog());

  @Test
  void a_rule_matched_when_all_its_conditions_hold_and_else_the_first_that_fails_is_named() {
    int rules = 0;
    for (SampleCase sample : library.samples()) {
      TracedAssessment traced = traced(sample);
      Set<String> matched =
          traced.assessment().matchedRules().stream()
              .map(Assessment.MatchedRule::rule)
              .collect(Collectors.toSet());
      for (Trace.TracedEntry entry : traced.trace()) {
        for (Trace.TracedRule rule : entry.rules()) {
          String about = sample.file() + ": " + sample.name() + ": " + rule.rule();
          boolean allHold = rule.conditions().stream().allMatch(part -> part.holds() == Truth.TRUE);
          assertThat(rule.matched()).as(about).isEqualTo(allHold);
          assertThat(rule.matched()).as(about).isEqualTo(matched.contains(rule.rule()));
          assertThat(rule.firstFailing() == null).as(about).isEqualTo(rule.matched());
          assertThat(rule.conditions()).as(about).isNotEmpty().noneMatch(c -> c.says().isBlank());
          assertThat(rule.file()).as(about).matches("rules-drl/.+\\.drl:\\d+");
          rules++;
        }
      }
    }

    assertThat(rules).isGreaterThan(10_000);
  }

  @Test
  void a_condition_that_one_fact_meets_shows_the_fact_with_its_values() {
    SampleCase sample =
        library.samples().stream()
            .filter(one -> one.file().contains("premera/spravato/2026-03-01"))
            .filter(one -> one.body().at("/patient/ageYears").asInt() >= 18)
            .filter(one -> !one.body().toString().contains("REAUTHORIZATION"))
            .filter(one -> one.body().at("/request/indication").asText().equals("TRD"))
            .findFirst()
            .orElseThrow();
    Trace.TracedRule age =
        traced(sample).trace().stream()
            .filter(entry -> entry.id().equals("age-min"))
            .findFirst()
            .orElseThrow()
            .rules()
            .getFirst();

    assertThat(age.conditions())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.says()).isEqualTo("patient: age years ≥ 18");
              assertThat(condition.facts())
                  .singleElement()
                  .satisfies(
                      fact -> {
                        assertThat(fact.pointer()).isEqualTo("/patient");
                        assertThat(fact.values())
                            .containsEntry(
                                "ageYears", sample.body().at("/patient/ageYears").asText());
                      });
            });
  }

  @Test
  void every_summary_is_short_and_names_what_decides() {
    for (SampleCase sample : library.samples()) {
      Assessment assessment = traced(sample).assessment();
      String about = sample.file() + ": " + sample.name();
      assertThat(assessment.summary())
          .as(about)
          .hasSizeBetween(20, Summary.MOST_CHARACTERS)
          .doesNotContain("/drugTrials", "null", "_")
          .matches(".*(\\.|\\.\\.\\.)");
      if (assessment.outlook() == Outlook.LIKELY_DENIED
          && !sample.body().at("/request/indication").isMissingNode()) {
        assertThat(deciding(assessment)).as(about).anyMatch(assessment.summary()::contains);
      }
    }
  }

  private static Set<String> deciding(Assessment assessment) {
    Set<String> ids =
        assessment.criteria().stream()
            .filter(c -> c.required() && c.outcome() == Outcome.NOT_MET)
            .map(Assessment.CriterionResult::id)
            .collect(Collectors.toSet());
    assessment.exclusions().stream()
        .filter(e -> e.required() && e.outcome() == ExclusionOutcome.TRIGGERED)
        .forEach(e -> ids.add(e.id()));
    return ids;
  }

  private TracedAssessment traced(SampleCase sample) {
    CaseReading.Accepted reading = library.read(sample.body()).orElseThrow();
    return assessor.assessUnder(library.editionOf(sample), reading, STAMP)
            instanceof AssessmentResult.Assessed assessed
        ? assessor.traced(reading, assessed.assessment())
        : org.assertj.core.api.Assertions.fail(sample.name());
  }
}
