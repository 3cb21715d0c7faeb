package ketcov.assessment;

import java.util.IdentityHashMap;
import java.util.List;
import ketcov.casefacts.CaseFacts;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleEvaluator;
import ketcov.engine.RuleOutcome;
import ketcov.finding.Finding;

/**
 * What the rules of editions find in one case. An edition is fired when its findings are first
 * asked for, and once. For one thread.
 */
final class FiredRules {
  private final RuleEvaluator evaluator;
  private final CaseFacts facts;
  private final IdentityHashMap<CompiledEdition, List<Finding>> found = new IdentityHashMap<>();

  FiredRules(RuleEvaluator evaluator, CaseFacts facts) {
    this.evaluator = evaluator;
    this.facts = facts;
  }

  /** The findings of an edition. */
  List<Finding> of(CompiledEdition edition) {
    List<Finding> findings = found.get(edition);
    if (findings == null) {
      findings =
          switch (evaluator.evaluate(edition, facts)) {
            case RuleOutcome.Fired fired -> fired.findings();
            case RuleOutcome.Failed failed ->
                throw new RuleFailure(
                    new AssessmentResult.RulesFailed(edition.policy().editionId(), failed));
          };
      found.put(edition, findings);
    }
    return findings;
  }
}
