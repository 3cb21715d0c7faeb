package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ketcov.assessment.AssessmentParts;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.assessment.Detail;
import ketcov.assessment.Outlook;
import ketcov.assessment.RuleFailure;
import ketcov.engine.CompiledEdition;
import ketcov.intake.CaseProblem;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionId;
import ketcov.policy.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases through the same reader and assessor as the service. Of the assessment only what a
 * case expects is worked out; a case that fails is worked out whole, for the reasons. Thread-safe.
 */
public final class CaseRunner {
  private final Assessor assessor;
  private final CaseReader reader;

  /** A runner over a catalog. */
  public CaseRunner(Assessor assessor, CaseReader reader) {
    this.assessor = assessor;
    this.reader = reader;
  }

  /** What came of a case that was read. */
  private record Answer(
      @Nullable EditionId judgedBy,
      @Nullable Outlook outlook,
      List<CaseResult.Difference> differences) {}

  /** Runs one case. */
  public CaseResult run(SampleCase sample) {
    long begin = System.nanoTime();
    Answer answer =
        switch (reader.read(sample.body())) {
          case CaseReading.Refused refused -> refused(refused);
          case CaseReading.Accepted accepted -> answer(sample, accepted);
        };
    return new CaseResult(
        sample,
        answer.judgedBy(),
        answer.outlook(),
        answer.differences(),
        System.nanoTime() - begin);
  }

  /** What is not as expected when a case that was read is assessed. */
  public List<CaseResult.Difference> differences(SampleCase sample, CaseReading.Accepted accepted) {
    return answer(sample, accepted).differences();
  }

  /** The parts of an answer; empty when the edition that is to judge is not loaded. */
  Optional<AssessmentParts> parts(SampleCase sample, CaseReading.Accepted accepted, Detail detail) {
    EditionId own = sample.edition();
    if (own == null) {
      return Optional.of(assessor.parts(accepted, detail));
    }
    Optional<CompiledEdition> edition = assessor.catalog().edition(own);
    return edition.map(
        judge ->
            sample.select()
                ? assessor.parts(accepted, detail)
                : assessor.partsUnder(judge, accepted, detail));
  }

  private static Answer refused(CaseReading.Refused refused) {
    List<CaseResult.Difference> differences = new ArrayList<>();
    for (CaseProblem problem : refused.problems()) {
      differences.add(
          new CaseResult.Difference(
              "case", "a case that can be read", problem.pointer(), problem.detail(), ""));
    }
    return new Answer(null, null, differences);
  }

  private Answer answer(SampleCase sample, CaseReading.Accepted accepted) {
    JsonNode expect = sample.expect();
    List<CaseResult.Difference> differences = new ArrayList<>();
    if (expect.has("edition")) {
      String chosen = chosen(accepted);
      if (!chosen.equals(expect.path("edition").asText())) {
        differences.add(
            new CaseResult.Difference(
                "edition", expect.path("edition").asText(), chosen, "chosen by date", ""));
      }
    }
    Detail needed = expect.has("missing") ? Detail.REASONS : Detail.OUTCOMES;
    Optional<AssessmentParts> brief = parts(sample, accepted, needed);
    if (brief.isEmpty()) {
      differences.add(
          new CaseResult.Difference(
              "edition", String.valueOf(sample.edition()), "not loaded", "", ""));
      return new Answer(null, null, differences);
    }
    AssessmentParts parts = brief.get();
    try {
      if (!Expectations.differences(expect, parts).isEmpty()) {
        AssessmentParts whole = parts(sample, accepted, Detail.WHOLE).orElse(parts);
        differences.addAll(Expectations.differences(expect, whole));
      }
      return new Answer(parts.edition(), parts.outlook(), differences);
    } catch (RuleFailure e) {
      AssessmentResult.RulesFailed failed = e.result();
      differences.add(
          new CaseResult.Difference(
              "rules",
              "an answer",
              failed.failure().reason(),
              failed.failure().rule() + " (" + failed.failure().file() + ")",
              ""));
      return new Answer(failed.edition(), null, differences);
    }
  }

  private String chosen(CaseReading.Accepted accepted) {
    return switch (assessor.catalog().select(accepted.facts().priorAuthCase(), null)) {
      case Selection.Selected<CompiledEdition> selected -> selected.edition().policy().edition();
      case Selection.NoneInForce<CompiledEdition> none -> "none";
      case Selection.Ambiguous<CompiledEdition> several -> "several";
    };
  }
}
