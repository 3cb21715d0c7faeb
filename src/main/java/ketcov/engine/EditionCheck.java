package ketcov.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;
import ketcov.finding.RuleRole;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyEdition;
import ketcov.text.Check;
import ketcov.text.Diagnostic;

/**
 * Holds an edition's rules against its {@code policy.yaml}: nothing is listed without a rule,
 * nothing used without a list.
 */
final class EditionCheck {
  private EditionCheck() {}

  /**
   * Checks an edition.
   *
   * @param problems what was found so far; while a rule could not be read, nothing that some file
   *     mentions is called unused
   */
  static void check(EditionSource source, DrlReader.Reading reading, List<Diagnostic> problems) {
    PolicyEdition policy = source.edition();
    List<RuleModel> rules = reading.rules();
    boolean whole = problems.stream().noneMatch(problem -> problem.isError());
    Predicate<String> mentioned =
        id ->
            !whole
                && (!reading.bearersKnown()
                    || source.rules().stream().anyMatch(file -> mentions(file.text(), id)));
    bearers(
        source,
        rules,
        RuleRole.CRITERION,
        "criteria",
        policy.criteria().stream().map(c -> c.id()).toList(),
        mentioned,
        problems);
    bearers(
        source,
        rules,
        RuleRole.EXCLUSION,
        "exclusions",
        policy.exclusions().stream().map(e -> e.id()).toList(),
        mentioned,
        problems);
    bearers(
        source,
        rules,
        RuleRole.NOTICE,
        "notices",
        policy.notices().stream().map(n -> n.id()).toList(),
        mentioned,
        problems);
    for (RuleRole role : RuleRole.values()) {
      RuleComparison.check(rules.stream().filter(rule -> rule.role() == role).toList(), problems);
    }
    CodeCheck.check(source, rules, problems);
    Set<String> used = new TreeSet<>();
    for (RuleModel rule : rules) {
      Condition.patterns(rule.when())
          .flatMap(pattern -> pattern.tests().stream())
          .forEach(test -> valueSets(test, used));
    }
    for (String name : policy.valueSets().keySet()) {
      if (whole && !used.contains(name)) {
        problems.add(
            Diagnostic.of(
                Check.UNUSED_VALUE_SET,
                source.policyFile(),
                source.placeOf("/valueSets/" + name),
                "value set `" + name + "` is used by no rule. Use it or remove it."));
      }
    }
  }

  private static boolean mentions(String text, String id) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(id) + "(?![\\w-])").matcher(text).find();
  }

  private static void bearers(
      EditionSource source,
      List<RuleModel> rules,
      RuleRole role,
      String list,
      List<String> ids,
      Predicate<String> mentioned,
      List<Diagnostic> problems) {
    Set<String> borne = new HashSet<>();
    rules.stream().filter(rule -> rule.role() == role).forEach(rule -> borne.add(rule.bears()));
    for (int i = 0; i < ids.size(); i++) {
      if (!borne.contains(ids.get(i)) && !mentioned.test(ids.get(i))) {
        problems.add(
            Diagnostic.of(
                Check.CRITERION_WITHOUT_RULE,
                source.policyFile(),
                source.placeOf("/" + list + "/" + i + "/id"),
                role.annotation()
                    + " `"
                    + ids.get(i)
                    + "` has no rule. Write a rule with `@"
                    + role.annotation()
                    + "(\""
                    + ids.get(i)
                    + "\")`, or remove it from `"
                    + list
                    + "`."));
      }
    }
  }

  private static void valueSets(Test test, Set<String> used) {
    switch (test) {
      case Test.InValueSet inSet -> used.add(inSet.valueSet());
      case Test.All all -> all.tests().forEach(part -> valueSets(part, used));
      case Test.Any any -> any.tests().forEach(part -> valueSets(part, used));
      case Test.Comparison comparison -> {}
      case Test.OneOf oneOf -> {}
      case Test.Said said -> {}
      case Test.Contains contains -> {}
    }
  }
}
