package ketcov.engine;

import java.util.List;
import ketcov.finding.Finding;

/** What came of firing an edition's rules for one case. */
public sealed interface RuleOutcome permits RuleOutcome.Fired, RuleOutcome.Failed {

  /** What the rules established, in a stable order. */
  record Fired(List<Finding> findings) implements RuleOutcome {
    public Fired {
      findings = List.copyOf(findings);
    }
  }

  /**
   * A rule threw, or the rules did not come to an end. Nothing that was found until then counts.
   *
   * @param rule the rule's sentence; empty when it is not known
   * @param file the rule file or the edition's folder
   * @param reason what happened, without a fact of the case
   */
  record Failed(String rule, String file, String reason) implements RuleOutcome {}
}
