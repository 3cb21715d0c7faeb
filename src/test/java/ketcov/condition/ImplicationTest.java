package ketcov.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.TrialOutcome;

class ImplicationTest {
  private static final FactType TRIAL = FactTypes.named("DrugTrial").orElseThrow();
  private static final FactType PATIENT = FactTypes.named("Patient").orElseThrow();
  private static final FactField WEEKS = TRIAL.fieldNamed("weeks");
  private static final FactField OUTCOME = TRIAL.fieldNamed("outcome");
  private static final FactField INGREDIENT = TRIAL.fieldNamed("ingredient");
  private static final FactField AGE = PATIENT.fieldNamed("ageYears");

  private static Test weeks(Operator operator, double bound) {
    return new Test.Comparison(WEEKS, operator, bound);
  }

  private static Test age(Operator operator, double bound) {
    return new Test.Comparison(AGE, operator, bound);
  }

  private static Test outcome(TrialOutcome... values) {
    return new Test.OneOf(OUTCOME, List.<Comparable<?>>of(values));
  }

  private static Condition trial(Test... tests) {
    return new Condition.Pattern(TRIAL, null, List.of(tests));
  }

  private static Condition count(Condition pattern, FactField field, int least) {
    return new Condition.Count(
        (Condition.Pattern) pattern, List.of(new Condition.Tally(field, least)), null);
  }

  private static void implies(Condition one, Condition other) {
    assertThat(Implication.implies(one, other)).isTrue();
    assertThat(Implication.implies(other, one)).isFalse();
  }

  @org.junit.jupiter.api.Test
  void a_narrower_bound_implies_a_wider_one() {
    implies(trial(weeks(Operator.AT_LEAST, 8)), trial(weeks(Operator.AT_LEAST, 6)));
    implies(trial(weeks(Operator.ABOVE, 6)), trial(weeks(Operator.AT_LEAST, 6)));
    implies(trial(weeks(Operator.EQUAL, 6)), trial(weeks(Operator.AT_MOST, 6)));
    implies(trial(weeks(Operator.BELOW, 6)), trial(weeks(Operator.AT_MOST, 6)));
    implies(trial(weeks(Operator.BELOW, 6)), trial(new Test.Said(WEEKS)));
    assertThat(
            Implication.implies(
                trial(weeks(Operator.AT_LEAST, 6)), trial(weeks(Operator.AT_MOST, 8))))
        .isFalse();
  }

  @org.junit.jupiter.api.Test
  void fewer_values_and_more_tests_imply_more_values_and_fewer_tests() {
    implies(
        trial(outcome(TrialOutcome.NO_RESPONSE), weeks(Operator.AT_LEAST, 6)),
        trial(outcome(TrialOutcome.NO_RESPONSE, TrialOutcome.PARTIAL_RESPONSE)));
    implies(
        trial(new Test.InValueSet(INGREDIENT, "some", Set.of("sertraline"))),
        trial(new Test.OneOf(INGREDIENT, List.of("sertraline", "citalopram"))));
    implies(
        trial(weeks(Operator.AT_LEAST, 8)),
        trial(
            new Test.Any(List.of(weeks(Operator.AT_LEAST, 6), outcome(TrialOutcome.INTOLERANCE)))));
  }

  @org.junit.jupiter.api.Test
  void more_different_values_imply_fewer_and_as_many_facts() {
    Condition long6 = trial(weeks(Operator.AT_LEAST, 6));
    implies(count(long6, INGREDIENT, 3), count(long6, INGREDIENT, 2));
    implies(count(long6, INGREDIENT, 2), long6);
    assertThat(
            Implication.implies(
                new Condition.Count(
                    (Condition.Pattern) long6, List.of(new Condition.Tally(null, 2)), null),
                count(long6, INGREDIENT, 2)))
        .isFalse();
  }

  @org.junit.jupiter.api.Test
  void both_facts_imply_one_of_them_and_one_of_them_implies_either() {
    Condition one = trial(weeks(Operator.AT_LEAST, 6));
    Condition other = trial(outcome(TrialOutcome.NO_RESPONSE));
    implies(new Condition.AllOf(List.of(one, other)), one);
    implies(one, new Condition.AnyOf(List.of(one, other)));
  }

  @org.junit.jupiter.api.Test
  void bounds_that_leave_no_number_contradict_each_other() {
    assertThat(Contradiction.in(List.of(age(Operator.AT_LEAST, 18), age(Operator.BELOW, 12))))
        .contains(AGE);
    assertThat(Contradiction.in(List.of(age(Operator.ABOVE, 17), age(Operator.BELOW, 18))))
        .contains(AGE);
    assertThat(Contradiction.in(List.of(age(Operator.ABOVE, 16), age(Operator.BELOW, 18))))
        .isEmpty();
    assertThat(Contradiction.in(List.of(weeks(Operator.ABOVE, 6), weeks(Operator.AT_MOST, 6))))
        .contains(WEEKS);
    assertThat(Contradiction.in(List.of(weeks(Operator.ABOVE, 6), weeks(Operator.BELOW, 6.5))))
        .isEmpty();
  }

  @org.junit.jupiter.api.Test
  void lists_without_a_common_value_contradict_each_other_and_so_do_all_alternatives() {
    assertThat(
            Contradiction.in(
                List.of(outcome(TrialOutcome.RESPONSE), outcome(TrialOutcome.NO_RESPONSE))))
        .contains(OUTCOME);
    Test short6 = weeks(Operator.BELOW, 6);
    Test any = new Test.Any(List.of(weeks(Operator.AT_LEAST, 6), weeks(Operator.AT_LEAST, 8)));
    assertThat(Contradiction.in(List.of(short6, any))).contains(WEEKS);
    Test open =
        new Test.Any(List.of(weeks(Operator.AT_LEAST, 6), outcome(TrialOutcome.INTOLERANCE)));
    assertThat(Contradiction.in(List.of(short6, open))).isEmpty();
  }

  @org.junit.jupiter.api.Test
  void what_every_value_meets_says_nothing() {
    assertThat(Contradiction.alwaysHolds(age(Operator.AT_LEAST, 0))).isTrue();
    assertThat(Contradiction.alwaysHolds(age(Operator.AT_LEAST, 1))).isFalse();
    assertThat(Contradiction.alwaysHolds(outcome(TrialOutcome.values()))).isTrue();
    assertThat(Contradiction.alwaysHolds(outcome(TrialOutcome.RESPONSE))).isFalse();
  }
}
