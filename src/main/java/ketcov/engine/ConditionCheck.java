package ketcov.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.Scale;
import ketcov.condition.Condition;
import ketcov.condition.Contradiction;
import ketcov.condition.Operator;
import ketcov.condition.Test;
import ketcov.text.Check;
import ketcov.text.Place;

/** Finds conditions of one rule that can be read and yet cannot be what their author means. */
final class ConditionCheck {
  private static final Set<String> TIMES_OF_A_SCORE =
      Set.of("latest", "latestOfInstrument", "timepoint", "daysBeforeRequest");

  private final DrlConditions.Problems problems;

  ConditionCheck(DrlConditions.Problems problems) {
    this.problems = problems;
  }

  /** A test, and where it stands. */
  record Placed(Test test, Place place) {}

  /** Looks at the tests of one fact. */
  void fact(FactType type, List<Placed> placed, Place place) {
    List<Test> tests = placed.stream().map(Placed::test).toList();
    Contradiction.in(tests)
        .ifPresent(
            field ->
                problems.found(
                    Check.CONTRADICTORY_CONDITION,
                    lastOf(field, placed, place),
                    "no `"
                        + field.name()
                        + "` fits all that is asked of it here, so the rule can never match. Change one of the conditions, or write two rules."));
    for (Placed one : placed) {
      needless(one);
      unit(one);
    }
    if (type.name().equals("Score")) {
      score(tests, place);
    }
  }

  /** Looks at the facts that a rule asks for together: there is only one patient, one request. */
  void together(Condition condition, Place rule) {
    if (!(condition instanceof Condition.AllOf all)) {
      return;
    }
    Map<FactType, List<Test>> byType = new HashMap<>();
    for (Condition part : all.parts()) {
      if (part instanceof Condition.Pattern pattern && !pattern.type().list()) {
        byType.computeIfAbsent(pattern.type(), t -> new ArrayList<>()).addAll(pattern.tests());
      }
    }
    byType.forEach(
        (type, tests) ->
            Contradiction.in(tests)
                .ifPresent(
                    field ->
                        problems.found(
                            Check.CONTRADICTORY_CONDITION,
                            rule,
                            "the rule asks twice for `"
                                + type.name()
                                + "`, of which a case has one, and no `"
                                + field.name()
                                + "` fits both. Change one of the conditions, or write two rules.")));
  }

  private static Place lastOf(FactField field, List<Placed> placed, Place otherwise) {
    Place last = otherwise;
    for (Placed one : placed) {
      last = Test.fieldsOf(one.test()).contains(field) ? one.place() : last;
    }
    return last;
  }

  private void needless(Placed one) {
    if (Contradiction.alwaysHolds(one.test())) {
      String field = Test.fieldsOf(one.test()).getFirst().name();
      problems.found(
          Check.NEEDLESS_CONDITION,
          one.place(),
          "this holds for every value that `"
              + field
              + "` may have. If it is enough that it is said, write `"
              + field
              + " != null`; else correct the value.");
    }
  }

  private void unit(Placed one) {
    if (one.test() instanceof Test.Comparison of
        && of.value() instanceof Double number
        && of.field().name().equals("weeks")
        && of.operator() != Operator.EQUAL
        && number >= 28
        && number % 7 == 0) {
      long days = Math.round(number);
      problems.found(
          Check.UNLIKELY_UNIT,
          one.place(),
          "`weeks` is asked for "
              + days
              + ", more than half a year. If "
              + days
              + " days are meant, write "
              + days / 7
              + ".");
    }
  }

  /** A scale that is asked for bounds the score that is asked for beside it. */
  private void score(List<Test> tests, Place place) {
    List<Scale> scales = new ArrayList<>();
    boolean asksForScore = false;
    for (Test test : tests) {
      switch (test) {
        case Test.Comparison of when of.value() instanceof Scale said -> scales.add(said);
        case Test.OneOf of ->
            of.values()
                .forEach(
                    value -> {
                      if (value instanceof Scale said) {
                        scales.add(said);
                      }
                    });
        default -> {
          // Says nothing of the scale.
        }
      }
      asksForScore |= Test.fieldsOf(test).stream().anyMatch(field -> field.name().equals("score"));
    }
    int most = scales.stream().mapToInt(Scale::maximum).max().orElse(Integer.MAX_VALUE);
    for (Test test : tests) {
      if (test instanceof Test.Comparison of
          && of.field().name().equals("score")
          && of.value() instanceof Double value
          && value > most) {
        problems.found(
            Check.THRESHOLD_OUTSIDE_SCALE,
            place,
            "the "
                + String.join(" or ", scales.stream().map(Scale::name).toList())
                + " never reaches "
                + DrlConditions.number(value)
                + ": its scores go from 0 to "
                + most
                + ".");
      }
    }
    boolean timed =
        tests.stream()
            .flatMap(test -> Test.fieldsOf(test).stream())
            .anyMatch(field -> TIMES_OF_A_SCORE.contains(field.name()));
    if (asksForScore && !timed) {
      problems.found(
          Check.SCORE_WITHOUT_LATEST,
          place,
          "any score of the case fits, however old it is. If the present one is meant, add `latest == true`.");
    }
  }
}
