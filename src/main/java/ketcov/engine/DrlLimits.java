package ketcov.engine;

import java.util.function.Consumer;
import ketcov.condition.Condition;
import ketcov.condition.Test;
import ketcov.policy.EditionSource;

/** How large rules may be, so that neither building nor firing them can get out of hand. */
final class DrlLimits {
  /** Most rule files of an edition. */
  static final int MAX_FILES = 40;

  /** Most characters of all rule files of an edition. */
  static final int MAX_CHARACTERS = 500_000;

  /** Most rules of an edition. */
  static final int MAX_RULES = 400;

  /** What is said of an edition with more. */
  static final String TOO_MANY_RULES = "the edition has more than " + MAX_RULES + " rules.";

  /** Most imports of a file; there are fewer names to import. */
  static final int MAX_IMPORTS = 200;

  /** Most facts that one statement may name. */
  static final int MAX_EVIDENCE = 20;

  /** Most patterns of facts in one rule. */
  static final int MAX_PATTERNS = 10;

  /** Most conditions in one pattern, with those that alternatives are made of. */
  static final int MAX_CONSTRAINTS = 40;

  /** Most values in one list of values. */
  static final int MAX_VALUES = 200;

  /** Most rules that one rule becomes when its alternatives are multiplied out. */
  static final int MAX_ALTERNATIVES = 16;

  private DrlLimits() {}

  /** Says why an edition's files are too many or too large to be read; says nothing of the rest. */
  static void edition(EditionSource source, Consumer<String> problems) {
    if (source.rules().size() > MAX_FILES) {
      problems.accept(
          "the edition has "
              + source.rules().size()
              + " rule files; at most "
              + MAX_FILES
              + " are read. Join some by topic.");
    }
    int characters = source.rules().stream().mapToInt(file -> file.text().length()).sum();
    if (characters > MAX_CHARACTERS) {
      problems.accept(
          "the rule files have "
              + characters
              + " characters together; at most "
              + MAX_CHARACTERS
              + " are read. Make two policies of it.");
    }
  }

  /** Says why a rule is too large. */
  static void rule(Condition when, Consumer<String> problems) {
    long patterns = Condition.patterns(when).count();
    if (patterns > MAX_PATTERNS) {
      problems.accept(
          "the rule asks for "
              + patterns
              + " facts; at most "
              + MAX_PATTERNS
              + " are joined. Write two rules, or two criteria.");
    }
    double alternatives = alternatives(when);
    if (alternatives > MAX_ALTERNATIVES) {
      problems.accept(
          "the alternatives of the rule multiply to "
              + (alternatives > 1_000_000
                  ? "more than a million"
                  : Long.toString((long) alternatives))
              + "; at most "
              + MAX_ALTERNATIVES
              + " are allowed. Write a rule for each, or a list of values.");
    }
    Condition.patterns(when)
        .mapToInt(pattern -> pattern.tests().stream().mapToInt(DrlLimits::constraints).sum())
        .filter(constraints -> constraints > MAX_CONSTRAINTS)
        .findFirst()
        .ifPresent(
            constraints ->
                problems.accept(
                    "a fact of the rule has "
                        + constraints
                        + " conditions; at most "
                        + MAX_CONSTRAINTS
                        + " are allowed. Write a list of values, or two rules."));
    Condition.patterns(when)
        .flatMap(pattern -> pattern.tests().stream())
        .mapToInt(DrlLimits::values)
        .filter(values -> values > MAX_VALUES)
        .findFirst()
        .ifPresent(
            values ->
                problems.accept(
                    "a list in the rule has "
                        + values
                        + " values; at most "
                        + MAX_VALUES
                        + " are allowed. Write a value set in policy.yaml."));
  }

  private static double alternatives(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> 1;
      case Condition.Count count -> 1;
      case Condition.AllOf all -> {
        double product = 1;
        for (Condition part : all.parts()) {
          product *= alternatives(part);
        }
        yield product;
      }
      case Condition.AnyOf any -> any.parts().stream().mapToDouble(DrlLimits::alternatives).sum();
    };
  }

  private static int constraints(Test test) {
    return switch (test) {
      case Test.All all -> all.tests().stream().mapToInt(DrlLimits::constraints).sum();
      case Test.Any any -> any.tests().stream().mapToInt(DrlLimits::constraints).sum();
      default -> 1;
    };
  }

  private static int values(Test test) {
    return switch (test) {
      case Test.All all -> all.tests().stream().mapToInt(DrlLimits::values).max().orElse(0);
      case Test.Any any -> any.tests().stream().mapToInt(DrlLimits::values).max().orElse(0);
      case Test.OneOf oneOf -> oneOf.values().size();
      default -> 1;
    };
  }
}
