package ketcov.intake;

import static ketcov.intake.SubmittedCase.accepted;
import static ketcov.intake.SubmittedCase.all;
import static ketcov.intake.SubmittedCase.facts;
import static ketcov.intake.SubmittedCase.first;
import static org.assertj.core.api.Assertions.assertThat;

import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.Episode;
import ketcov.casefacts.Indication;
import ketcov.casefacts.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the contract says of diagnoses under "How the case is read". */
class DiagnosisDerivationTest {
  private static Diagnosis diagnosis(String yaml) {
    return first(facts("diagnoses: [" + yaml + "]"), Diagnosis.class);
  }

  // From the code

  @ParameterizedTest
  @CsvSource(
      nullValues = "unsaid",
      value = {
        "F32.0, SINGLE, MILD, unsaid",
        "F32.1, SINGLE, MODERATE, unsaid",
        "F32.2, SINGLE, SEVERE, false",
        "F32.3, SINGLE, SEVERE, true",
        "F32.9, SINGLE, unsaid, unsaid",
        "F33.0, RECURRENT, MILD, unsaid",
        "F33.1, RECURRENT, MODERATE, unsaid",
        "F33.2, RECURRENT, SEVERE, false",
        "F33.3, RECURRENT, SEVERE, true",
        "F33.41, RECURRENT, unsaid, unsaid",
        "F33.9, RECURRENT, unsaid, unsaid"
      })
  void a_code_tells_episode_severity_and_psychotic_features_where_it_does(
      String code, Episode episode, Severity severity, Boolean psychoticFeatures) {
    Diagnosis diagnosis = diagnosis("{code: " + code + "}");
    assertThat(diagnosis.episode()).isEqualTo(episode);
    assertThat(diagnosis.severity()).isEqualTo(severity);
    assertThat(diagnosis.psychoticFeatures()).isEqualTo(psychoticFeatures);
    assertThat(diagnosis.majorDepression()).isTrue();
  }

  @Test
  void what_is_said_stands_where_the_code_is_silent() {
    Diagnosis diagnosis = diagnosis("{code: F33.9, severity: MILD, psychoticFeatures: true}");
    assertThat(diagnosis.severity()).isEqualTo(Severity.MILD);
    assertThat(diagnosis.psychoticFeatures()).isTrue();
  }

  @Test
  void a_diagnosis_without_a_code_tells_nothing() {
    Diagnosis diagnosis = diagnosis("{severity: SEVERE}");
    assertThat(diagnosis.majorDepression()).isNull();
    assertThat(diagnosis.episode()).isNull();
    assertThat(diagnosis.severity()).isEqualTo(Severity.SEVERE);
  }

  @Test
  void a_depression_code_that_the_table_lacks_leaves_open_whether_it_is_major() {
    CaseReading.Accepted reading = accepted("diagnoses: [{code: F32.7}]");
    assertThat(first(reading.facts(), Diagnosis.class).majorDepression()).isNull();
    assertThat(reading.remarks())
        .extracting(CaseRemark::pointer)
        .containsExactly("/diagnoses/0/code");
  }

  @ParameterizedTest
  @CsvSource({"F32.81", "F34.1", "F43.10", "Z99.9"})
  void another_code_is_no_major_depression(String code) {
    CaseReading.Accepted reading = accepted("diagnoses: [{code: " + code + "}]");
    assertThat(first(reading.facts(), Diagnosis.class).majorDepression()).isFalse();
    assertThat(reading.remarks()).isEmpty();
  }

  // The leading one

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The primary one if it is a major depression.
        "{code: F33.1}, {code: F33.2, primary: true}              | false true",
        "{code: F33.1, primary: true}, {code: F33.2}              | true false",
        "{code: F33.1, primary: false}, {code: F33.2, primary: true} | false true",
        // Else the first that is.
        "{code: F43.10, primary: true}, {code: F33.1}, {code: F33.2} | false true false",
        "{code: F43.10}, {code: F33.2}, {code: F33.1}             | false true false",
        // Else the primary one.
        "{code: F43.10}, {code: F41.1, primary: true}             | false true",
        // Else nobody says which, unless there is only one.
        "{code: F43.10}, {code: F41.1}                            | null null",
        "{code: F43.10}                                           | true",
        "{code: F43.10, primary: false}                           | true",
        "{severity: SEVERE}                                       | true",
        // A code that could be one leaves the choice open.
        "{code: F32.7}, {code: F33.2}                             | null null",
        "{code: F33.2}, {code: F32.7}                             | true false",
        "{code: F32.7, primary: true}, {code: F33.2}              | null null",
        "{primary: true}, {code: F33.2}                           | null null",
        "{code: F32.7}                                            | true"
      })
  void the_leading_diagnosis_is_the_one_that_the_policy_speaks_of(
      String diagnoses, String expected) {
    assertThat(
            all(facts("diagnoses: [" + diagnoses + "]"), Diagnosis.class).stream()
                .map(diagnosis -> String.valueOf(diagnosis.leading()))
                .toList())
        .containsExactly(expected.split(" ", -1));
  }

  // Treatment resistance

  @ParameterizedTest
  @CsvSource(
      nullValues = "unsaid",
      value = {
        "TRD, true",
        "MDD, unsaid",
        "MDD_WITH_SUICIDALITY, unsaid",
        "PTSD, unsaid",
      })
  void resistance_unsaid_is_taken_from_the_requested_indication(
      Indication indication, Boolean resistant) {
    assertThat(
            first(
                    facts(
                        "{request: {indication: " + indication + "}, diagnoses: [{code: F33.2}]}"),
                    Diagnosis.class)
                .treatmentResistant())
        .isEqualTo(resistant);
  }

  @Test
  void resistance_that_is_said_stands() {
    assertThat(
            first(
                    facts(
                        "{request: {indication: TRD}, diagnoses: [{code: F33.2, treatmentResistant: false}]}"),
                    Diagnosis.class)
                .treatmentResistant())
        .isFalse();
    assertThat(diagnosis("{code: F33.2, treatmentResistant: true}").treatmentResistant()).isTrue();
  }

  @Test
  void the_indication_makes_only_a_major_depression_resistant() {
    CaseFacts facts =
        facts("{request: {indication: TRD}, diagnoses: [{code: F43.10}, {}, {code: F33.2}]}");
    assertThat(all(facts, Diagnosis.class))
        .extracting(Diagnosis::treatmentResistant)
        .containsExactly(null, null, true);
  }

  @Test
  void an_indication_may_be_supposed_where_it_is_unsaid() {
    CaseReading.Accepted reading = accepted("diagnoses: [{code: F33.2}]");
    assertThat(first(reading.facts(), Diagnosis.class).treatmentResistant()).isNull();
    CaseFacts supposed = reading.supposing().apply(Indication.TRD);
    assertThat(first(supposed, Diagnosis.class).treatmentResistant()).isTrue();
    assertThat(supposed.priorAuthCase().request().indication()).isEqualTo(Indication.TRD);
    assertThat(reading.facts().priorAuthCase().request().indication()).isNull();
  }

  @Test
  void psychotic_features_and_the_condition_psychosis_are_different_facts() {
    CaseFacts facts =
        facts("{diagnoses: [{code: F33.3}], conditions: [{condition: PSYCHOSIS, status: ABSENT}]}");
    assertThat(first(facts, Diagnosis.class).psychoticFeatures()).isTrue();
  }
}
