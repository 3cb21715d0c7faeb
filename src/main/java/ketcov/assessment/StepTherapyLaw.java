package ketcov.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.Coverage;
import ketcov.casefacts.RequestedService;
import ketcov.condition.Condition;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.engine.CompiledEdition;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import ketcov.policy.PolicyEdition;

/**
 * What the laws in force say of criteria that count failed drugs: what they let a payer ask for at
 * most, and whether this case meets a ground for an exception.
 */
final class StepTherapyLaw {
  private final List<Assessment.LawLimit> limits = new ArrayList<>();
  private final List<CompiledEdition> fired;
  private final List<CompiledEdition> otherStates;
  private final Reasoner reasoner;

  /**
   * Reads what the laws found.
   *
   * @param fired the laws that were fired, with their findings
   * @param otherStates the laws of states that may be the state of issue, when it is unsaid
   */
  StepTherapyLaw(
      Map<CompiledEdition, List<Finding>> fired,
      List<CompiledEdition> otherStates,
      CaseFacts facts) {
    this.fired = List.copyOf(fired.keySet());
    this.otherStates = List.copyOf(otherStates);
    this.reasoner = new Reasoner(facts);
    fired.forEach(
        (edition, findings) ->
            capping(edition)
                .filter(notice -> findings.stream().anyMatch(f -> f.bears().equals(notice.id())))
                .forEach(
                    notice ->
                        limits.add(
                            new Assessment.LawLimit(
                                notice.id(),
                                edition.policy().editionId(),
                                most(notice),
                                notice.says(),
                                notice.citation()))));
  }

  /** The caps that hold. */
  List<Assessment.LawLimit> limits() {
    return List.copyOf(limits);
  }

  /** The least number of failed drugs to which a law may cap what is asked; empty for none. */
  OptionalInt perhaps() {
    IntStream here =
        fired.stream()
            .flatMap(
                edition ->
                    capping(edition)
                        .filter(notice -> open(edition, notice.id()))
                        .map(StepTherapyLaw::most))
            .mapToInt(Integer::intValue);
    IntStream there =
        otherStates.stream()
            .flatMap(edition -> capping(edition).map(StepTherapyLaw::most))
            .mapToInt(Integer::intValue);
    return IntStream.concat(here, there).min();
  }

  /** Whether the case meets a ground that a law names for an exception to step therapy. */
  Truth exceptionGround() {
    Truth truth = Truth.FALSE;
    for (CompiledEdition edition : fired) {
      for (PolicyEdition.Notice notice : edition.policy().notices()) {
        if (notice.kind() == PolicyEdition.NoticeKind.STEP_THERAPY_EXCEPTION
            && notice.limitsFailedDrugs() == null) {
          List<RuleModel> grounds =
              edition.rules(RuleRole.NOTICE, notice.id()).stream()
                  .filter(StepTherapyLaw::readsThePatient)
                  .toList();
          truth = truth.or(reasoner.any(grounds).truth());
        }
      }
    }
    boolean elsewhere =
        otherStates.stream()
            .flatMap(edition -> edition.policy().notices().stream())
            .anyMatch(n -> n.kind() == PolicyEdition.NoticeKind.STEP_THERAPY_EXCEPTION);
    return elsewhere ? truth.or(Truth.UNKNOWN) : truth;
  }

  /** A notice that depends on plan and request alone tells of the law, not of a ground in it. */
  private static boolean readsThePatient(RuleModel rule) {
    return Condition.patterns(rule.when())
        .map(pattern -> pattern.type().factClass())
        .anyMatch(type -> type != Coverage.class && type != RequestedService.class);
  }

  private boolean open(CompiledEdition edition, String notice) {
    return reasoner.any(edition.rules(RuleRole.NOTICE, notice)).truth() == Truth.UNKNOWN;
  }

  private static Stream<PolicyEdition.Notice> capping(CompiledEdition edition) {
    return edition.policy().notices().stream().filter(notice -> notice.limitsFailedDrugs() != null);
  }

  private static int most(PolicyEdition.Notice notice) {
    Integer most = notice.limitsFailedDrugs();
    return most == null ? Integer.MAX_VALUE : most;
  }
}
