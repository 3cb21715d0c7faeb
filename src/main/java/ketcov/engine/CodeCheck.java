package ketcov.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ketcov.casefacts.FactField;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;
import ketcov.intake.ReferenceTables;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyCheck;
import ketcov.policy.PolicyEdition;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;

/** Holds the codes and drugs that rules name against their forms and against our tables. */
final class CodeCheck {
  private static final ReferenceTables TABLES = ReferenceTables.load();

  private final EditionSource source;
  private final List<Diagnostic> problems;
  private final Set<String> seen = new HashSet<>();

  private CodeCheck(EditionSource source, List<Diagnostic> problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Looks at every code that a rule asks for, in the rule or in a value set. */
  static void check(EditionSource source, List<RuleModel> rules, List<Diagnostic> problems) {
    CodeCheck check = new CodeCheck(source, problems);
    check.listed();
    for (RuleModel rule : rules) {
      Condition.patterns(rule.when())
          .flatMap(pattern -> pattern.tests().stream())
          .forEach(test -> check.test(rule, test));
    }
  }

  /** The codes that the policy lists in words of its own. */
  private void listed() {
    List<PolicyEdition.CodeEntry> codes = source.edition().codes();
    for (int i = 0; i < codes.size(); i++) {
      String code = codes.get(i).code();
      if (codes.get(i).system() == PolicyEdition.CodeSystem.ICD10 && isUnknown(code)) {
        found(
            Check.UNKNOWN_DIAGNOSIS,
            source.policyFile(),
            source.placeOf("/codes/" + i + "/code"),
            unknown(code));
      }
    }
  }

  /** Whether the table lists others of the same category and not this code. */
  private static boolean isUnknown(String code) {
    return code.length() > 3
        && PolicyCheck.diagnosisForm(code).isEmpty()
        && TABLES.diagnosis(code).isEmpty()
        && TABLES.hasCategory(code.substring(0, 3));
  }

  private static String unknown(String code) {
    return "`"
        + code
        + "` is not in our table of diagnoses, which lists others of "
        + code.substring(0, 3)
        + ". Look it up in ICD-10-CM: if it exists, it belongs into the table.";
  }

  private void test(RuleModel rule, Test test) {
    switch (test) {
      case Test.Comparison of -> text(rule, of.field(), of.value());
      case Test.OneOf of -> of.values().forEach(value -> text(rule, of.field(), value));
      case Test.Contains of -> text(rule, of.field(), of.value());
      case Test.InValueSet of -> valueSet(of.valueSet(), of.field());
      case Test.All all -> all.tests().forEach(part -> test(rule, part));
      case Test.Any any -> any.tests().forEach(part -> test(rule, part));
      case Test.Said said -> {
        // Names no value.
      }
    }
  }

  private void text(RuleModel rule, FactField field, Comparable<?> value) {
    if (value instanceof String text) {
      value(field, text, rule.file(), placeOf(rule, text));
    }
  }

  private void valueSet(String name, FactField field) {
    List<String> codes = source.edition().valueSets().getOrDefault(name, List.of());
    for (int i = 0; i < codes.size(); i++) {
      value(
          field, codes.get(i), source.policyFile(), source.placeOf("/valueSets/" + name + "/" + i));
    }
  }

  private void value(FactField field, String text, String file, Place place) {
    if (!seen.add(file + place + text)) {
      return;
    }
    switch (field.name()) {
      case "code" -> diagnosis(text, file, place);
      case "hcpcs" -> {
        if (!text.matches("[A-V][0-9]{4}|[0-9]{4}[0-9A-Z]")) {
          found(
              Check.CODE_FORM,
              file,
              place,
              "`"
                  + text
                  + "` is no billing code: it has a letter and four digits, `S0013`, or five digits.");
        }
      }
      case "ingredient" -> {
        if (TABLES.ingredient(text).isEmpty()) {
          found(
              Check.UNKNOWN_INGREDIENT,
              file,
              place,
              "`"
                  + text
                  + "` is not in our table of drugs, so no trial of it may be recognised."
                  + DidYouMean.hint(text, TABLES.drugNames())
                  + " Write the ingredient in small letters.");
        } else if (!TABLES.ingredient(text).orElseThrow().name().equals(text)) {
          found(
              Check.UNKNOWN_INGREDIENT,
              file,
              place,
              "`"
                  + text
                  + "` is no ingredient, and rules see ingredients. Write `"
                  + TABLES.ingredient(text).orElseThrow().name()
                  + "`.");
        }
      }
      default -> {
        // Not a code that we know more of.
      }
    }
  }

  private void diagnosis(String code, String file, Place place) {
    PolicyCheck.diagnosisForm(code)
        .ifPresentOrElse(
            mend ->
                found(
                    Check.CODE_FORM,
                    file,
                    place,
                    "`" + code + "` has not the form of a diagnosis code. " + mend),
            () -> {
              if (isUnknown(code)) {
                found(Check.UNKNOWN_DIAGNOSIS, file, place, unknown(code));
              }
            });
  }

  /** Where a text stands in a rule. */
  private Place placeOf(RuleModel rule, String text) {
    for (EditionSource.RuleFile file : source.rules()) {
      if (file.file().equals(rule.file())) {
        List<String> lines = file.text().lines().toList();
        for (int i = rule.place().line() - 1; i < lines.size(); i++) {
          int at = lines.get(i).indexOf('"' + text + '"');
          if (at >= 0) {
            return new Place(i + 1, at + 1);
          }
        }
      }
    }
    return rule.place();
  }

  private void found(Check check, String file, Place place, String message) {
    problems.add(Diagnostic.of(check, file, place, message));
  }
}
