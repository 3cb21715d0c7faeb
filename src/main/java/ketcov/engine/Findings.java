package ketcov.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.RuleModel;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import org.kie.api.runtime.rule.RuleContext;

/**
 * The three verbs of rules. A rule says what it established and on which facts; the places of those
 * facts are looked up here.
 */
public final class Findings {
  /** Most places of facts that one finding may name. */
  static final int MOST_EVIDENCE = 2_000;

  /** Most places of facts that all findings of a session may name. */
  static final int MOST_EVIDENCE_OF_ALL = 200_000;

  private final Map<String, RuleModel> rules;
  private final CaseFacts facts;
  private final long deadlineNanos;
  private final List<Finding> found = new ArrayList<>();
  private int places;

  Findings(Map<String, RuleModel> rules, CaseFacts facts, long deadlineNanos) {
    this.rules = rules;
    this.facts = facts;
    this.deadlineNanos = deadlineNanos;
  }

  /** The rule's criterion is met. */
  public void met(RuleContext rule, Object... evidence) {
    add(RuleRole.CRITERION, rule, evidence);
  }

  /** The rule's exclusion is triggered. */
  public void excluded(RuleContext rule, Object... evidence) {
    add(RuleRole.EXCLUSION, rule, evidence);
  }

  /** The reader should see the rule's notice. */
  public void noted(RuleContext rule, Object... evidence) {
    add(RuleRole.NOTICE, rule, evidence);
  }

  List<Finding> found() {
    return found;
  }

  private void add(RuleRole role, RuleContext context, Object... evidence) {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new DeadlinePassed();
    }
    RuleModel rule = rules.get(context.getRule().getName());
    if (rule == null || rule.role() != role) {
      throw new IllegalStateException("the rule does not bear a " + role.annotation());
    }
    Set<String> pointers = new LinkedHashSet<>();
    for (Object bound : evidence) {
      locate(rule, bound, pointers);
    }
    places += pointers.size();
    if (found.size() >= RuleSession.FIRE_LIMIT || places > MOST_EVIDENCE_OF_ALL) {
      throw new TooMuch();
    }
    found.add(new Finding(role, rule.name(), rule.bears(), rule.citation(), List.copyOf(pointers)));
  }

  private void locate(RuleModel rule, Object bound, Set<String> pointers) {
    if (bound instanceof Collection<?> several) {
      for (Object one : several) {
        locate(rule, one, pointers);
      }
      return;
    }
    CaseFact fact = facts.locate(bound);
    if (fact != null) {
      pointers.addAll(rule.evidence(facts, fact));
      if (pointers.size() > MOST_EVIDENCE) {
        throw new TooMuch();
      }
    }
  }

  /** There are more findings, or they name more facts, than an answer may hold. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuch() {
      super("more is found than an answer may hold", null, false, false);
    }
  }

  /** The session took longer than it may. */
  static final class DeadlinePassed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlinePassed() {
      super("the deadline of the session has passed", null, false, false);
    }
  }
}
