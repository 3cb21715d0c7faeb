package ketcov.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;

/** Every mutant of an edition. */
public final class Mutants {
  private Mutants() {}

  /** The mutants, in the order of {@code policy.yaml} and of the rules' lines; names are unique. */
  public static List<Mutant> of(CompiledEdition edition) {
    List<Mutant> mutants = new ArrayList<>(PolicyMutants.of(edition));
    for (RuleModel rule : edition.rules()) {
      mutants.add(
          new Mutant(
              MutantKind.RULE_DROPPED,
              rule.name(),
              "left out",
              rule.file(),
              rule.place(),
              edition.reading(edition.policy(), without(edition.rules(), rule)),
              null,
              null));
      for (ConditionChanges.Change change : ConditionChanges.of(rule)) {
        RuleModel changed = rule.asking(change.condition());
        mutants.add(
            new Mutant(
                change.kind(),
                rule.name(),
                change.words(),
                rule.file(),
                change.place(),
                edition.reading(edition.policy(), with(edition.rules(), rule, changed)),
                rule,
                changed));
      }
    }
    return named(mutants);
  }

  private static List<RuleModel> without(List<RuleModel> rules, RuleModel dropped) {
    return rules.stream().filter(rule -> !rule.name().equals(dropped.name())).toList();
  }

  private static List<RuleModel> with(List<RuleModel> rules, RuleModel old, RuleModel changed) {
    return rules.stream().map(rule -> rule.name().equals(old.name()) ? changed : rule).toList();
  }

  /** The same words may stand twice in a rule. */
  private static List<Mutant> named(List<Mutant> mutants) {
    Map<String, Integer> seen = new HashMap<>();
    List<Mutant> named = new ArrayList<>();
    for (Mutant mutant : mutants) {
      int number = seen.merge(mutant.name(), 1, Integer::sum);
      named.add(
          number == 1
              ? mutant
              : new Mutant(
                  mutant.kind(),
                  mutant.subject(),
                  mutant.change() + " (" + number + ")",
                  mutant.file(),
                  mutant.place(),
                  mutant.edition(),
                  mutant.before(),
                  mutant.after()));
    }
    return named;
  }
}
