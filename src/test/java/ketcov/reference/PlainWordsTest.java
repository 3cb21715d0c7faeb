package ketcov.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Patient;
import ketcov.casefacts.PriorAuthCase;
import ketcov.casefacts.TreatmentSite;
import ketcov.casefacts.TrialOutcome;
import ketcov.casefacts.TrialRole;
import ketcov.condition.Condition;
import ketcov.condition.Operator;
import ketcov.condition.Test;

class PlainWordsTest {
  private static final Test ANTIDEPRESSANT =
      is(DrugTrial.class, "role", Operator.EQUAL, TrialRole.ANTIDEPRESSANT);
  private static final Test SIX_WEEKS = is(DrugTrial.class, "weeks", Operator.AT_LEAST, 6.0);

  private static FactField field(Class<? extends Record> type, String name) {
    return FactTypes.of(type).fieldNamed(name);
  }

  private static Test is(
      Class<? extends Record> type, String field, Operator operator, Comparable<?> value) {
    return new Test.Comparison(field(type, field), operator, value);
  }

  private static Condition.Pattern pattern(Class<? extends Record> type, Test... tests) {
    return new Condition.Pattern(FactTypes.of(type), null, List.of(tests));
  }

  @org.junit.jupiter.api.Test
  void a_bound_is_told_in_words_and_signs() {
    assertThat(
            PlainWords.of(
                pattern(Patient.class, is(Patient.class, "ageYears", Operator.AT_LEAST, 18.0))))
        .isEqualTo("patient: age years ≥ 18");
    assertThat(
            PlainWords.of(
                pattern(
                    DrugTrial.class,
                    is(DrugTrial.class, "improvementPercentAtMost", Operator.BELOW, 25.5))))
        .isEqualTo("drug trial: improvement percent < 25.5");
  }

  @org.junit.jupiter.api.Test
  void what_is_so_and_what_is_not_so() {
    assertThat(
            PlainWords.of(
                new Condition.AllOf(
                    List.of(
                        pattern(
                            TreatmentSite.class,
                            is(TreatmentSite.class, "remsCertified", Operator.EQUAL, true)),
                        pattern(
                            PriorAuthCase.class,
                            is(
                                PriorAuthCase.class,
                                "psychotherapyAvailable",
                                Operator.EQUAL,
                                false))))))
        .isEqualTo("case: psychotherapy available: no AND treatment site: REMS certified");
  }

  @org.junit.jupiter.api.Test
  void a_count_says_of_what() {
    Condition.Pattern trials = pattern(DrugTrial.class, ANTIDEPRESSANT, SIX_WEEKS);
    Condition.Tally drugs = new Condition.Tally(field(DrugTrial.class, "ingredient"), 2);
    Condition.Tally classes = new Condition.Tally(field(DrugTrial.class, "therapyClass"), 2);

    assertThat(PlainWords.of(new Condition.Count(trials, List.of(drugs, classes), null)))
        .isEqualTo(
            "drug trials of at least 2 different ingredients and 2 different therapy classes:"
                + " role ANTIDEPRESSANT; weeks ≥ 6");
    assertThat(
            PlainWords.of(new Condition.Count(trials, List.of(new Condition.Tally(null, 1)), null)))
        .startsWith("at least 1 drug trial: ");
  }

  @org.junit.jupiter.api.Test
  void rules_that_ask_the_same_in_another_order_say_the_same() {
    Test failed =
        new Test.OneOf(
            field(DrugTrial.class, "outcome"),
            List.of(TrialOutcome.NO_RESPONSE, TrialOutcome.PARTIAL_RESPONSE));
    Test either = new Test.Any(List.of(SIX_WEEKS, failed));
    Test or = new Test.Any(List.of(failed, SIX_WEEKS));

    assertThat(PlainWords.of(pattern(DrugTrial.class, either, ANTIDEPRESSANT)))
        .isEqualTo(PlainWords.of(pattern(DrugTrial.class, ANTIDEPRESSANT, or)))
        .endsWith("(outcome one of NO_RESPONSE, PARTIAL_RESPONSE or weeks ≥ 6)");
  }

  @org.junit.jupiter.api.Test
  void a_list_of_codes_is_spelt_out() {
    FactField code = field(Diagnosis.class, "code");

    assertThat(
            PlainWords.of(
                pattern(
                    Diagnosis.class,
                    new Test.All(
                        List.of(
                            new Test.Said(code),
                            new Test.InValueSet(code, "covered", Set.of("F33.2", "F32.1")))))))
        .isEqualTo("diagnosis: code in the list covered (F32.1, F33.2)");
  }
}
