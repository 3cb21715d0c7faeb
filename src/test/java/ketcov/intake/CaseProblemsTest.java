package ketcov.intake;

import static ketcov.intake.SubmittedCase.accepted;
import static ketcov.intake.SubmittedCase.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseProblemsTest {
  private static CaseProblem only(String yaml) {
    List<CaseProblem> problems = refused(yaml);
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  // Keys

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drugTrails: []                                  | /drugTrails               | drugTrials",
        "coverage: {payr: premera}                       | /coverage/payr            | payer",
        "request: {treatment_phase: INDUCTION}           | /request/treatment_phase  | treatmentPhase",
        "request: {oralAntidepressant: {concurent: true}} | /request/oralAntidepressant/concurent | concurrent",
        "diagnoses: [{}, {codes: F33.2}]                 | /diagnoses/1/codes        | code",
        "site: {monitoringMinuts: 120}                   | /site/monitoringMinuts    | monitoringMinutes"
      })
  void an_unknown_key_is_refused_with_the_one_that_was_meant(
      String yaml, String pointer, String meant) {
    CaseProblem problem = only(yaml);
    assertThat(problem.pointer()).isEqualTo(pointer);
    assertThat(problem.detail())
        .isEqualTo("this key is not known here. Remove it or correct its name.");
    assertThat(problem.expected()).startsWith("one of ").contains(meant);
    assertThat(problem.didYouMean()).isEqualTo(meant);
  }

  @Test
  void an_unknown_key_far_from_all_others_has_no_suggestion() {
    CaseProblem problem = only("patient: {shoeSize: 41}");
    assertThat(problem.pointer()).isEqualTo("/patient/shoeSize");
    assertThat(problem.expected())
        .isEqualTo("one of ageYears, birthDate, sex, pregnant, remsEnrolled");
    assertThat(problem.didYouMean()).isNull();
    assertThat(problem.found()).isNull();
  }

  @Test
  void the_pointer_of_an_unknown_key_escapes_its_slashes_and_tildes() {
    assertThat(only("patient: {\"a/b~c\": 1}").pointer()).isEqualTo("/patient/a~1b~0c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diagnoses: [{leading: true}]               | /diagnoses/0/leading",
        "diagnoses: [{majorDepression: true}]       | /diagnoses/0/majorDepression",
        "drugTrials: [{doseLevelAtLeast: MAXIMUM}]  | /drugTrials/0/doseLevelAtLeast",
        "drugTrials: [{improvementPercentAtMost: 1}] | /drugTrials/0/improvementPercentAtMost",
        "scores: [{latest: true}]                   | /scores/0/latest"
      })
  void what_is_derived_cannot_be_sent(String yaml, String pointer) {
    assertThat(only(yaml).pointer()).isEqualTo(pointer);
  }

  // What must be said

  @ParameterizedTest
  @CsvSource({
    "/serviceDate, '', serviceDate",
    "/coverage/payer, /coverage, payer",
    "/request/drug, /request, drug",
    "/request/route, /request, route"
  })
  void a_required_field_that_is_missing_or_null_is_asked_for(
      String pointer, String parent, String key) {
    ObjectNode missing = SubmittedCase.with("{}");
    ((ObjectNode) missing.at(parent)).remove(key);
    ObjectNode none = SubmittedCase.with("{}");
    ((ObjectNode) none.at(parent)).putNull(key);
    for (ObjectNode whole : List.of(missing, none)) {
      assertThat(refused(whole))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.pointer()).isEqualTo(pointer);
                assertThat(problem.detail()).isEqualTo("is required. Add it.");
                assertThat(problem.found()).isNull();
                assertThat(problem.expected()).isNotNull();
              });
    }
  }

  @Test
  void an_empty_case_lacks_all_four_required_fields() {
    assertThat(refused(SubmittedCase.json("{}")))
        .extracting(CaseProblem::pointer)
        .containsExactly("/serviceDate", "/coverage/payer", "/request/drug", "/request/route");
  }

  @Test
  void the_four_required_fields_are_enough_and_null_is_as_good_as_unsaid() {
    assertThat(accepted("{}").remarks()).isEmpty();
    assertThat(
            accepted("{caseId: null, patient: null, drugTrials: null, site: {remsCertified: null}}")
                .remarks())
        .isEmpty();
  }

  @Test
  void a_listed_condition_must_say_which_and_its_status() {
    assertThat(refused("conditions: [{condition: PSYCHOSIS}, {status: ABSENT}]"))
        .extracting(CaseProblem::pointer, CaseProblem::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/conditions/0/status", "is required. Add it."),
            org.assertj.core.groups.Tuple.tuple("/conditions/1/condition", "is required. Add it."));
  }

  // Types

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caseId: 7                          | /caseId                 | 7         | a text of 1 to 64 characters",
        "patient: {ageYears: '41'}          | /patient/ageYears       | a text    | a whole number from 0 to 125",
        "patient: {ageYears: 41.5}          | /patient/ageYears       | 41.5      | a whole number from 0 to 125",
        "patient: {pregnant: 'no'}          | /patient/pregnant       | no        | true or false",
        "patient: {pregnant: 0}             | /patient/pregnant       | 0         | true or false",
        "request: {doseMg: '84'}            | /request/doseMg         | 84        | a number from 0 to 2000",
        "request: {indication: 5}           | /request/indication     | 5         | one of TRD, MDD_WITH_SUICIDALITY, MDD, BIPOLAR_DEPRESSION, PTSD, ANXIETY, OCD, SUBSTANCE_USE, CHRONIC_PAIN, CRPS, MIGRAINE, ANESTHESIA, OTHER",
        "request: {hcpcs: G2082}            | /request/hcpcs          | G2082     | a list",
        "request: {hcpcs: [G2082, 5]}       | /request/hcpcs/1        | 5         | a text",
        "site: []                           | /site                   | a list    | an object",
        "diagnoses: {code: F33.2}           | /diagnoses              | an object | a list",
        "diagnoses: [F33.2]                 | /diagnoses/0            | F33.2     | an object",
        "diagnoses: [null]                  | /diagnoses/0            | null      | an object",
        "diagnoses: [{severity: [SEVERE]}]  | /diagnoses/0/severity   | a list    | one of MILD, MODERATE, SEVERE",
        "drugTrials: [{endedOn: 20260101}]  | /drugTrials/0/endedOn   | 20260101  | a date as YYYY-MM-DD, 1900 to 2100"
      })
  void a_wrong_type_is_refused_with_what_was_found_and_expected(
      String yaml, String pointer, String found, String expected) {
    CaseProblem problem = only(yaml);
    assertThat(problem.pointer()).isEqualTo(pointer);
    assertThat(problem.detail()).isEqualTo("has the wrong type.");
    assertThat(problem.found()).isEqualTo(found);
    assertThat(problem.expected()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "5", "true", "null", "[{serviceDate: 2026-04-14}]"})
  void a_body_that_is_no_object_is_refused(String body) {
    assertThat(refused(SubmittedCase.json("a: " + body).path("a")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEmpty();
              assertThat(problem.expected()).isEqualTo("one JSON object, the case");
            });
  }

  // Ranges: the table of the contract and of the issue, not what the records say of themselves.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patient: {ageYears: %s}                        | 0    | 125",
        "drugTrials: [{improvementPercent: %s}]         | -100 | 100",
        "drugTrials: [{adherencePercent: %s}]           | 0    | 100",
        "response: {reductionPercent: %s}               | -100 | 100",
        "response: {priorCourseReductionPercent: %s}    | -100 | 100",
        "scores: [{scale: PHQ9, score: %s}]             | 0    | 27",
        "scores: [{scale: MADRS, score: %s}]            | 0    | 60",
        "scores: [{scale: HAMD17, score: %s}]           | 0    | 52",
        "scores: [{scale: HAMD24, score: %s}]           | 0    | 75",
        "scores: [{scale: QIDS, score: %s}]             | 0    | 27",
        "scores: [{scale: BDI, score: %s}]              | 0    | 63",
        "scores: [{scale: GAD7, score: %s}]             | 0    | 21",
        "scores: [{scale: CSSRS, score: %s}]            | 0    | 25",
        "request: {weekOfTreatment: %s}                 | 1    | 2000",
        "request: {doseMg: %s}                          | 0    | 2000",
        "request: {dosesPerWeek: %s}                    | 0    | 14",
        "request: {weeks: %s}                           | 0    | 104",
        "request: {devices: %s}                         | 0    | 500",
        "request: {units: %s}                           | 0    | 100000",
        "request: {oralAntidepressant: {weeks: %s}}     | 0    | 2000",
        "diagnoses: [{episodeMonths: %s}]               | 0    | 1200",
        "drugTrials: [{weeks: %s}]                      | 0    | 2000",
        "drugTrials: [{dailyDoseMg: %s}]                | 0    | 10000",
        "psychotherapies: [{sessions: %s}]              | 0    | 5000",
        "neuromodulations: [{sessions: %s}]             | 0    | 5000",
        "suicidality: {admissionNeededWithinHours: %s}  | 0    | 720",
        "suicidality: {daysSinceDischarge: %s}          | 0    | 36500",
        "substanceUse: {abstinenceDays: %s}             | 0    | 36500",
        "site: {monitoringMinutes: %s}                  | 0    | 1440",
        "site: {distanceMiles: %s}                      | 0    | 10000"
      })
  void a_number_is_read_up_to_both_bounds_and_refused_beyond(String yaml, int least, int most) {
    assertThat(accepted(yaml.formatted(least))).isNotNull();
    assertThat(accepted(yaml.formatted(most))).isNotNull();
    for (int beyond : new int[] {least - 1, most + 1}) {
      CaseProblem problem = only(yaml.formatted(beyond));
      String key = yaml.substring(0, yaml.lastIndexOf(':')).replaceAll(".*[{ ,]", "");
      assertThat(problem.pointer()).endsWith("/" + key);
      assertThat(problem.detail()).isEqualTo("is out of range.");
      assertThat(problem.found()).isEqualTo(Integer.toString(beyond));
      assertThat(problem.expected()).contains("number").contains(Integer.toString(least));
    }
  }

  @Test
  void a_phq_9_of_99_is_refused() {
    CaseProblem problem = only("scores: [{scale: MADRS, score: 30}, {scale: PHQ9, score: 99}]");
    assertThat(problem)
        .isEqualTo(
            new CaseProblem(
                "/scores/1/score",
                "is out of range.",
                "99",
                "a whole number from 0 to 27 on PHQ9",
                null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "-1e999999999", "1e-999999999", "99999999999999999999", "1e400"})
  void a_number_beyond_all_measure_is_refused_or_harmless(String number) {
    StringBuilder body =
        new StringBuilder(SubmittedCase.with("patient: {ageYears: 7777}").toString());
    int at = body.indexOf("7777");
    body.replace(at, at + 4, number);
    ketcov.text.StrictJson.Reading reading =
        ketcov.text.StrictJson.read(
            body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(reading)
        .isInstanceOfSatisfying(
            ketcov.text.StrictJson.Value.class,
            value ->
                assertThat(refused(value.root()))
                    .extracting(CaseProblem::pointer)
                    .containsExactly("/patient/ageYears"));
  }

  // Words: the enumerations of the contract.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coverage: {lineOfBusiness: %s} | COMMERCIAL MEDICARE MEDICARE_ADVANTAGE MEDICAID TRICARE VA FEDERAL_EMPLOYEE WORKERS_COMP",
        "coverage: {funding: %s} | INSURED SELF_FUNDED",
        "coverage: {benefit: %s} | MEDICAL PHARMACY",
        "request: {drug: %s} | ESKETAMINE KETAMINE",
        "request: {route: %s} | INTRANASAL INTRAVENOUS INTRAMUSCULAR SUBCUTANEOUS ORAL SUBLINGUAL",
        "request: {indication: %s} | TRD MDD_WITH_SUICIDALITY MDD BIPOLAR_DEPRESSION PTSD ANXIETY OCD SUBSTANCE_USE CHRONIC_PAIN CRPS MIGRAINE ANESTHESIA OTHER",
        "request: {authorization: %s} | INITIAL REAUTHORIZATION",
        "request: {treatmentPhase: %s} | INDUCTION MAINTENANCE",
        "request: {urgency: %s} | STANDARD EXPEDITED",
        "diagnoses: [{severity: %s}] | MILD MODERATE SEVERE",
        "diagnoses: [{episode: %s}] | SINGLE RECURRENT",
        "diagnoses: [{dsmVersion: %s}] | DSM_5 DSM_5_TR OTHER",
        "diagnoses: [{diagnosedBy: %s}] | PSYCHIATRY PSYCHIATRIC_NURSE_PRACTITIONER PRIMARY_CARE ANESTHESIOLOGY PAIN_MEDICINE EMERGENCY_MEDICINE NEUROLOGY PHYSICAL_MEDICINE PSYCHOLOGY SOCIAL_WORK OTHER",
        "drugTrials: [{therapyClass: %s}] | SSRI SNRI TCA MAOI BUPROPION MIRTAZAPINE ATYPICAL NEUROSTEROID SECOND_GENERATION_ANTIPSYCHOTIC LITHIUM THYROID_HORMONE BUSPIRONE STIMULANT ANTICONVULSANT OTHER",
        "drugTrials: [{role: %s}] | ANTIDEPRESSANT AUGMENTATION",
        "drugTrials: [{doseLevel: %s}] | SUBTHERAPEUTIC MINIMUM THERAPEUTIC MAXIMUM",
        "drugTrials: [{outcome: %s}] | NO_RESPONSE PARTIAL_RESPONSE RESPONSE REMISSION INTOLERANCE CONTRAINDICATED",
        "drugTrials: [{route: %s}] | ORAL TRANSDERMAL INTRANASAL INTRAVENOUS OTHER",
        "psychotherapies: [{outcome: %s}] | NO_RESPONSE PARTIAL_RESPONSE RESPONSE REMISSION INTOLERANCE CONTRAINDICATED",
        "neuromodulations: [{kind: %s}] | ECT RTMS VNS DBS",
        "neuromodulations: [{outcome: %s}] | NO_RESPONSE PARTIAL_RESPONSE RESPONSE REMISSION INTOLERANCE CONTRAINDICATED",
        "scores: [{scale: %s}] | PHQ9 MADRS HAMD17 HAMD24 QIDS BDI GAD7 CSSRS",
        "scores: [{timepoint: %s}] | BASELINE CURRENT",
        "scores: [{rater: %s}] | CLINICIAN SELF",
        "conditions: [{status: ABSENT, condition: %s}] | PSYCHOSIS BIPOLAR_OR_MANIA SUBSTANCE_USE_DISORDER ANEURYSMAL_VASCULAR_DISEASE ARTERIOVENOUS_MALFORMATION INTRACEREBRAL_HEMORRHAGE HYPERSENSITIVITY UNCONTROLLED_HYPERTENSION DEMENTIA ULCERATIVE_CYSTITIS SEVERE_HEPATIC_IMPAIRMENT",
        "conditions: [{condition: PSYCHOSIS, status: %s}] | PRESENT HISTORY ABSENT",
        "substanceUse: {severity: %s} | MILD MODERATE SEVERE",
        "response: {scale: %s} | PHQ9 MADRS HAMD17 HAMD24 QIDS BDI GAD7 CSSRS",
        "response: {assessedAtPhase: %s} | END_OF_INDUCTION MAINTENANCE",
        "prescriber: {specialty: %s} | PSYCHIATRY PSYCHIATRIC_NURSE_PRACTITIONER PRIMARY_CARE ANESTHESIOLOGY PAIN_MEDICINE EMERGENCY_MEDICINE NEUROLOGY PHYSICAL_MEDICINE OTHER",
        "prescriber: {consultedSpecialty: %s} | PSYCHIATRY PSYCHIATRIC_NURSE_PRACTITIONER PRIMARY_CARE ANESTHESIOLOGY PAIN_MEDICINE EMERGENCY_MEDICINE NEUROLOGY PHYSICAL_MEDICINE OTHER NONE",
        "documents: [{type: %s}] | CHART_NOTES MEDICATION_HISTORY DIAGNOSIS_DOCUMENTATION BASELINE_SCORE CURRENT_SCORE PSYCHOTHERAPY_RECORD PDMP_REPORT REMS_SITE_CERTIFICATION REMS_PATIENT_ENROLLMENT TREATMENT_PLAN LETTER_OF_MEDICAL_NECESSITY CONSULTATION_NOTE SUBSTANCE_USE_ASSESSMENT HOSPITAL_RECORD RESPONSE_DOCUMENTATION CONTRAINDICATION_DOCUMENTATION BENEFIT_RISK_STATEMENT PRIOR_APPROVAL_LETTER"
      })
  void a_word_is_one_of_those_of_the_contract(String yaml, String words) {
    for (String word : words.split(" ", -1)) {
      assertThat(accepted(yaml.formatted(word))).isNotNull();
    }
    CaseProblem problem = only(yaml.formatted("NO_SUCH_WORD_HERE"));
    assertThat(problem.detail()).isEqualTo("is not one of the values.");
    assertThat(problem.found()).isEqualTo("NO_SUCH_WORD_HERE");
    assertThat(problem.expected()).isEqualTo("one of " + words.replace(" ", ", "));
    assertThat(problem.didYouMean()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request: {drug: ESKETMINE}                     | /request/drug           | ESKETAMINE",
        "request: {route: intranasal}                   | /request/route          | INTRANASAL",
        "diagnoses: [{episode: RECURENT}]               | /diagnoses/0/episode    | RECURRENT",
        "drugTrials: [{}, {outcome: no response}]       | /drugTrials/1/outcome   | NO_RESPONSE",
        "prescriber: {specialty: Psychiatry}            | /prescriber/specialty   | PSYCHIATRY"
      })
  void a_wrong_word_is_refused_with_the_one_that_was_meant(
      String yaml, String pointer, String meant) {
    CaseProblem problem = only(yaml);
    assertThat(problem.pointer()).isEqualTo(pointer);
    assertThat(problem.didYouMean()).isEqualTo(meant);
  }

  @Test
  void a_specialty_that_a_field_cannot_have_is_refused() {
    assertThat(only("prescriber: {specialty: NONE}").expected()).doesNotContain("NONE");
    assertThat(only("prescriber: {specialty: SOCIAL_WORK}").pointer())
        .isEqualTo("/prescriber/specialty");
    assertThat(only("prescriber: {consultedSpecialty: PSYCHOLOGY}").pointer())
        .isEqualTo("/prescriber/consultedSpecialty");
    assertThat(only("diagnoses: [{diagnosedBy: NONE}]").pointer())
        .isEqualTo("/diagnoses/0/diagnosedBy");
  }

  // Texts

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coverage: {state: wa}           | /coverage/state    | a text of the form [A-Z]{2}",
        "coverage: {state: WAS}          | /coverage/state    | a text of the form [A-Z]{2}",
        "site: {state: W1}               | /site/state        | a text of the form [A-Z]{2}",
        "diagnoses: [{code: F332}]       | /diagnoses/0/code  | a text of the form [A-Z][0-9][0-9A-Z]([.][0-9A-Z]{1,4})?",
        "diagnoses: [{code: f33.2}]      | /diagnoses/0/code  | a text of the form [A-Z][0-9][0-9A-Z]([.][0-9A-Z]{1,4})?",
        "prescriber: {npi: '123456789'}  | /prescriber/npi    | a text of the form [0-9]{10}",
        "coverage: {payer: ' '}          | /coverage/payer    | a text of 1 to 64 characters",
        "coverage: {plan: ''}            | /coverage/plan     | a text of 1 to 64 characters",
        "request: {hcpcs: [G2082, ' ']}  | /request/hcpcs/1   | a text of 1 to 10 characters"
      })
  void a_text_of_another_form_is_refused(String yaml, String pointer, String expected) {
    CaseProblem problem = only(yaml);
    assertThat(problem.pointer()).isEqualTo(pointer);
    assertThat(problem.detail()).isEqualTo("does not have the expected form.");
    assertThat(problem.expected()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caseId: %s                            | 64",
        "coverage: {payer: %s}                 | 64",
        "coverage: {plan: %s}                  | 64",
        "request: {hcpcs: [%s]}                | 10",
        "request: {ndc: %s}                    | 16",
        "request: {policyEdition: %s}          | 100",
        "request: {oralAntidepressant: {ingredient: %s}} | 100",
        "drugTrials: [{ingredient: %s}]        | 100",
        "psychotherapies: [{modality: %s}]     | 100",
        "site: {placeOfService: %s}            | 4"
      })
  void a_text_is_read_up_to_its_length_and_refused_beyond(String yaml, int longest) {
    assertThat(accepted(yaml.formatted("x".repeat(longest)))).isNotNull();
    CaseProblem problem = only(yaml.formatted("x".repeat(longest + 1)));
    assertThat(problem.expected()).isEqualTo("a text of 1 to " + longest + " characters");
  }

  @Test
  void a_long_value_is_shortened_where_it_is_repeated() {
    assertThat(only("caseId: " + "x".repeat(65)).found()).isEqualTo("x".repeat(57) + "...");
  }

  // Lists

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diagnoses",
        "drugTrials",
        "psychotherapies",
        "neuromodulations",
        "scores",
        "documents"
      })
  void a_list_is_read_up_to_its_length_and_refused_beyond(String list) {
    assertThat(accepted(list + ": [" + "{},".repeat(RecordShape.MAX_ENTRIES) + "]")).isNotNull();
    assertThat(only(list + ": [" + "{},".repeat(RecordShape.MAX_ENTRIES + 1) + "]"))
        .isEqualTo(
            new CaseProblem(
                "/" + list, "is too long.", "201 entries", "at most 200 entries", null));
  }

  // Dates

  @ParameterizedTest
  @ValueSource(
      strings = {
        "14.04.2026",
        "2026-4-14",
        "2026-02-30",
        "2026-13-01",
        "2026-04-14T00:00:00Z",
        "1899-12-31",
        "2101-01-01",
        "tomorrow",
        "''"
      })
  void a_date_of_another_form_or_calendar_is_refused(String date) {
    CaseProblem problem = only("request: {requestedOn: " + date + "}");
    assertThat(problem.pointer()).isEqualTo("/request/requestedOn");
    assertThat(problem.detail()).isEqualTo("is no date that we read.");
    assertThat(problem.found()).isEqualTo(date.replace("'", ""));
    assertThat(problem.expected()).isEqualTo("a date as YYYY-MM-DD, 1900 to 2100");
  }

  @Test
  void a_service_date_that_is_none_does_not_hide_the_other_problems() {
    assertThat(
            refused(
                "{serviceDate: soon, patient: {birthDate: 1985-01-01, ageYears: 5}, sites: []}"))
        .extracting(CaseProblem::pointer)
        .containsExactlyInAnyOrder("/serviceDate", "/sites");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patient: {birthDate: 2026-04-15}               | /patient/birthDate",
        "drugTrials: [{}, {startedOn: 2026-04-15}]      | /drugTrials/1/startedOn",
        "drugTrials: [{endedOn: 2026-04-15}]            | /drugTrials/0/endedOn"
      })
  void a_day_of_the_past_that_lies_after_the_service_date_is_refused(String yaml, String pointer) {
    CaseProblem problem = only(yaml);
    assertThat(problem.pointer()).isEqualTo(pointer);
    assertThat(problem.detail()).isEqualTo("lies after the service date.");
    assertThat(problem.expected()).isEqualTo("a day on or before 2026-04-14");
    assertThat(accepted(yaml.replace("-15", "-14"))).isNotNull();
  }

  @Test
  void a_trial_that_ends_before_it_begins_is_refused() {
    assertThat(only("drugTrials: [{startedOn: 2026-01-02, endedOn: 2026-01-01}]"))
        .isEqualTo(
            new CaseProblem(
                "/drugTrials/0/endedOn",
                "lies before `startedOn`.",
                "2026-01-01",
                "a day on or after 2026-01-02",
                null));
    assertThat(accepted("drugTrials: [{startedOn: 2026-01-02, endedOn: 2026-01-02}]")).isNotNull();
  }

  // Contradictions

  @Test
  void the_birth_date_of_a_seventeen_year_old_contradicts_an_age_of_eighteen() {
    assertThat(only("patient: {ageYears: 18, birthDate: 2008-04-15}"))
        .isEqualTo(
            new CaseProblem(
                "/patient/ageYears",
                "contradicts the birth date. Correct one of the two.",
                "18",
                "17 whole years on the service date",
                null));
    assertThat(accepted("patient: {ageYears: 18, birthDate: 2008-04-14}")).isNotNull();
  }

  @Test
  void a_birth_date_that_makes_the_patient_older_than_anyone_is_refused() {
    assertThat(only("patient: {birthDate: 1900-04-14}").pointer()).isEqualTo("/patient/birthDate");
    assertThat(accepted("patient: {birthDate: 1900-04-15}")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{code: F33.2, severity: MILD}           | severity          | MILD   | SEVERE, as the code says",
        "{code: F33.2, psychoticFeatures: true}  | psychoticFeatures | true   | false, as the code says",
        "{code: F33.3, psychoticFeatures: false} | psychoticFeatures | false  | true, as the code says",
        "{code: F33.2, episode: SINGLE}          | episode           | SINGLE | RECURRENT, as the code says",
        "{code: F32.1, severity: SEVERE}         | severity          | SEVERE | MODERATE, as the code says"
      })
  void a_statement_that_contradicts_the_diagnosis_code_is_refused(
      String diagnosis, String field, String found, String expected) {
    assertThat(only("diagnoses: [{}, " + diagnosis + "]"))
        .isEqualTo(
            new CaseProblem(
                "/diagnoses/1/" + field,
                "contradicts the diagnosis code. Correct one of the two.",
                found,
                expected,
                null));
  }

  @Test
  void a_statement_about_which_the_code_is_silent_contradicts_nothing() {
    assertThat(accepted("diagnoses: [{code: F33.1, psychoticFeatures: true}]")).isNotNull();
    assertThat(accepted("diagnoses: [{code: F33.9, severity: MILD}]")).isNotNull();
  }

  @Test
  void two_primary_diagnoses_contradict_each_other() {
    assertThat(only("diagnoses: [{primary: true}, {primary: false}, {primary: true}]").pointer())
        .isEqualTo("/diagnoses");
  }

  @Test
  void a_condition_that_is_listed_twice_is_refused_at_its_second_place() {
    CaseProblem problem =
        only(
            "conditions: [{condition: DEMENTIA, status: ABSENT}, {condition: PSYCHOSIS, status: ABSENT}, {condition: DEMENTIA, status: PRESENT}]");
    assertThat(problem.pointer()).isEqualTo("/conditions/2/condition");
    assertThat(problem.found()).isEqualTo("DEMENTIA");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pdmp: {checked: false, checkedOn: 2026-04-01} | /pdmp/checked",
        "suicidality: {admissionNeeded: false, admissionNeededWithinHours: 24} | /suicidality/admissionNeeded"
      })
  void a_no_that_another_field_makes_a_yes_is_refused(String yaml, String pointer) {
    CaseProblem problem = only(yaml);
    assertThat(problem.pointer()).isEqualTo(pointer);
    assertThat(problem.found()).isEqualTo("false");
    assertThat(problem.expected()).isEqualTo("true or unsaid");
  }

  @Test
  void a_contradiction_behind_an_unreadable_entry_keeps_its_place() {
    assertThat(
            refused(
                "drugTrials: [5, null, {startedOn: 2026-01-02, endedOn: 2026-01-01}, {ingredient: x}]"))
        .extracting(CaseProblem::pointer)
        .containsExactly("/drugTrials/0", "/drugTrials/1", "/drugTrials/2/endedOn");
  }

  // All together

  @Test
  void every_problem_is_reported_at_once() {
    assertThat(
            refused(
                """
                serviceDate: 2026-04-31
                coverage: {payer: premera, state: Washington}
                request: {drug: KETAMIN, route: null}
                patient: {ageYears: 200, pregnent: false}
                diagnoses: [{code: F33.2, severity: MILD}]
                drugTrials: [{weeks: -1, outcome: NONE}]
                scores: [{scale: PHQ9, score: 99}]
                conditions: [{condition: PSYCHOSIS}]
                pdmp: {checked: false, checkedOn: 2026-04-01}
                """))
        .extracting(CaseProblem::pointer)
        .containsExactlyInAnyOrder(
            "/serviceDate",
            "/coverage/state",
            "/request/drug",
            "/request/route",
            "/patient/ageYears",
            "/patient/pregnent",
            "/diagnoses/0/severity",
            "/drugTrials/0/weeks",
            "/drugTrials/0/outcome",
            "/scores/0/score",
            "/conditions/0/status",
            "/pdmp/checked");
  }

  @Test
  void a_case_that_is_wrong_throughout_is_answered_with_a_bounded_list() {
    StringBuilder keys = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      keys.append("unknown").append(i).append(": 1, ");
    }
    assertThat(refused(keys.append("}").toString())).hasSize(100);
  }

  // What identifies a person is not repeated

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient: {birthDate: 2040-07-31}",
        "patient: {birthDate: 1850-07-31}",
        "patient: {birthDate: 1985-31-07}",
        "patient: {birthDate: 31.07.1985}",
        "patient: {birthDate: 19850731}",
        "patient: {birthDate: [1985-07-31]}",
        "patient: {birthDate: {day: 1985-07-31}}",
        "patient: {ageYears: 1985-07-31}",
        "patient: {ageYears: 3, birthDate: 1985-07-31}",
        "patient: {birthDate: 1900-07-31, ageYears: 3}",
        "patient: {sex: born 1985-07-31}",
        "patient: [1985-07-31]",
        "patient: Jane 1985-07-31"
      })
  void no_birth_date_is_repeated(String yaml) {
    assertThat(refused(yaml))
        .isNotEmpty()
        .allSatisfy(
            problem ->
                assertThat(problem.toString())
                    .doesNotContain("07-31", "31-07", "31.07", "0731", "1985", "2040", "1850"));
  }

  @Test
  void a_case_wrapped_in_a_list_is_not_repeated() {
    ObjectNode whole = SubmittedCase.with("diagnoses: [{code: F33.2}]");
    assertThat(refused(whole.arrayNode().add(whole)).toString()).doesNotContain("F33", "premera");
  }
}
