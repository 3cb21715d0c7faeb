package ketcov.assessment;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
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
import ketcov.finding.RuleRole;
import ketcov.policy.PolicyEdition;
import org.jspecify.annotations.Nullable;

/**
 * What the laws in force say of criteria that count failed drugs: what they let a payer ask for at
 * most, and whether this case meets a ground for an exception.
 */
final class StepTherapyLaw {
  private final Supplier<List<CompiledEdition>> companions;
  private final FiredRules fired;
  private final Supplier<List<CompiledEdition>> otherStates;
  private final Reasoner reasoner;
  private @Nullable List<Assessment.LawLimit> limits;
  private @Nullable OptionalInt perhaps;
  private @Nullable Truth exceptionGround;

  /**
   * The laws of a case. They are fired and read when something that they decide is first asked for.
   *
   * @param companions the editions that hold beside the payer's
   * @param otherStates the laws of states that may be the state of issue, when it is unsaid
   */
  StepTherapyLaw(
      Supplier<List<CompiledEdition>> companions,
      FiredRules fired,
      Supplier<List<CompiledEdition>> otherStates,
      CaseFacts facts) {
    this.companions = companions;
    this.fired = fired;
    this.otherStates = otherStates;
    this.reasoner = Reasoner.ofTruth(facts);
  }

  /** The caps that hold. */
  List<Assessment.LawLimit> limits() {
    List<Assessment.LawLimit> known = limits;
    if (known == null) {
      known =
          companions.get().stream()
              .flatMap(edition -> capping(edition).flatMap(notice -> limit(edition, notice)))
              .toList();
      limits = known;
    }
    return known;
  }

  private Stream<Assessment.LawLimit> limit(CompiledEdition edition, PolicyEdition.Notice notice) {
    return fired.of(edition).stream().anyMatch(found -> found.bears().equals(notice.id()))
        ? Stream.of(
            new Assessment.LawLimit(
                notice.id(),
                edition.policy().editionId(),
                most(notice),
                notice.says(),
                notice.citation()))
        : Stream.of();
  }

  /** The least number of failed drugs to which a law may cap what is asked; empty for none. */
  OptionalInt perhaps() {
    OptionalInt known = perhaps;
    if (known == null) {
      known = leastThatMayHold();
      perhaps = known;
    }
    return known;
  }

  private OptionalInt leastThatMayHold() {
    IntStream here =
        companions.get().stream()
            .flatMap(
                edition ->
                    capping(edition)
                        .filter(notice -> open(edition, notice.id()))
                        .map(StepTherapyLaw::most))
            .mapToInt(Integer::intValue);
    IntStream there =
        otherStates.get().stream()
            .flatMap(edition -> capping(edition).map(StepTherapyLaw::most))
            .mapToInt(Integer::intValue);
    return IntStream.concat(here, there).min();
  }

  /** Whether the case meets a ground that a law names for an exception to step therapy. */
  Truth exceptionGround() {
    Truth known = exceptionGround;
    if (known == null) {
      known = ground();
      exceptionGround = known;
    }
    return known;
  }

  private Truth ground() {
    Truth truth = Truth.FALSE;
    for (CompiledEdition edition : companions.get()) {
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
        otherStates.get().stream()
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
