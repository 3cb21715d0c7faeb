package ketcov.text;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every check that can find something in a policy, its rules or its cases: the one list of them.
 * Each has a page of its id in {@code docs/checks/}.
 */
public enum Check {
  // Files and YAML.
  UNREADABLE_FILE(Level.ERROR, "A file is too large, a link, or not UTF-8"),
  PACKAGE_LAYOUT(Level.ERROR, "A file is missing, or lies where an edition has none"),
  STRAY_FILE(Level.WARNING, "A file lies or is named where nobody reads it"),
  NOT_YAML(Level.ERROR, "A file is not YAML"),
  YAML_CONSTRUCT(Level.ERROR, "An anchor, a tag or a second document in YAML"),
  REPEATED_KEY(Level.ERROR, "A key stands twice"),
  UNKNOWN_KEY(Level.ERROR, "A key is not known"),
  MISSING_KEY(Level.ERROR, "A key is missing"),
  UNKNOWN_VALUE(Level.ERROR, "A value is not one of those that may stand there"),
  WRONG_TYPE(Level.ERROR, "A text, number, list or yes-or-no stands where another is expected"),
  WRONG_FORM(Level.ERROR, "A text has not the form that is expected"),
  OUTSIDE_LIMITS(Level.ERROR, "A number or text is outside the limits of its field"),
  NO_SUCH_DAY(Level.ERROR, "A date is no day of the calendar"),

  // policy.yaml and payers.yaml.
  MISNAMED_EDITION(Level.ERROR, "Folder, id, edition and payer do not agree"),
  EDITION_NAMED_FOR_ANOTHER_DAY(
      Level.WARNING, "An edition is named for a day on which it does not begin"),
  INVERTED_DAYS(Level.ERROR, "A last day lies before the first"),
  UNLIKELY_DATE(Level.WARNING, "A day in force is probably a slip of the pen"),
  OVERLAPPING_EDITIONS(Level.ERROR, "Two editions are in force on one day"),
  GAP_BETWEEN_EDITIONS(Level.WARNING, "No edition is in force between two others"),
  REPEATED_ID(Level.ERROR, "An id stands twice"),
  UNKNOWN_ID(Level.ERROR, "An id is not listed in policy.yaml"),
  COMPLETENESS(Level.ERROR, "What is said of a use seen in part contradicts the rest"),
  COMPANION_WITH_CRITERIA(Level.ERROR, "A companion sets criteria or exclusions"),
  UNKNOWN_PAYER(Level.ERROR, "payers.yaml names a payer without a policy"),
  PAYER_NAME_TWICE(Level.ERROR, "Two payers have one name"),
  CODE_FORM(Level.ERROR, "A code has not the form of its system"),
  UNKNOWN_DIAGNOSIS(Level.WARNING, "A diagnosis code does not exist in a category that we know"),
  UNKNOWN_INGREDIENT(Level.WARNING, "A drug is not in the table of ingredients"),
  UNUSED_VALUE_SET(Level.WARNING, "A value set is used by no rule"),
  UNLIKELY_UNIT(Level.WARNING, "A number of days stands where weeks or months are, or the reverse"),
  EMPTY_CITATION(Level.WARNING, "A citation names nothing"),
  ACTIVATED_EDITION_CHANGED(Level.ERROR, "An edition was changed after it was activated"),

  // The text of rule files.
  UNUSUAL_CHARACTER(Level.ERROR, "A character stands where rules may not have it"),
  UNPAIRED_QUOTATION_MARK(Level.ERROR, "A quotation mark has no pair on its line"),
  UNCLOSED_COMMENT(Level.ERROR, "A comment has no end"),
  UNPAIRED_PARENTHESIS(Level.ERROR, "A parenthesis has no pair"),
  DEEP_PARENTHESES(Level.ERROR, "Parentheses nest too deep"),
  RULE_SKELETON(Level.ERROR, "when, then or end is missing, misspelt or repeated"),
  RULE_SETTING(Level.ERROR, "A rule has a setting such as salience"),
  MISPLACED_ANNOTATION(Level.ERROR, "An annotation stands at a condition"),
  HALF_CONDITION(Level.ERROR, "The field is missing behind a sign"),
  SIGN_BETWEEN_FACTS(Level.ERROR, "A sign stands between two facts"),
  UNREADABLE_RULE(Level.ERROR, "A rule cannot be read"),
  FILE_WITHOUT_RULE(Level.ERROR, "A rule file holds no rule"),

  // The head of rule files.
  WRONG_PACKAGE(Level.ERROR, "The package line does not follow the folders"),
  UNKNOWN_IMPORT(Level.ERROR, "An import is not one that rules may have"),
  MISSING_IMPORT(Level.ERROR, "A name is used and not imported"),
  UNUSED_IMPORT(Level.WARNING, "An import is never used"),
  MISSING_GLOBAL(Level.ERROR, "The line of the findings is missing"),
  FORBIDDEN_CONSTRUCT(Level.ERROR, "A construct that rules may not have"),

  // What a rule bears.
  RULE_NAME(Level.ERROR, "A rule's name or citation is no plain sentence"),
  REPEATED_RULE_NAME(Level.ERROR, "Two rules have one name"),
  UNKNOWN_ANNOTATION(Level.ERROR, "An annotation is not known"),
  REPEATED_ANNOTATION(Level.ERROR, "An annotation stands twice in a rule"),
  ANNOTATION_VALUE(Level.ERROR, "An annotation has not one text in quotation marks"),
  RULE_WITHOUT_CRITERION(Level.ERROR, "A rule does not say what it bears"),
  TWO_BEARERS(Level.ERROR, "A rule bears two things"),
  RULE_WITHOUT_CITATION(Level.ERROR, "A rule has no citation"),
  CRITERION_WITHOUT_RULE(Level.ERROR, "A criterion, exclusion or notice has no rule"),
  STATEMENT(Level.ERROR, "Below then stands something else than the one statement"),
  EVIDENCE(Level.ERROR, "The statement does not name the facts that prove it"),

  // Conditions.
  RULE_WITHOUT_CONDITION(Level.ERROR, "A rule or a fact has no condition"),
  UNKNOWN_FACT(Level.ERROR, "A rule reads a fact that the case does not have"),
  UNKNOWN_FIELD(Level.ERROR, "A rule reads a field that the fact does not have"),
  VALUE_SET_USE(Level.ERROR, "A value set is unknown or not asked for a bound code"),
  NULL_UNSAFE_NEGATION(Level.ERROR, "A negative condition would hold when the case says nothing"),
  ASKS_FOR_SILENCE(Level.ERROR, "A rule asks for what is unsaid"),
  NEEDLESS_EXISTS(Level.ERROR, "exists, by which Drools can lose matches"),
  OR_BESIDE_COUNT(Level.ERROR, "Alternatives beside a count, which Drools cannot fire"),
  ALTERNATIVES_BOUND_DIFFERENTLY(Level.ERROR, "Alternatives bind different variables"),
  UNREADABLE_CONDITION(Level.ERROR, "A condition is not field, comparison and value"),
  VARIABLE(Level.ERROR, "A variable is bound twice or has no dollar sign"),
  WRONG_COMPARISON(Level.ERROR, "A comparison does not fit its field"),
  REGULAR_EXPRESSION(Level.ERROR, "A rule matches texts by a pattern"),
  WRONG_VALUE(Level.ERROR, "A field is compared with a value of another kind"),
  THRESHOLD_OUTSIDE_SCALE(Level.ERROR, "A score beyond the range of its scale"),
  COUNT_FORM(Level.ERROR, "A count is not of the form that is taught"),
  UNKNOWN_COUNT_FUNCTION(
      Level.ERROR, "A count uses another function than count, distinct, collectList"),
  CONTRADICTORY_CONDITION(Level.ERROR, "Conditions that no case can meet together"),
  NEEDLESS_CONDITION(Level.WARNING, "A condition that always holds once the field is said"),
  REPEATED_CONDITIONS(Level.WARNING, "Two rules of one criterion ask the same"),
  SUBSUMED_RULE(Level.WARNING, "A rule adds nothing to another one of its criterion"),
  SCORE_WITHOUT_LATEST(Level.NOTE, "A score is asked for, however old it is"),
  DOES_NOT_BUILD(Level.ERROR, "Drools cannot build a rule that passed every other check"),

  TOO_LARGE(Level.ERROR, "A rule, a rule file or an edition is larger than is read"),
  FORBIDDEN_CODE(Level.ERROR, "Compiled rules do what rules may not do"),

  // Sample cases.
  REPEATED_CASE_NAME(Level.ERROR, "Two cases have one name"),
  UNREADABLE_CASE(Level.ERROR, "The service would refuse a sample case"),
  CONTRADICTORY_EXPECTATION(Level.ERROR, "What a case expects cannot be so together"),
  UNKNOWN_RULE(Level.ERROR, "A case expects a rule that the edition does not have"),
  EDITION_WITHOUT_CASES(Level.WARNING, "An edition with rules has no sample case"),
  RULE_WITHOUT_CASE(Level.WARNING, "No sample case makes a rule match"),
  OUTCOME_NOT_SHOWN(Level.WARNING, "No sample case shows an outcome of a criterion or exclusion"),
  NOTICE_NOT_SHOWN(Level.WARNING, "No sample case shows a notice"),

  CASE_FAILED(Level.ERROR, "A sample case does not come out as it expects"),

  EQUIVALENT_MUTANT(Level.ERROR, "A mark of an equivalent mutant is wrong, or marks none"),

  // Publishing.
  DECISION_CHANGED(Level.ERROR, "A package changes what other editions decide"),
  DECISION_TAKEN_OVER(Level.WARNING, "A package decides cases that other editions decided"),
  VERIFICATION_CUT_OFF(Level.ERROR, "A package could not be verified within the limits"),
  TRUSTED_KEY(Level.ERROR, "A key whose signatures count cannot be read"),

  // Recorded determinations and calibrations.
  UNREADABLE_DETERMINATION(Level.ERROR, "A recorded determination cannot be read"),
  DAMAGED_CALIBRATION(Level.ERROR, "A calibration is not as it was written");

  private final Level level;
  private final String title;

  Check(Level level, String title) {
    this.level = level;
    this.title = title;
  }

  /** How much a finding weighs. */
  public enum Level {
    /** It keeps the edition from being loaded. */
    ERROR,
    /** Something is probably not as meant; the edition is loaded all the same. */
    WARNING,
    /** Something to look at once; shown on request. */
    NOTE;

    /** As it stands in messages. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The name in messages and of its page, in kebab-case. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How much its findings weigh. */
  public Level level() {
    return level;
  }

  /** What it finds, in one line. */
  public String title() {
    return title;
  }

  /** Its page, relative to the repository. */
  public String page() {
    return "docs/checks/" + id() + ".md";
  }

  /** The check of an id. */
  public static Optional<Check> named(String id) {
    return Arrays.stream(values()).filter(check -> check.id().equals(id)).findFirst();
  }
}
