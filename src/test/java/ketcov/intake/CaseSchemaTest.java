package ketcov.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ketcov.text.Diagnostic;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dketcov.record=true} writes the schema's file anew. */
class CaseSchemaTest {
  private static final Path HOME = Path.of(System.getProperty("ketcov.home", "."));
  private static final Path FILE =
      HOME.resolve("src/main/resources/ketcov/schema/case.schema.json");
  private static final Schema SCHEMA = Schema.of(CaseSchema.generate());

  private static List<Diagnostic> check(JsonNode root) {
    return SCHEMA.check(new StrictYaml.Document("case", root, Map.of(), List.of()));
  }

  @Test
  void the_file_is_what_the_records_say() throws IOException {
    if (Boolean.getBoolean("ketcov.record")) {
      Files.writeString(FILE, CaseSchema.text());
    }
    assertThat(Files.readString(FILE)).isEqualTo(CaseSchema.text());
  }

  @Test
  void the_example_of_the_contract_is_valid_and_read() throws IOException {
    JsonNode example =
        JsonMapper.builder()
            .build()
            .readTree(Files.readString(HOME.resolve("docs/case.example.json")));
    assertThat(check(example)).isEmpty();
    assertThat(SubmittedCase.read(example)).isInstanceOf(CaseReading.Accepted.class);
  }

  @Test
  void it_names_its_draft() {
    assertThat(CaseSchema.generate().path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{caseId: null, patient: null, drugTrials: null, coverage: {state: null}}",
        "{drugTrials: [], conditions: [], request: {hcpcs: [G2082], oralAntidepressant: null}}",
        "{request: {doseMg: 0.5, weeks: null}, patient: {birthDate: 1985-07-31}}",
        "{scores: [{scale: MADRS, score: 60}, {score: 75}]}",
        "{diagnoses: [{code: F33.2, diagnosedBy: PSYCHOLOGY}]}"
      })
  void it_accepts_what_the_reader_accepts(String yaml) {
    assertThat(check(SubmittedCase.with(yaml))).isEmpty();
    assertThat(SubmittedCase.read(SubmittedCase.with(yaml)))
        .isInstanceOf(CaseReading.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drugTrails: []",
        "diagnoses: [{leading: true}]",
        "serviceDate: null",
        "coverage: null",
        "coverage: {payer: null}",
        "coverage: {payer: ' '}",
        "request: {drug: null}",
        "request: {route: null}",
        "request: {drug: ESKETMINE}",
        "request: {indication: trd}",
        "request: {hcpcs: G2082}",
        "request: {hcpcs: [5]}",
        "request: {hcpcs: [12345678901]}",
        "request: {hcpcs: [null]}",
        "request: {doseMg: '84'}",
        "request: {requestedOn: 14.04.2026}",
        "request: {requestedOn: 2101-01-01}",
        "request: {requestedOn: 2026-13-01}",
        "caseId: 7",
        "caseId: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "coverage: {state: wa}",
        "patient: {ageYears: 126}",
        "patient: {ageYears: -1}",
        "patient: {ageYears: 41.5}",
        "patient: {pregnant: 'no'}",
        "site: []",
        "diagnoses: {}",
        "diagnoses: [F33.2]",
        "diagnoses: [null]",
        "diagnoses: [{code: F332}]",
        "diagnoses: [{diagnosedBy: NONE}]",
        "prescriber: {specialty: NONE}",
        "drugTrials: [{adherencePercent: 101}]",
        "conditions: [{condition: PSYCHOSIS}]",
        "conditions: [{condition: PSYCHOSIS, status: null}]",
        "conditions: [{status: ABSENT}]",
        "scores: [{scale: PHQ9, score: 28}]",
        "scores: [{scale: HAMD17, score: 53}]"
      })
  void it_refuses_what_the_reader_refuses_for_its_shape(String yaml) {
    JsonNode whole = SubmittedCase.with(yaml);
    assertThat(check(whole)).isNotEmpty();
    assertThat(SubmittedCase.read(whole)).isInstanceOf(CaseReading.Refused.class);
  }

  @Test
  void it_refuses_a_list_that_is_too_long() {
    String list = "scores: [" + "{},".repeat(RecordShape.MAX_ENTRIES) + "]";
    assertThat(check(SubmittedCase.with(list))).isEmpty();
    assertThat(check(SubmittedCase.with(list.replace("[", "[{},")))).isNotEmpty();
  }
}
