package ketcov.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleOutcome;
import ketcov.engine.RuleSession;
import ketcov.engine.WholeLibrary;
import ketcov.intake.CaseReading;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.Test;

class AssessmentPartsTest {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("test", Instant.EPOCH);
  private static final WholeLibrary LIBRARY = WholeLibrary.load();

  private static CaseReading.Accepted read(SampleCase sample) {
    if (LIBRARY.reader().read(sample.body()) instanceof CaseReading.Accepted accepted) {
      return accepted;
    }
    throw new AssertionError(sample.name());
  }

  private static CompiledEdition edition(SampleCase sample) {
    return LIBRARY.catalog().edition(sample.owner()).orElseThrow();
  }

  @Test
  void outcomes_are_the_same_with_and_without_words() {
    for (SampleCase sample : LIBRARY.samples()) {
      CaseReading.Accepted accepted = read(sample);
      AssessmentParts brief =
          LIBRARY.assessor().partsUnder(edition(sample), accepted, Detail.OUTCOMES);
      AssessmentParts whole =
          LIBRARY.assessor().partsUnder(edition(sample), accepted, Detail.WHOLE);

      assertThat(brief.outlook()).as(sample.name()).isEqualTo(whole.outlook());
      assertThat(brief.criteria())
          .extracting(c -> c.id() + " " + c.outcome())
          .containsExactlyElementsOf(
              whole.criteria().stream().map(c -> c.id() + " " + c.outcome()).toList());
      assertThat(brief.exclusions())
          .extracting(e -> e.id() + " " + e.outcome())
          .containsExactlyElementsOf(
              whole.exclusions().stream().map(e -> e.id() + " " + e.outcome()).toList());
      assertThat(brief.requiredDocumentation()).isEqualTo(whole.requiredDocumentation());
      assertThat(brief.matchedRules()).isEqualTo(whole.matchedRules());
    }
  }

  @Test
  void the_truth_of_a_rule_is_the_same_with_and_without_reasons() {
    for (SampleCase sample : LIBRARY.samples()) {
      CaseReading.Accepted accepted = read(sample);
      Reasoner reasons = new Reasoner(accepted.facts());
      Reasoner truth = Reasoner.ofTruth(accepted.facts());
      for (RuleModel rule : edition(sample).rules()) {
        assertThat(truth.judge(rule.when()).truth()).isEqualTo(reasons.judge(rule.when()).truth());
      }
    }
  }

  @Test
  void companions_are_fired_when_what_they_say_is_asked_for() {
    SampleCase sample =
        LIBRARY.samples().stream()
            .filter(one -> one.owner().policy().payer().equals("premera"))
            .filter(one -> one.expect().path("outlook").asText().equals("LIKELY_APPROVED"))
            .findFirst()
            .orElseThrow();
    List<CompiledEdition> fired = new ArrayList<>();
    Assessor assessor =
        Assessor.ofOutcomes(
            LIBRARY.catalog(),
            (edition, facts) -> {
              fired.add(edition);
              return RuleSession.fire(edition, facts);
            });
    AssessmentParts parts = assessor.partsUnder(edition(sample), read(sample), Detail.OUTCOMES);

    assertThat(fired).isEmpty();
    parts.outlook();
    parts.matchedRules();
    int forOutcomes = fired.size();
    assertThat(fired).startsWith(edition(sample)).hasSizeLessThan(5);
    parts.notices();
    assertThat(fired).hasSizeGreaterThan(forOutcomes + 5).doesNotHaveDuplicates();
  }

  @Test
  void an_assessment_of_which_rules_fail_is_no_answer() {
    SampleCase sample = LIBRARY.samples().getFirst();
    RuleOutcome.Failed failed = new RuleOutcome.Failed("a rule", "a file", "threw");
    Assessor assessor = Assessor.ofOutcomes(LIBRARY.catalog(), (edition, facts) -> failed);

    assertThat(assessor.assessUnder(edition(sample), read(sample), STAMP))
        .isEqualTo(new AssessmentResult.RulesFailed(edition(sample).policy().editionId(), failed));
  }
}
