package ketcov.engine;

import java.util.List;
import ketcov.condition.Implication;
import ketcov.condition.RuleModel;
import ketcov.text.Check;
import ketcov.text.Diagnostic;

/** Finds rules that say nothing that another rule of the same criterion does not say. */
final class RuleComparison {
  private RuleComparison() {}

  /** Compares the rules of one role with each other. */
  static void check(List<RuleModel> rules, List<Diagnostic> problems) {
    for (int i = 0; i < rules.size(); i++) {
      for (int j = i + 1; j < rules.size(); j++) {
        if (rules.get(i).bears().equals(rules.get(j).bears())) {
          pair(rules.get(i), rules.get(j), problems);
        }
      }
    }
  }

  private static void pair(RuleModel one, RuleModel other, List<Diagnostic> problems) {
    boolean forth = Implication.implies(one.when(), other.when());
    boolean back = Implication.implies(other.when(), one.when());
    if (forth && back) {
      problems.add(
          Diagnostic.of(
              Check.REPEATED_CONDITIONS,
              other.file(),
              other.place(),
              "this rule asks the same as the rule `"
                  + one.name()
                  + "`. Remove one of them, or correct what was copied."));
    } else if (forth) {
      subsumed(one, other, problems);
    } else if (back) {
      subsumed(other, one, problems);
    }
  }

  private static void subsumed(RuleModel narrow, RuleModel wide, List<Diagnostic> problems) {
    problems.add(
        Diagnostic.of(
            Check.SUBSUMED_RULE,
            narrow.file(),
            narrow.place(),
            "whenever this rule matches, the rule `"
                + wide.name()
                + "` matches too, for the same "
                + wide.role().annotation()
                + ". Remove this one, or correct one of the two."));
  }
}
