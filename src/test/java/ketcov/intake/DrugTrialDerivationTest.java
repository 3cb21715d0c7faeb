package ketcov.intake;

import static ketcov.intake.SubmittedCase.accepted;
import static ketcov.intake.SubmittedCase.all;
import static ketcov.intake.SubmittedCase.facts;
import static ketcov.intake.SubmittedCase.first;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ketcov.casefacts.DoseLevel;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.OralAntidepressant;
import ketcov.casefacts.TherapyClass;
import ketcov.casefacts.TrialOutcome;
import ketcov.casefacts.TrialRole;
import ketcov.casefacts.TrialRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the contract says of trials under "How the case is read". */
class DrugTrialDerivationTest {
  private static DrugTrial trial(String yaml) {
    return first(facts("drugTrials: [" + yaml + "]"), DrugTrial.class);
  }

  // Weeks

  @Test
  void weeks_are_as_said_even_beside_dates() {
    assertThat(trial("{weeks: 3, startedOn: 2026-01-01, endedOn: 2026-02-12}").weeks())
        .isEqualTo(3.0);
  }

  @Test
  void weeks_are_else_the_days_between_the_dates_divided_by_seven() {
    assertThat(trial("{startedOn: 2026-01-01, endedOn: 2026-02-12}").weeks()).isEqualTo(6.0);
    assertThat(trial("{startedOn: 2026-01-01, endedOn: 2026-02-11}").weeks()).isEqualTo(41 / 7.0);
    assertThat(trial("{startedOn: 2026-01-01, endedOn: 2026-01-01}").weeks()).isEqualTo(0.0);
    assertThat(trial("{startedOn: 2024-02-26, endedOn: 2024-03-04}").weeks()).isEqualTo(1.0);
  }

  @Test
  void a_trial_without_both_dates_has_no_duration() {
    assertThat(trial("{startedOn: 2026-01-01}").weeks()).isNull();
    assertThat(trial("{endedOn: 2026-01-01}").weeks()).isNull();
    assertThat(trial("{}").weeks()).isNull();
  }

  // Ingredient, class, role, route

  @ParameterizedTest
  @CsvSource({"Zoloft", "36437", "sertraline hydrochloride", "SERTRALINE", "sertraline"})
  void the_ingredient_is_that_of_the_name_brand_or_rxnorm_id(String text) {
    DrugTrial trial = trial("{ingredient: '" + text + "'}");
    assertThat(trial.ingredient()).isEqualTo("sertraline");
    assertThat(trial.therapyClass()).isEqualTo(TherapyClass.SSRI);
    assertThat(trial.role()).isEqualTo(TrialRole.ANTIDEPRESSANT);
    assertThat(trial.route()).isEqualTo(TrialRoute.ORAL);
  }

  @ParameterizedTest
  @CsvSource({
    "sertraline, SSRI, ANTIDEPRESSANT",
    "venlafaxine, SNRI, ANTIDEPRESSANT",
    "nortriptyline, TCA, ANTIDEPRESSANT",
    "phenelzine, MAOI, ANTIDEPRESSANT",
    "bupropion, BUPROPION, ANTIDEPRESSANT",
    "mirtazapine, MIRTAZAPINE, ANTIDEPRESSANT",
    "trazodone, ATYPICAL, ANTIDEPRESSANT",
    "vortioxetine, ATYPICAL, ANTIDEPRESSANT",
    "aripiprazole, SECOND_GENERATION_ANTIPSYCHOTIC, AUGMENTATION",
    "lithium, LITHIUM, AUGMENTATION",
    "liothyronine, THYROID_HORMONE, AUGMENTATION",
    "buspirone, BUSPIRONE, AUGMENTATION",
    "lamotrigine, ANTICONVULSANT, AUGMENTATION"
  })
  void class_and_role_unsaid_are_those_of_the_ingredient(
      String ingredient, TherapyClass therapyClass, TrialRole role) {
    DrugTrial trial = trial("{ingredient: " + ingredient + "}");
    assertThat(trial.therapyClass()).isEqualTo(therapyClass);
    assertThat(trial.role()).isEqualTo(role);
  }

  @Test
  void class_role_and_route_stand_as_said() {
    DrugTrial trial =
        trial("{ingredient: sertraline, therapyClass: TCA, role: AUGMENTATION, route: OTHER}");
    assertThat(trial.therapyClass()).isEqualTo(TherapyClass.TCA);
    assertThat(trial.role()).isEqualTo(TrialRole.AUGMENTATION);
    assertThat(trial.route()).isEqualTo(TrialRoute.OTHER);
  }

  @Test
  void the_route_of_an_ingredient_with_two_is_unsaid() {
    assertThat(trial("{ingredient: selegiline}").route()).isNull();
    assertThat(trial("{ingredient: selegiline}").therapyClass()).isEqualTo(TherapyClass.MAOI);
  }

  @Test
  void an_ingredient_whose_role_the_table_leaves_open_has_none() {
    assertThat(trial("{ingredient: zuranolone}").therapyClass())
        .isEqualTo(TherapyClass.NEUROSTEROID);
    assertThat(trial("{ingredient: zuranolone}").role()).isNull();
    assertThat(trial("{ingredient: zuranolone, role: ANTIDEPRESSANT}").role())
        .isEqualTo(TrialRole.ANTIDEPRESSANT);
  }

  @ParameterizedTest
  @CsvSource({
    "SSRI, ANTIDEPRESSANT",
    "NEUROSTEROID, ANTIDEPRESSANT",
    "MIRTAZAPINE, ANTIDEPRESSANT",
    "LITHIUM, AUGMENTATION",
    "STIMULANT, AUGMENTATION",
    "OTHER, AUGMENTATION"
  })
  void the_role_of_a_drug_that_no_table_names_is_that_of_the_class_said(
      String therapyClass, TrialRole role) {
    assertThat(trial("{ingredient: newdrug, therapyClass: " + therapyClass + "}").role())
        .isEqualTo(role);
    assertThat(trial("{therapyClass: " + therapyClass + "}").role()).isEqualTo(role);
  }

  @Test
  void an_unknown_drug_is_kept_without_class_and_remarked_on() {
    CaseReading.Accepted reading = accepted("drugTrials: [{}, {ingredient: Sertralin-Neo HCl}]");
    DrugTrial trial = all(reading.facts(), DrugTrial.class).get(1);
    assertThat(trial.ingredient()).isEqualTo("sertralin-neo");
    assertThat(trial.therapyClass()).isNull();
    assertThat(trial.role()).isNull();
    assertThat(trial.route()).isNull();
    assertThat(reading.remarks())
        .extracting(CaseRemark::pointer)
        .containsExactly("/drugTrials/1/ingredient");
  }

  @Test
  void a_misspelt_drug_is_remarked_on_with_the_one_that_was_meant() {
    assertThat(accepted("drugTrials: [{ingredient: sertralene}]").remarks())
        .singleElement()
        .satisfies(remark -> assertThat(remark.text()).endsWith("Did you mean `sertraline`?"));
  }

  @Test
  void salts_and_brands_of_one_drug_are_one_ingredient() {
    List<DrugTrial> trials =
        all(
            facts(
                "drugTrials: [{ingredient: Effexor XR}, {ingredient: venlafaxine hydrochloride}, {ingredient: Newdrug XR}, {ingredient: newdrug}]"),
            DrugTrial.class);
    assertThat(trials)
        .extracting(DrugTrial::ingredient)
        .containsExactly("venlafaxine", "venlafaxine", "newdrug", "newdrug");
  }

  @Test
  void a_sleep_dose_of_doxepin_is_no_antidepressant_trial() {
    assertThat(trial("{ingredient: '966787'}").role()).isEqualTo(TrialRole.AUGMENTATION);
    assertThat(trial("{ingredient: doxepin}").role()).isEqualTo(TrialRole.ANTIDEPRESSANT);
  }

  @Test
  void the_oral_antidepressant_of_the_request_is_resolved_as_well() {
    CaseReading.Accepted reading =
        accepted("request: {oralAntidepressant: {ingredient: Lexapro, weeks: 2}}");
    assertThat(first(reading.facts(), OralAntidepressant.class).ingredient())
        .isEqualTo("escitalopram");
    assertThat(accepted("request: {oralAntidepressant: {ingredient: newdrug}}").remarks())
        .extracting(CaseRemark::pointer)
        .containsExactly("/request/oralAntidepressant/ingredient");
  }

  // Dose level

  @Test
  void a_dose_at_or_above_the_label_minimum_is_at_least_minimum() {
    for (String dose : List.of("50", "200")) {
      DrugTrial trial = trial("{ingredient: sertraline, dailyDoseMg: " + dose + "}");
      assertThat(trial.doseLevelAtLeast()).isEqualTo(DoseLevel.MINIMUM);
      assertThat(trial.doseLevelAtMost()).isNull();
      assertThat(trial.doseLevel()).isNull();
    }
  }

  @Test
  void a_dose_below_a_confirmed_minimum_is_subtherapeutic() {
    DrugTrial trial = trial("{ingredient: sertraline, dailyDoseMg: 49.5}");
    assertThat(trial.doseLevelAtLeast()).isEqualTo(DoseLevel.SUBTHERAPEUTIC);
    assertThat(trial.doseLevelAtMost()).isEqualTo(DoseLevel.SUBTHERAPEUTIC);
    assertThat(trial.doseLevel()).isEqualTo(DoseLevel.SUBTHERAPEUTIC);
  }

  @Test
  void a_dose_below_an_unconfirmed_minimum_says_nothing() {
    DrugTrial trial = trial("{ingredient: bupropion, dailyDoseMg: 150}");
    assertThat(trial.doseLevelAtLeast()).isNull();
    assertThat(trial.doseLevelAtMost()).isNull();
    assertThat(trial.doseLevel()).isNull();
    assertThat(trial("{ingredient: bupropion, dailyDoseMg: 300}").doseLevelAtLeast())
        .isEqualTo(DoseLevel.MINIMUM);
  }

  @Test
  void a_dose_level_that_is_said_bounds_itself_whatever_the_dose() {
    DrugTrial trial = trial("{ingredient: sertraline, dailyDoseMg: 5, doseLevel: THERAPEUTIC}");
    assertThat(trial.doseLevel()).isEqualTo(DoseLevel.THERAPEUTIC);
    assertThat(trial.doseLevelAtLeast()).isEqualTo(DoseLevel.THERAPEUTIC);
    assertThat(trial.doseLevelAtMost()).isEqualTo(DoseLevel.THERAPEUTIC);
  }

  @Test
  void without_a_dose_a_drug_or_a_row_there_is_no_dose_level() {
    assertThat(trial("{ingredient: sertraline}").doseLevelAtLeast()).isNull();
    assertThat(trial("{dailyDoseMg: 50}").doseLevelAtLeast()).isNull();
    assertThat(trial("{ingredient: newdrug, dailyDoseMg: 50}").doseLevelAtLeast()).isNull();
    assertThat(trial("{ingredient: lithium, dailyDoseMg: 900}").doseLevelAtLeast()).isNull();
  }

  @Test
  void dose_levels_are_ordered_from_lowest_to_highest() {
    assertThat(DoseLevel.values())
        .containsExactly(
            DoseLevel.SUBTHERAPEUTIC, DoseLevel.MINIMUM, DoseLevel.THERAPEUTIC, DoseLevel.MAXIMUM);
  }

  // Outcome and improvement

  @ParameterizedTest
  @CsvSource({
    "-100, NO_RESPONSE",
    "0, NO_RESPONSE",
    "24.9, NO_RESPONSE",
    "25, NO_RESPONSE",
    "25.1, PARTIAL_RESPONSE",
    "49.9, PARTIAL_RESPONSE",
    "50, RESPONSE",
    "100, RESPONSE"
  })
  void an_outcome_unsaid_is_that_of_the_improvement(String percent, TrialOutcome outcome) {
    DrugTrial trial = trial("{improvementPercent: " + percent + "}");
    assertThat(trial.outcome()).isEqualTo(outcome);
    assertThat(trial.improvementPercentAtLeast()).isEqualTo(Double.parseDouble(percent));
    assertThat(trial.improvementPercentAtMost()).isEqualTo(Double.parseDouble(percent));
  }

  @Test
  void no_response_is_an_improvement_of_at_most_exactly_25() {
    DrugTrial trial = trial("{outcome: NO_RESPONSE}");
    assertThat(trial.improvementPercentAtMost()).isEqualTo(25.0);
    assertThat(trial.improvementPercentAtLeast()).isNull();
    assertThat(trial.improvementPercent()).isNull();
  }

  @Test
  void a_partial_response_is_more_than_25_and_under_50() {
    DrugTrial trial = trial("{outcome: PARTIAL_RESPONSE}");
    assertThat(trial.improvementPercentAtLeast()).isGreaterThan(25.0).isLessThan(25.01);
    assertThat(trial.improvementPercentAtMost()).isLessThan(50.0).isGreaterThan(49.99);
  }

  @ParameterizedTest
  @CsvSource({"RESPONSE", "REMISSION"})
  void a_response_is_an_improvement_of_exactly_50_or_more(String outcome) {
    DrugTrial trial = trial("{outcome: " + outcome + "}");
    assertThat(trial.improvementPercentAtLeast()).isEqualTo(50.0);
    assertThat(trial.improvementPercentAtMost()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"INTOLERANCE", "CONTRAINDICATED"})
  void a_trial_that_could_not_be_finished_says_nothing_of_improvement(String outcome) {
    DrugTrial trial = trial("{outcome: " + outcome + "}");
    assertThat(trial.improvementPercentAtLeast()).isNull();
    assertThat(trial.improvementPercentAtMost()).isNull();
  }

  @Test
  void an_outcome_and_an_improvement_that_are_both_said_both_stand() {
    DrugTrial trial = trial("{outcome: NO_RESPONSE, improvementPercent: 60}");
    assertThat(trial.outcome()).isEqualTo(TrialOutcome.NO_RESPONSE);
    assertThat(trial.improvementPercentAtLeast()).isEqualTo(60.0);
    assertThat(trial.improvementPercentAtMost()).isEqualTo(60.0);
  }

  @Test
  void with_neither_said_both_are_unsaid() {
    DrugTrial trial = trial("{ingredient: sertraline}");
    assertThat(trial.outcome()).isNull();
    assertThat(trial.improvementPercentAtLeast()).isNull();
    assertThat(trial.improvementPercentAtMost()).isNull();
  }

  // The rest

  @Test
  void what_is_not_derived_is_kept() {
    DrugTrial trial =
        trial(
            "{adherencePercent: 80, inCurrentEpisode: true, changedTherapy: false, doseLimitingSideEffects: true, durationJudgedSufficient: false, dailyDoseMg: 12.5}");
    assertThat(trial.adherencePercent()).isEqualTo(80.0);
    assertThat(trial.inCurrentEpisode()).isTrue();
    assertThat(trial.changedTherapy()).isFalse();
    assertThat(trial.doseLimitingSideEffects()).isTrue();
    assertThat(trial.durationJudgedSufficient()).isFalse();
    assertThat(trial.dailyDoseMg()).isEqualTo(12.5);
  }

  @Test
  void a_list_that_is_there_is_complete_and_one_that_is_not_is_not() {
    var type = FactTypes.of(DrugTrial.class);
    assertThat(facts("drugTrials: []").complete(type)).isTrue();
    assertThat(facts("{}").complete(type)).isFalse();
    assertThat(facts("drugTrials: null").complete(type)).isFalse();
  }
}
