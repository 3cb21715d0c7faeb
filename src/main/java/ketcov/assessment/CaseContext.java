package ketcov.assessment;

import java.util.List;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.PriorAuthCase;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleEvaluator;
import ketcov.intake.CaseReading;
import ketcov.policy.PolicyCatalog;
import org.jspecify.annotations.Nullable;

/**
 * One case with what holds for it whichever edition judges: its companions and what rules find in
 * it. For one thread.
 */
final class CaseContext {
  private final CaseReading.Accepted reading;
  private final PolicyCatalog<CompiledEdition> catalog;
  private final RuleEvaluator evaluator;
  private final FiredRules fired;
  private @Nullable List<CompiledEdition> companions;

  CaseContext(
      CaseReading.Accepted reading,
      PolicyCatalog<CompiledEdition> catalog,
      RuleEvaluator evaluator) {
    this.reading = reading;
    this.catalog = catalog;
    this.evaluator = evaluator;
    this.fired = new FiredRules(evaluator, reading.facts());
  }

  CaseReading.Accepted reading() {
    return reading;
  }

  CaseFacts facts() {
    return reading.facts();
  }

  PriorAuthCase priorAuthCase() {
    return reading.facts().priorAuthCase();
  }

  /** Says which rules hold for another case, such as this one with something changed. */
  RuleEvaluator evaluator() {
    return evaluator;
  }

  FiredRules fired() {
    return fired;
  }

  /** The editions of label and law that hold beside the one that judges. */
  List<CompiledEdition> companionsBeside(CompiledEdition judge) {
    return companions().stream().filter(companion -> companion != judge).toList();
  }

  /** The editions of label and law that hold. */
  List<CompiledEdition> companions() {
    List<CompiledEdition> known = companions;
    if (known == null) {
      known = catalog.companions(priorAuthCase());
      companions = known;
    }
    return known;
  }

  /** What the laws say, when this edition judges. */
  StepTherapyLaw law(CompiledEdition judge) {
    return new StepTherapyLaw(
        () -> companionsBeside(judge),
        fired,
        () -> catalog.lawsOfUnsaidState(priorAuthCase()),
        facts());
  }

  /** Adds what is known of who judges, and what was noticed while the case was read. */
  void remarks(NoticeList notices) {
    notices.ofPayer(catalog.judging(priorAuthCase().coverage()).remarks());
    notices.ofCase(reading.remarks());
  }

  /** Companions as an assessment names them. */
  static List<Assessment.CompanionUsed> used(List<CompiledEdition> companions) {
    return companions.stream()
        .map(
            companion ->
                new Assessment.CompanionUsed(
                    companion.policy().id(),
                    companion.policy().edition(),
                    companion.source().contentHash()))
        .toList();
  }
}
