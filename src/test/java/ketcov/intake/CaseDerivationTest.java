package ketcov.intake;

import static ketcov.intake.SubmittedCase.accepted;
import static ketcov.intake.SubmittedCase.all;
import static ketcov.intake.SubmittedCase.facts;
import static ketcov.intake.SubmittedCase.first;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import ketcov.casefacts.Authorization;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.ConditionKind;
import ketcov.casefacts.ConditionStatus;
import ketcov.casefacts.Coverage;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.OralAntidepressant;
import ketcov.casefacts.Patient;
import ketcov.casefacts.PatientCondition;
import ketcov.casefacts.PrescriptionMonitoring;
import ketcov.casefacts.Product;
import ketcov.casefacts.RequestedService;
import ketcov.casefacts.Score;
import ketcov.casefacts.Suicidality;
import ketcov.casefacts.Timepoint;
import ketcov.casefacts.TreatmentSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else the contract says under "How the case is read". */
class CaseDerivationTest {
  // Age

  @ParameterizedTest
  @CsvSource({
    "2008-04-14, 18",
    "2008-04-15, 17",
    "2008-04-13, 18",
    "2026-04-14, 0",
    "1966-04-15, 59",
    "2004-02-29, 22"
  })
  void age_is_in_whole_years_on_the_service_date(String birthDate, int years) {
    assertThat(first(facts("patient: {birthDate: " + birthDate + "}"), Patient.class).ageYears())
        .isEqualTo(years);
  }

  @Test
  void a_birthday_on_the_29th_of_february_is_kept_in_march() {
    assertThat(
            first(
                    facts("{serviceDate: 2022-02-28, patient: {birthDate: 2004-02-29}}"),
                    Patient.class)
                .ageYears())
        .isEqualTo(17);
    assertThat(
            first(
                    facts("{serviceDate: 2022-03-01, patient: {birthDate: 2004-02-29}}"),
                    Patient.class)
                .ageYears())
        .isEqualTo(18);
  }

  @Test
  void age_is_unsaid_without_a_number_and_a_birth_date() {
    assertThat(first(facts("{}"), Patient.class).ageYears()).isNull();
    assertThat(first(facts("patient: {ageYears: 41}"), Patient.class).ageYears()).isEqualTo(41);
  }

  // The request

  @Test
  void an_authorization_unsaid_is_initial() {
    assertThat(first(facts("{}"), RequestedService.class).authorization())
        .isEqualTo(Authorization.INITIAL);
    assertThat(
            first(facts("request: {authorization: REAUTHORIZATION}"), RequestedService.class)
                .authorization())
        .isEqualTo(Authorization.REAUTHORIZATION);
  }

  @Test
  void the_day_of_the_request_unsaid_is_the_service_date() {
    assertThat(first(facts("{}"), RequestedService.class).requestedOn())
        .isEqualTo(LocalDate.of(2026, 4, 14));
    assertThat(
            first(facts("request: {requestedOn: 2026-04-01}"), RequestedService.class)
                .requestedOn())
        .isEqualTo(LocalDate.of(2026, 4, 1));
  }

  @Test
  void the_rest_of_the_request_is_kept_in_its_place() {
    RequestedService request =
        first(
            facts(
                """
                request:
                  indication: TRD
                  treatmentPhase: INDUCTION
                  doseMg: 84
                  dosesPerWeek: 2
                  weeks: 4
                  devices: 24
                  weekOfTreatment: 1
                  urgency: EXPEDITED
                  hcpcs: [G2083]
                  ndc: 50458-028-03
                  units: 84.5
                  policyEdition: 2025-03-01
                  priorApproval: true
                  priorEsketamineCourse: false
                  esketamineStartedInpatient: true
                  relatedDrugApproved: false
                  usePerLabel: true
                  ageRationaleProvided: false
                  concurrentKetamine: true
                  concurrentNeuromodulation: false
                  concurrentMindAlteringSubstances: true
                """),
            RequestedService.class);
    assertThat(request.doseMg()).isEqualTo(84.0);
    assertThat(request.dosesPerWeek()).isEqualTo(2.0);
    assertThat(request.weeks()).isEqualTo(4.0);
    assertThat(request.devices()).isEqualTo(24);
    assertThat(request.weekOfTreatment()).isEqualTo(1);
    assertThat(request.hcpcs()).containsExactly("G2083");
    assertThat(request.ndc()).isEqualTo("50458-028-03");
    assertThat(request.units()).isEqualTo(84.5);
    assertThat(request.policyEdition()).isEqualTo("2025-03-01");
    assertThat(
            Arrays.asList(
                request.priorApproval(),
                request.priorEsketamineCourse(),
                request.esketamineStartedInpatient(),
                request.relatedDrugApproved(),
                request.usePerLabel(),
                request.ageRationaleProvided(),
                request.concurrentKetamine(),
                request.concurrentNeuromodulation(),
                request.concurrentMindAlteringSubstances()))
        .containsExactly(true, false, true, false, true, false, true, false, true);
  }

  // Scores

  private static List<Score> scores(String yaml) {
    return all(facts("scores: [" + yaml + "]"), Score.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{scale: PHQ9, takenOn: 2026-01-01}, {scale: PHQ9, takenOn: 2026-02-01}  | false true",
        "{scale: PHQ9, takenOn: 2026-02-01}, {scale: PHQ9, takenOn: 2026-01-01}  | true false",
        "{scale: PHQ9, takenOn: 2026-01-01}, {scale: MADRS, takenOn: 2026-02-01} | true true",
        // On the service date counts, after it does not.
        "{scale: PHQ9, takenOn: 2026-04-14}, {scale: PHQ9, takenOn: 2026-01-01}  | true false",
        "{scale: PHQ9, takenOn: 2026-04-15}, {scale: PHQ9, takenOn: 2026-01-01}  | false true",
        "{scale: PHQ9, takenOn: 2026-04-15}                                      | false",
        // Two of one day are both the latest.
        "{scale: PHQ9, takenOn: 2026-01-01}, {scale: PHQ9, takenOn: 2026-01-01}  | true true",
        // Undated: alone it is the latest, else it stays open what it could decide.
        "{scale: PHQ9}                                                           | true",
        "{scale: PHQ9}, {scale: MADRS}                                           | true true",
        "{scale: PHQ9}, {scale: PHQ9}                                            | null null",
        "{scale: PHQ9}, {scale: PHQ9, takenOn: 2026-01-01}                       | null null",
        "{scale: PHQ9}, {scale: PHQ9, takenOn: 2026-01-01}, {scale: PHQ9, takenOn: 2026-02-01} | null false null",
        "{scale: PHQ9}, {scale: PHQ9, takenOn: 2026-04-15}                       | true false",
        "{takenOn: 2026-01-01}                                                   | null",
        // Each length of the HAM-D is a scale of its own here.
        "{scale: HAMD17, takenOn: 2026-01-01}, {scale: HAMD24, takenOn: 2026-02-01} | true true"
      })
  void a_score_is_the_latest_on_its_scale_on_or_before_the_service_date(
      String yaml, String expected) {
    assertThat(scores(yaml).stream().map(score -> String.valueOf(score.latest())).toList())
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{scale: HAMD17, takenOn: 2026-01-01}, {scale: HAMD24, takenOn: 2026-02-01} | false true",
        "{scale: HAMD24, takenOn: 2026-01-01}, {scale: HAMD17, takenOn: 2026-02-01} | false true",
        "{scale: HAMD17, takenOn: 2026-01-01}, {scale: MADRS, takenOn: 2026-02-01}  | true true",
        "{scale: HAMD17}, {scale: HAMD24}                                           | null null",
        // A score without a scale may be a later one of the same instrument.
        "{takenOn: 2026-01-01}, {scale: HAMD17}                                     | null null"
      })
  void the_two_lengths_of_the_ham_d_are_one_instrument(String yaml, String expected) {
    assertThat(
            scores(yaml).stream().map(score -> String.valueOf(score.latestOfInstrument())).toList())
        .containsExactly(expected.split(" ", -1));
  }

  @Test
  void a_score_of_the_future_is_remarked_on() {
    assertThat(accepted("scores: [{scale: PHQ9}, {scale: PHQ9, takenOn: 2026-04-15}]").remarks())
        .extracting(CaseRemark::pointer)
        .containsExactly("/scores/1/takenOn");
  }

  @Test
  void on_a_first_request_a_score_without_timepoint_is_a_baseline() {
    assertThat(scores("{scale: PHQ9}, {scale: PHQ9, timepoint: CURRENT}"))
        .extracting(Score::timepoint)
        .containsExactly(Timepoint.BASELINE, Timepoint.CURRENT);
    assertThat(
            first(
                    facts("{request: {authorization: REAUTHORIZATION}, scores: [{scale: PHQ9}]}"),
                    Score.class)
                .timepoint())
        .isNull();
  }

  // Conditions

  private static CaseFact condition(CaseFacts facts, ConditionKind kind) {
    return facts.of(FactTypes.of(PatientCondition.class)).stream()
        .filter(fact -> ((PatientCondition) fact.fact()).condition() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_condition_is_one_fact_however_many_are_listed() {
    for (String yaml :
        List.of(
            "{}",
            "conditions: []",
            "conditions: [{condition: PSYCHOSIS, status: PRESENT}]",
            "conditionsReviewed: true")) {
      assertThat(all(facts(yaml), PatientCondition.class))
          .extracting(PatientCondition::condition)
          .containsExactly(ConditionKind.values());
    }
  }

  @Test
  void a_listed_condition_stands_as_said_at_its_place() {
    CaseFact fact =
        condition(
            facts(
                "conditions: [{condition: DEMENTIA, status: ABSENT}, {condition: PSYCHOSIS, status: HISTORY}]"),
            ConditionKind.PSYCHOSIS);
    assertThat(fact.fact())
        .isEqualTo(new PatientCondition(ConditionKind.PSYCHOSIS, ConditionStatus.HISTORY));
    assertThat(fact.pointer()).isEqualTo("/conditions/1");
    assertThat(fact.whole()).isFalse();
  }

  @Test
  void a_condition_that_is_not_listed_is_unsaid() {
    for (String yaml :
        List.of(
            "{}",
            "conditions: []",
            "conditionsReviewed: false",
            "conditions: [{condition: DEMENTIA, status: ABSENT}]")) {
      CaseFact fact = condition(facts(yaml), ConditionKind.PSYCHOSIS);
      assertThat(fact.fact()).isEqualTo(new PatientCondition(ConditionKind.PSYCHOSIS, null));
      assertThat(fact.pointer()).isEqualTo("/conditions");
      assertThat(fact.whole()).isTrue();
    }
  }

  @Test
  void when_all_were_reviewed_those_not_listed_are_absent() {
    CaseFacts facts =
        facts("{conditionsReviewed: true, conditions: [{condition: PSYCHOSIS, status: PRESENT}]}");
    assertThat(condition(facts, ConditionKind.PSYCHOSIS).fact())
        .isEqualTo(new PatientCondition(ConditionKind.PSYCHOSIS, ConditionStatus.PRESENT));
    CaseFact absent = condition(facts, ConditionKind.DEMENTIA);
    assertThat(absent.fact())
        .isEqualTo(new PatientCondition(ConditionKind.DEMENTIA, ConditionStatus.ABSENT));
    assertThat(absent.pointer()).isEqualTo("/conditionsReviewed");
  }

  @Test
  void the_conditions_are_a_complete_list_even_when_none_is_listed() {
    assertThat(facts("{}").complete(FactTypes.of(PatientCondition.class))).isTrue();
  }

  // What implies what

  @Test
  void a_day_of_the_look_up_implies_that_it_was_made() {
    assertThat(
            first(facts("pdmp: {checkedOn: 2026-04-01}"), PrescriptionMonitoring.class).checked())
        .isTrue();
    assertThat(first(facts("{}"), PrescriptionMonitoring.class).checked()).isNull();
    assertThat(
            first(facts("pdmp: {checked: false, available: true}"), PrescriptionMonitoring.class))
        .isEqualTo(new PrescriptionMonitoring(false, null, true));
  }

  @Test
  void hours_until_an_admission_imply_that_it_is_needed() {
    assertThat(
            first(facts("suicidality: {admissionNeededWithinHours: 24}"), Suicidality.class)
                .admissionNeeded())
        .isTrue();
    assertThat(
            first(facts("suicidality: {admissionNeeded: false}"), Suicidality.class)
                .admissionNeeded())
        .isFalse();
    assertThat(first(facts("{}"), Suicidality.class).admissionNeeded()).isNull();
  }

  @Test
  void the_rest_of_suicidality_is_kept_in_its_place() {
    assertThat(
            first(
                facts(
                    "suicidality: {acuteIdeationOrBehavior: true, intent: false, imminent: true, inpatient: false, recentDischarge: true, daysSinceDischarge: 3, dailyThoughtsOfDeath: false, unableToCareForSelf: true}"),
                Suicidality.class))
        .isEqualTo(new Suicidality(true, false, true, null, null, false, true, 3, false, true));
  }

  // Amounts and days

  @Test
  void mg_a_week_are_the_dose_times_the_sessions_a_week() {
    assertThat(
            first(facts("request: {doseMg: 84, dosesPerWeek: 2}"), RequestedService.class)
                .mgPerWeek())
        .isEqualTo(168.0);
    assertThat(first(facts("request: {doseMg: 84}"), RequestedService.class).mgPerWeek()).isNull();
    assertThat(first(facts("request: {dosesPerWeek: 2}"), RequestedService.class).mgPerWeek())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "unsaid",
      value = {
        "'ndc: 50458-028-03, units: 84', 84, true",
        "'ndc: 50458-0028-02, units: 56', 56, true",
        "'ndc: \"50458002802\", units: 84', 56, false",
        "'ndc: 50458-028-03', 84, unsaid",
        "'ndc: 11111-111-11, units: 84', unsaid, unsaid",
        "'units: 84', unsaid, unsaid"
      })
  void the_package_of_an_ndc_tells_its_mg_and_whether_the_units_match(
      String billed, Double mg, Boolean match) {
    RequestedService request = first(facts("request: {" + billed + "}"), RequestedService.class);
    assertThat(request.ndcMg()).isEqualTo(mg);
    assertThat(request.unitsMatchNdc()).isEqualTo(match);
  }

  @Test
  void the_days_that_a_product_is_held_run_from_receipt_to_the_service_date() {
    assertThat(first(facts("product: {receivedOn: 2026-04-01}"), Product.class).daysHeld())
        .isEqualTo(13);
    assertThat(first(facts("product: {receivedOn: 2026-04-14}"), Product.class).daysHeld())
        .isZero();
    assertThat(first(facts("product: {receivedOn: 2026-04-15}"), Product.class).daysHeld())
        .isNull();
    assertThat(first(facts("{}"), Product.class).daysHeld()).isNull();
  }

  @Test
  void the_days_before_the_request_run_from_the_score_to_the_day_of_the_request() {
    assertThat(scores("{scale: PHQ9, takenOn: 2026-04-01}, {scale: PHQ9}"))
        .extracting(Score::daysBeforeRequest)
        .containsExactly(13, null);
    assertThat(
            first(
                    facts("{request: {requestedOn: 2026-04-02}, scores: [{takenOn: 2026-04-03}]}"),
                    Score.class)
                .daysBeforeRequest())
        .isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{ingredient: sertraline, outcome: NO_RESPONSE}]        | true",
        "[{ingredient: '36437', improvementPercent: 30}]         | true",
        "[{ingredient: sertraline, outcome: RESPONSE}]           | false",
        "[{ingredient: venlafaxine, outcome: NO_RESPONSE}]       | false",
        "[{ingredient: sertraline, outcome: INTOLERANCE}]        | false",
        "[]                                                      | false",
        "[{ingredient: sertraline}]                              | null",
        "[{outcome: NO_RESPONSE}]                                | null",
        "[{outcome: NO_RESPONSE}, {ingredient: Zoloft, outcome: PARTIAL_RESPONSE}] | true",
        "null                                                    | null"
      })
  void the_oral_antidepressant_failed_before_when_a_trial_of_its_ingredient_did(
      String trials, String expected) {
    assertThat(
            String.valueOf(
                first(
                        facts(
                            "{request: {oralAntidepressant: {ingredient: Zoloft}}, drugTrials: "
                                + trials
                                + "}"),
                        OralAntidepressant.class)
                    .failedBefore()))
        .isEqualTo(expected);
  }

  // Places

  @Test
  void an_object_that_is_unsaid_is_a_fact_that_says_nothing() {
    CaseFacts facts = facts("{}");
    assertThat(first(facts, TreatmentSite.class))
        .isEqualTo(new TreatmentSite(null, null, null, null, null, null, null, null));
    for (FactType type : FactTypes.all()) {
      if (!type.list()) {
        assertThat(facts.of(type))
            .singleElement()
            .satisfies(fact -> assertThat(fact.pointer()).isEqualTo(type.pointer()));
      }
    }
  }

  @Test
  void the_source_of_a_derived_value_is_what_was_said() {
    CaseFacts facts = facts("{patient: {birthDate: 1985-07-31}, diagnoses: [{code: F33.2}]}");
    CaseFact patient = facts.of(FactTypes.of(Patient.class)).getFirst();
    assertThat(facts.sourcesOf(patient, patient.type().fieldNamed("ageYears")))
        .containsExactly("/patient/birthDate");
    assertThat(facts.sourcesOf(patient, patient.type().fieldNamed("pregnant"))).isEmpty();
    CaseFact request = facts.of(FactTypes.of(RequestedService.class)).getFirst();
    assertThat(facts.sourcesOf(request, request.type().fieldNamed("authorization"))).isEmpty();
    assertThat(facts.sourcesOf(request, request.type().fieldNamed("drug")))
        .containsExactly("/request/drug");
  }

  @Test
  void every_fact_is_found_by_its_identity() {
    CaseFacts facts = facts("scores: [{scale: PHQ9}, {scale: PHQ9}]");
    Object second = facts.of(FactTypes.of(Score.class)).get(1).fact();
    assertThat(facts.locate(second))
        .isNotNull()
        .satisfies(fact -> assertThat(fact.pointer()).isEqualTo("/scores/1"));
    assertThat(facts.locate(new Object())).isNull();
    assertThat(first(facts, Coverage.class).payer()).isEqualTo("premera");
  }
}
