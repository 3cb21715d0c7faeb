package ketcov.regression;

import java.util.ArrayList;
import java.util.List;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleEvaluator;
import ketcov.engine.RuleOutcome;
import ketcov.finding.Finding;

/**
 * Says which rules hold by their reading instead of by Drools, which stays the authority: for runs
 * in bulk, a part of which Drools judges too. Its findings name no evidence.
 */
final class ModelRules implements RuleEvaluator {
  @Override
  public RuleOutcome evaluate(CompiledEdition edition, CaseFacts facts) {
    Reasoner reasoner = Reasoner.ofTruth(facts);
    List<Finding> findings = new ArrayList<>();
    for (RuleModel rule : edition.rules()) {
      if (reasoner.judge(rule.when()).truth() == Truth.TRUE) {
        findings.add(
            new Finding(rule.role(), rule.name(), rule.bears(), rule.citation(), List.of()));
      }
    }
    return new RuleOutcome.Fired(findings);
  }
}
