package ketcov.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTablesTest {
  private static final ReferenceTables TABLES = ReferenceTables.load();

  @ParameterizedTest
  @CsvSource({
    "sertraline, sertraline",
    "Sertraline, sertraline",
    "'  SERTRALINE ', sertraline",
    "Zoloft, sertraline",
    "36437, sertraline",
    "312940, sertraline",
    "sertraline hydrochloride, sertraline",
    "sertraline HCl, sertraline",
    "sertraline oral tablet, sertraline",
    "venlafaxine XR, venlafaxine",
    "Effexor XR, venlafaxine",
    "venlafaxine hydrochloride extended release, venlafaxine",
    "Wellbutrin SR, bupropion",
    "bupropion_hydrochloride, bupropion",
    "Seroquel XR, quetiapine",
    "lithium carbonate, lithium",
    "Auvelity, dextromethorphan-bupropion"
  })
  void a_name_a_brand_an_rxnorm_id_and_a_salt_resolve_to_the_ingredient(
      String text, String ingredient) {
    assertThat(TABLES.ingredient(text))
        .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo(ingredient));
  }

  @Test
  void a_drug_that_no_table_names_is_not_found() {
    assertThat(TABLES.ingredient("esomeprazole")).isEmpty();
    assertThat(TABLES.ingredient("999999999")).isEmpty();
  }

  @Test
  void an_unknown_drug_has_one_name_whatever_its_salt_and_case() {
    assertThat(TABLES.unknownName("Newdrug HCl XR")).isEqualTo("newdrug");
    assertThat(TABLES.unknownName("newdrug")).isEqualTo("newdrug");
    assertThat(TABLES.unknownName("XR")).isEqualTo("xr");
  }

  @Test
  void names_and_brands_are_known_for_suggestions() {
    assertThat(TABLES.drugNames()).contains("sertraline", "Zoloft").doesNotContain("36437");
  }

  @Test
  void a_code_tells_what_its_row_says_and_an_unknown_one_nothing() {
    assertThat(TABLES.diagnosis("F33.2"))
        .contains(
            new ReferenceTables.DiagnosisCode(
                true, ketcov.casefacts.Severity.SEVERE, ketcov.casefacts.Episode.RECURRENT, false));
    assertThat(TABLES.diagnosis("F33.1"))
        .hasValueSatisfying(told -> assertThat(told.psychoticFeatures()).isNull());
    assertThat(TABLES.diagnosis("Z99.9")).isEmpty();
  }
}
