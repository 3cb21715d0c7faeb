package ketcov.mutation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
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
 * Evaluates rules by their reading, which is held to Drools by a standing test. Remembers each rule
 * for each case, since mutants share all rules but one. Findings carry no evidence. For one thread.
 */
public final class Reading implements RuleEvaluator {
  private final IdentityHashMap<CaseFacts, IdentityHashMap<RuleModel, Boolean>> known =
      new IdentityHashMap<>();

  @Override
  public RuleOutcome evaluate(CompiledEdition edition, CaseFacts facts) {
    IdentityHashMap<RuleModel, Boolean> ofCase =
        known.computeIfAbsent(facts, f -> new IdentityHashMap<>());
    Reasoner reasoner = new Reasoner(facts);
    List<Finding> findings = new ArrayList<>();
    for (RuleModel rule : edition.rules()) {
      if (ofCase.computeIfAbsent(rule, r -> reasoner.judge(r.when()).truth() == Truth.TRUE)) {
        findings.add(
            new Finding(rule.role(), rule.name(), rule.bears(), rule.citation(), List.of()));
      }
    }
    return new RuleOutcome.Fired(findings);
  }
}
