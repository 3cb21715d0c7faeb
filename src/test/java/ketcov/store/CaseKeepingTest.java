package ketcov.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ketcov.text.StrictJson;
import org.junit.jupiter.api.Test;

class CaseKeepingTest {
  @Test
  void the_birth_date_gives_way_to_the_age_and_keys_are_in_order() {
    assertThat(
            CaseKeeping.KEEP.of(
                json(
                    "{\"serviceDate\": \"2026-05-01\", \"patient\": {\"sex\": \"FEMALE\", \"birthDate\": \"1980-02-03\"}, \"drugTrials\": [{\"weeks\": 6.50, \"dailyDoseMg\": 40}]}"),
                46))
        .isEqualTo(
            "{\"drugTrials\":[{\"dailyDoseMg\":40,\"weeks\":6.5}],\"patient\":{\"ageYears\":46,\"sex\":\"FEMALE\"},\"serviceDate\":\"2026-05-01\"}");
  }

  @Test
  void a_case_without_a_birth_date_is_kept_as_it_is() {
    assertThat(CaseKeeping.KEEP.of(json("{\"patient\":{\"ageYears\":46}}"), 46))
        .isEqualTo("{\"patient\":{\"ageYears\":46}}");
    assertThat(CaseKeeping.KEEP.of(json("{\"patient\":{\"birthDate\":null}}"), null))
        .isEqualTo("{\"patient\":{}}");
    assertThat(CaseKeeping.KEEP.of(json("{\"patient\":null}"), null))
        .isEqualTo("{\"patient\":null}");
    assertThat(CaseKeeping.KEEP.of(json("{}"), null)).isEqualTo("{}");
  }

  @Test
  void who_prescribes_is_not_kept_and_a_high_age_not_told() {
    assertThat(
            CaseKeeping.KEEP.of(
                json("{\"prescriber\":{\"npi\":\"1234567893\",\"specialty\":\"PSYCHIATRY\"}}"),
                null))
        .isEqualTo("{\"prescriber\":{\"specialty\":\"PSYCHIATRY\"}}");
    for (String patient : new String[] {"\"ageYears\":97", "\"birthDate\":\"1929-01-01\""}) {
      assertThat(CaseKeeping.KEEP.of(json("{\"patient\":{" + patient + "}}"), 97))
          .isEqualTo("{\"patient\":{\"ageYears\":90}}");
    }
  }

  @Test
  void nothing_is_kept_where_nothing_shall_be() {
    assertThat(CaseKeeping.NONE.of(json("{\"patient\":{\"ageYears\":46}}"), 46)).isNull();
  }

  @Test
  void the_case_that_was_sent_is_not_touched() {
    JsonNode submitted = json("{\"patient\":{\"birthDate\":\"1980-02-03\"}}");
    CaseKeeping.KEEP.of(submitted, 46);
    assertThat(submitted.at("/patient/birthDate").asText()).isEqualTo("1980-02-03");
  }

  private static JsonNode json(String text) {
    return ((StrictJson.Value)
            StrictJson.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .root();
  }
}
