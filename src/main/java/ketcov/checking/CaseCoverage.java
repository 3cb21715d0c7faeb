package ketcov.checking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.assessment.ExclusionOutcome;
import ketcov.assessment.Outcome;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.RequestedService;
import ketcov.condition.Condition;
import ketcov.condition.Implication;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.policy.PolicyEdition;
import ketcov.regression.SampleCase;
import ketcov.text.Check;
import ketcov.text.Diagnostic;

/**
 * Fires the sample cases of an edition and finds what none of them shows: a rule that never
 * matched, an outcome that never came, a notice that was never shown. Whether a case comes out as
 * it expects is for the regression run to say.
 */
final class CaseCoverage {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("check", java.time.Instant.EPOCH);

  private final CompiledEdition edition;
  private final Assessor assessor;
  private final CaseReader reader;
  private final List<Diagnostic> problems;
  private final Set<String> matched = new HashSet<>();
  private final Set<String> noticed = new HashSet<>();
  private final Map<String, Set<String>> outcomes = new HashMap<>();

  CaseCoverage(
      CompiledEdition edition, Assessor assessor, CaseReader reader, List<Diagnostic> problems) {
    this.edition = edition;
    this.assessor = assessor;
    this.reader = reader;
    this.problems = problems;
  }

  void check(List<SampleCase> samples) {
    if (edition.rules().isEmpty()) {
      return;
    }
    if (samples.isEmpty()) {
      found(
          Check.EDITION_WITHOUT_CASES,
          "/edition",
          "this edition has rules and no sample case, so nobody sees what they do. Write cases/*.yaml.");
      return;
    }
    samples.stream().filter(this::isOfThisEdition).forEach(this::fire);
    rules();
    criteria();
    exclusions();
    notices();
  }

  /** A case that is judged by the edition in force on its date may be judged by another one. */
  private boolean isOfThisEdition(SampleCase sample) {
    String name = edition.policy().edition();
    return !sample.select()
        || sample.expect().path("edition").asText().equals(name)
        || sample.body().at("/request/policyEdition").asText().equals(name);
  }

  private void fire(SampleCase sample) {
    if (reader.read(sample.body()) instanceof CaseReading.Accepted accepted
        && assessor.assessUnder(edition, accepted, STAMP)
            instanceof AssessmentResult.Assessed assessed) {
      Assessment assessment = assessed.assessment();
      assessment.matchedRules().forEach(rule -> matched.add(rule.rule()));
      assessment.notices().forEach(notice -> noticed.add(notice.id()));
      assessment.criteria().forEach(c -> outcomes(c.id()).add(c.outcome().name()));
      assessment.exclusions().forEach(e -> outcomes(e.id()).add(e.outcome().name()));
    }
  }

  private Set<String> outcomes(String id) {
    return outcomes.computeIfAbsent(id, i -> new HashSet<>());
  }

  private void rules() {
    for (RuleModel rule : edition.rules()) {
      if (!matched.contains(rule.name())) {
        problems.add(
            Diagnostic.of(
                Check.RULE_WITHOUT_CASE,
                rule.file(),
                rule.place(),
                "no sample case makes this rule match. Write one that does, and one that just does not."));
      }
    }
  }

  private void criteria() {
    List<PolicyEdition.Criterion> criteria = edition.policy().criteria();
    for (int i = 0; i < criteria.size(); i++) {
      if (criteria.get(i).basis().enforced()) {
        shown("criterion", "/criteria/" + i, criteria.get(i).id(), Outcome.values());
      }
    }
  }

  private void exclusions() {
    List<PolicyEdition.Exclusion> exclusions = edition.policy().exclusions();
    for (int i = 0; i < exclusions.size(); i++) {
      if (exclusions.get(i).basis().enforced()) {
        String id = exclusions.get(i).id();
        shown(
            "exclusion",
            "/exclusions/" + i,
            id,
            refusesEveryUse(id)
                ? new Enum<?>[] {ExclusionOutcome.TRIGGERED}
                : ExclusionOutcome.values());
      }
    }
  }

  /** Whether an exclusion is triggered by each use that the policy names, so that none is clear. */
  private boolean refusesEveryUse(String id) {
    FactType request = FactTypes.of(RequestedService.class);
    Condition named =
        new Condition.Pattern(
            request,
            null,
            List.of(
                new Test.OneOf(
                    request.fieldNamed("indication"),
                    List.<Comparable<?>>copyOf(edition.policy().indications()))));
    return edition.rules(RuleRole.EXCLUSION, id).stream()
        .anyMatch(rule -> Implication.implies(named, rule.when()));
  }

  private void shown(String what, String pointer, String id, Enum<?>[] all) {
    String never =
        Arrays.stream(all)
            .map(Enum::name)
            .filter(outcome -> !outcomes(id).contains(outcome))
            .map(outcome -> outcome.toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(" or "));
    if (!never.isEmpty()) {
      found(
          Check.OUTCOME_NOT_SHOWN,
          pointer + "/id",
          "no sample case shows " + what + " `" + id + "` " + never + ". Write one that does.");
    }
  }

  private void notices() {
    List<PolicyEdition.Notice> notices = edition.policy().notices();
    IntStream.range(0, notices.size())
        .filter(i -> !noticed.contains(notices.get(i).id()))
        .forEach(
            i ->
                found(
                    Check.NOTICE_NOT_SHOWN,
                    "/notices/" + i + "/id",
                    "no sample case shows notice `"
                        + notices.get(i).id()
                        + "`. Write one that does."));
  }

  private void found(Check check, String pointer, String message) {
    problems.add(
        Diagnostic.of(
            check,
            edition.source().policyFile(),
            Objects.requireNonNull(edition.source()).placeOf(pointer),
            message));
  }
}
