package ketcov.casefacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTypesTest {
  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "PriorAuthCase, '', false",
        "Coverage, /coverage, false",
        "RequestedService, /request, false",
        "OralAntidepressant, /request/oralAntidepressant, false",
        "Patient, /patient, false",
        "Diagnosis, /diagnoses, true",
        "DrugTrial, /drugTrials, true",
        "Psychotherapy, /psychotherapies, true",
        "Neuromodulation, /neuromodulations, true",
        "Score, /scores, true",
        "Suicidality, /suicidality, false",
        "PatientCondition, /conditions, true",
        "SubstanceUse, /substanceUse, false",
        "TreatmentResponse, /response, false",
        "Prescriber, /prescriber, false",
        "TreatmentSite, /site, false",
        "Pharmacy, /pharmacy, false",
        "Product, /product, false",
        "PrescriptionMonitoring, /pdmp, false",
        "SubmittedDocument, /documents, true"
      })
  void every_object_of_the_case_is_a_type_at_its_place(String name, String pointer, boolean list) {
    assertThat(FactTypes.named(name))
        .hasValueSatisfying(
            type -> {
              assertThat(type.name()).isEqualTo(name);
              assertThat(type.pointer()).isEqualTo(pointer);
              assertThat(type.list()).isEqualTo(list);
              assertThat(FactTypes.of(type.factClass())).isSameAs(type);
            });
  }

  @Test
  void there_are_twenty_types_and_the_case_comes_first() {
    assertThat(FactTypes.all()).hasSize(20).first().hasToString("PriorAuthCase");
  }

  @Test
  void another_class_or_name_is_no_fact() {
    assertThat(FactTypes.named("Payer")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> FactTypes.of(String.class));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactTypes.of(Patient.class).fieldNamed("shoeSize"));
  }

  @Test
  void every_component_says_what_it_means() {
    for (FactType type : FactTypes.all()) {
      for (RecordComponent component : type.factClass().getRecordComponents()) {
        Says says = component.getAnnotation(Says.class);
        assertThat(says).as(type + "." + component.getName()).isNotNull();
        assertThat(says.value()).as(type + "." + component.getName()).endsWith(".");
      }
    }
  }

  @Test
  void what_a_field_is_taken_from_and_bounds_exists() {
    for (FactType type : FactTypes.all()) {
      for (FactField field : type.fields().values()) {
        assertThat(type.field(field.quantity())).as(type + "." + field).isPresent();
        for (String from : field.says().from()) {
          if (!from.startsWith("/")) {
            assertThat(type.field(from)).as(type + "." + field).isPresent();
          }
        }
      }
    }
  }

  @Test
  void objects_and_lists_of_objects_are_types_of_their_own_and_no_fields() {
    assertThat(FactTypes.of(PriorAuthCase.class).fields())
        .containsOnlyKeys(
            "caseId",
            "serviceDate",
            "psychotherapyAvailable",
            "conditionsReviewed",
            "psychosisBenefitOutweighsRisk");
    assertThat(FactTypes.of(RequestedService.class).field("hcpcs")).isPresent();
    assertThat(FactTypes.of(RequestedService.class).field("oralAntidepressant")).isEmpty();
  }

  @Test
  void the_constants_of_a_field_leave_out_those_that_it_cannot_have() {
    assertThat(FactTypes.of(Prescriber.class).fieldNamed("specialty").constants())
        .contains("PSYCHIATRY", "OTHER")
        .doesNotContain("NONE", "PSYCHOLOGY");
    assertThat(FactTypes.of(Prescriber.class).fieldNamed("consultedSpecialty").constants())
        .contains("NONE");
    assertThat(FactTypes.of(Patient.class).fieldNamed("ageYears").constants()).isEmpty();
  }

  @Test
  void numbers_dates_and_enumerations_are_ordered_and_texts_and_yes_or_no_are_not() {
    FactType trial = FactTypes.of(DrugTrial.class);
    assertThat(List.of("weeks", "startedOn", "doseLevel"))
        .allMatch(name -> trial.fieldNamed(name).isOrdered());
    assertThat(List.of("ingredient", "inCurrentEpisode"))
        .noneMatch(name -> trial.fieldNamed(name).isOrdered());
  }

  @Test
  void the_missing_pointer_of_a_field_is_where_the_client_would_say_it() {
    FactType trial = FactTypes.of(DrugTrial.class);
    CaseFact entry =
        new CaseFact(
            trial,
            new PatientCondition(ConditionKind.PSYCHOSIS, ConditionStatus.ABSENT),
            "/drugTrials/2",
            false);
    assertThat(entry.pointerOf(trial.fieldNamed("weeks"))).isEqualTo("/drugTrials/2/weeks");
    assertThat(entry.pointerOf(trial.fieldNamed("doseLevelAtLeast")))
        .isEqualTo("/drugTrials/2/doseLevel");
    assertThat(entry.pointerOf(trial.fieldNamed("improvementPercentAtMost")))
        .isEqualTo("/drugTrials/2/improvementPercent");
    FactType diagnosis = FactTypes.of(Diagnosis.class);
    CaseFact first = new CaseFact(diagnosis, entry.fact(), "/diagnoses/0", false);
    assertThat(first.pointerOf(diagnosis.fieldNamed("majorDepression")))
        .isEqualTo("/diagnoses/0/code");
    assertThat(first.pointerOf(diagnosis.fieldNamed("treatmentResistant")))
        .isEqualTo("/diagnoses/0/treatmentResistant");
    CaseFact whole = new CaseFact(diagnosis, entry.fact(), "/conditions", true);
    assertThat(whole.pointerOf(diagnosis.fieldNamed("code"))).isEqualTo("/conditions");
  }

  @ParameterizedTest
  @CsvSource({
    "HAMD17, HAMD24, true",
    "HAMD24, HAMD17, true",
    "PHQ9, PHQ9, true",
    "PHQ9, QIDS, false",
    "HAMD17, MADRS, false"
  })
  void only_the_two_lengths_of_the_ham_d_are_one_instrument(Scale a, Scale b, boolean same) {
    assertThat(a.sameInstrument(b)).isEqualTo(same);
  }
}
