package ketcov.regression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import ketcov.casefacts.CaseFacts;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleEvaluator;
import ketcov.engine.RuleOutcome;
import ketcov.engine.RuleSession;
import ketcov.finding.Finding;

/**
 * The model, of which each so many-th evaluation is held against Drools: where they disagree, the
 * rules have failed, and so has the case. Thread-safe.
 */
public final class BulkRules implements RuleEvaluator {
  /** Of so many evaluations one is held against Drools. */
  public static final int SAMPLED = 20;

  private final RuleEvaluator model;
  private final RuleEvaluator authority;
  private final AtomicLong evaluations = new AtomicLong();
  private final AtomicLong compared = new AtomicLong();

  /** The model under the eye of Drools. */
  public BulkRules() {
    this(new ModelRules(), RuleSession::fire);
  }

  BulkRules(RuleEvaluator model, RuleEvaluator authority) {
    this.model = model;
    this.authority = authority;
  }

  /** How many evaluations were held against Drools. */
  public long compared() {
    return compared.get();
  }

  @Override
  public RuleOutcome evaluate(CompiledEdition edition, CaseFacts facts) {
    RuleOutcome read = model.evaluate(edition, facts);
    if (evaluations.getAndIncrement() % SAMPLED != 0) {
      return read;
    }
    compared.incrementAndGet();
    RuleOutcome fired = authority.evaluate(edition, facts);
    if (!(read instanceof RuleOutcome.Fired(var byModel))
        || !(fired instanceof RuleOutcome.Fired(var byDrools))) {
      return fired;
    }
    Set<String> different = rules(byModel);
    Set<String> both = rules(byDrools);
    different.addAll(both);
    both.retainAll(rules(byModel));
    different.removeAll(both);
    return different.isEmpty()
        ? fired
        : new RuleOutcome.Failed(
            different.iterator().next(),
            edition.source().folder(),
            "Drools and the reading of this rule disagree, which is a defect of ketcov");
  }

  private static Set<String> rules(List<Finding> findings) {
    Set<String> rules = new HashSet<>();
    findings.forEach(finding -> rules.add(finding.rule()));
    return rules;
  }
}
