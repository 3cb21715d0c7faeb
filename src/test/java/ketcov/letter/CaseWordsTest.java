package ketcov.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/patient/ageYears | the patient is 41 years old",
        "/conditions/0 | psychosis: absent",
        "/drugTrials/0 | sertraline, weeks taken: 6.5, no response, in the current episode",
        "/request/hcpcs | billing code G2082; billing code G2083",
        "/site/remsCertified | rems certified: no"
      })
  void a_place_is_said_in_words(String pointer, String words) throws IOException {
    assertThat(words().at(pointer)).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"/patient/sex", "/drugTrials/1", "/patient/birthDate", "/scores"})
  void what_is_unsaid_or_personal_has_no_words(String pointer) throws IOException {
    assertThat(words().at(pointer)).isEqualTo(Optional.empty());
  }

  /** A phrase for a field that the case does not have would never be said. */
  @Test
  void every_phrase_is_for_a_field_of_the_case() throws IOException {
    Set<String> fields = new TreeSet<>();
    for (FactType type : FactTypes.all()) {
      for (FactField field : type.fields().values()) {
        String key = (type.pointer() + "/" + field.name()).substring(1).replace('/', '.');
        fields.add(key);
        field.constants().forEach(constant -> fields.add(key + "." + constant));
        if (field.type() == Boolean.class) {
          fields.add(key + ".true");
          fields.add(key + ".false");
        }
      }
    }
    Properties phrases = new Properties();
    try (Reader text =
        Files.newBufferedReader(
            Path.of(
                System.getProperty("ketcov.home", "."),
                "src/main/resources/ketcov/letter.properties"))) {
      phrases.load(text);
    }

    assertThat(phrases.stringPropertyNames())
        .filteredOn(key -> !key.startsWith("value."))
        .isSubsetOf(fields);
  }

  private static CaseWords words() throws IOException {
    JsonNode submitted =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {
                  "patient": {"ageYears": 41, "sex": null, "birthDate": "1985-01-01"},
                  "request": {"hcpcs": ["G2082", "G2083"]},
                  "conditions": [{"condition": "PSYCHOSIS", "status": "ABSENT"}],
                  "scores": [],
                  "drugTrials": [{"ingredient": "sertraline", "weeks": 6.50,
                    "outcome": "NO_RESPONSE", "inCurrentEpisode": true}],
                  "site": {"remsCertified": false}
                }
                """);
    return new CaseWords(submitted);
  }
}
