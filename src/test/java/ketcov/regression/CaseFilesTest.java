package ketcov.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ketcov.SmallLibrary;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFolder;
import ketcov.text.Diagnostic;
import ketcov.text.StrictYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFilesTest {
  private final SmallLibrary library;
  private final List<Diagnostic> problems = new ArrayList<>();

  CaseFilesTest(@TempDir Path folder) {
    this.library = SmallLibrary.in(folder);
  }

  private List<SampleCase> read() {
    EditionSource source =
        new LibraryFolder(library.root())
            .edition(library.edition(), new ArrayList<>())
            .orElseThrow();
    return CaseFiles.read(source, problems);
  }

  private static JsonNode json(String yaml) {
    return Objects.requireNonNull(StrictYaml.read("text", yaml).root());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # base                     | case                  | what is assessed
          {a: 1, b: 2}               | {b: 3}                | {a: 1, b: 3}
          {a: {x: 1, y: 2}}          | {a: {y: 3}}           | {a: {x: 1, y: 3}}
          {a: {x: {p: 1, q: 2}}}     | {a: {x: {q: 3}}}      | {a: {x: {p: 1, q: 3}}}
          {a: [1, 2, 3]}             | {a: [4]}              | {a: [4]}
          {a: [{x: 1, y: 2}]}        | {a: [{x: 3}]}         | {a: [{x: 3}]}
          {a: [1]}                   | {a: []}               | {a: []}
          {a: {x: 1}}                | {a: null}             | {a: null}
          {a: {x: 1, y: 2}}          | {a: {x: null}}        | {a: {x: null, y: 2}}
          {a: {x: 1}}                | {a: 5}                | {a: 5}
          {a: 5}                     | {a: {x: 1}}           | {a: {x: 1}}
          {a: null}                  | {a: {x: 1}}           | {a: {x: 1}}
          {}                         | {a: {x: 1}}           | {a: {x: 1}}
          {a: 1}                     | {}                    | {a: 1}
          """)
  void objects_merge_and_everything_else_replaces(String base, String over, String merged) {
    JsonNode before = json(base);

    assertThat(CaseFiles.merged(before, json(over))).isEqualTo(json(merged));
    assertThat(before).as("the base serves the next case too").isEqualTo(json(base));
  }

  @Test
  void a_case_without_a_body_is_the_base_and_no_case_changes_it_for_the_next() {
    List<SampleCase> cases = read();

    assertThat(problems).isEmpty();
    assertThat(cases).hasSize(3);
    assertThat(cases.get(0).body().at("/patient/ageYears").intValue()).isEqualTo(18);
    assertThat(cases.get(1).body().at("/patient/ageYears").intValue()).isEqualTo(17);
    assertThat(cases.get(2).body().has("patient")).isFalse();
    assertThat(cases).allMatch(one -> one.body().path("serviceDate").asText().equals("2026-02-01"));
  }

  @Test
  void a_case_is_named_by_its_file_and_line() {
    SampleCase second = read().get(1);

    assertThat(second.name()).isEqualTo("A child");
    assertThat(second.edition()).hasToString("payer/policy@2026-01-01");
    assertThat(second.file()).isEqualTo("rules-drl/payer/policy/2026-01-01/cases/all.yaml");
    assertThat(second.place().line()).isEqualTo(15);
    assertThat(second.select()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          criteria: {age-min: MET}              | criteria: {age-mim: MET}             | Did you mean `age-min`?
          exclusions: {bought-elsewhere: CLEAR} | exclusions: {bought: CLEAR}          | `bought` is not listed in policy.yaml.
          criteria: {age-min: MET}              | missing: {age: [/patient]}           | `age` is not listed in policy.yaml.
          criteria: {age-min: MET}              | criteria: {age-min: YES}             | not one of MET, NOT_MET, UNDETERMINED
          outlook: LIKELY_APPROVED              | outlok: LIKELY_APPROVED              | Did you mean `outlook`?
          name: A child                         | name: Nothing is said                | two cases of this edition are named `Nothing is said`
          """)
  void what_cannot_be_meant_is_reported(String right, String wrong, String message) {
    library.replace("cases/all.yaml", right, wrong);

    read();

    assertThat(problems).singleElement().asString().contains("cases/all.yaml:", message);
  }

  @Test
  void a_case_for_the_edition_of_its_date_may_expect_ids_of_that_edition() {
    library.replace("cases/all.yaml", "criteria: {age-min: MET}", "criteria: {other: MET}");
    library.replace("cases/all.yaml", "  - name: An adult", "  - select: true\n    name: An adult");

    assertThat(read().getFirst().select()).isTrue();
    assertThat(problems).isEmpty();
  }
}
