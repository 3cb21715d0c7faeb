package ketcov.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import ketcov.SmallLibrary;
import ketcov.assessment.Assessor;
import ketcov.assessment.Outlook;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.engine.WholeLibrary;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.policy.PolicyCatalog;
import ketcov.text.Diagnostic;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseSourcesTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final String CASE =
      "\"serviceDate\":\"2026-02-01\",\"coverage\":{\"payer\":\"payer\"},"
          + "\"request\":{\"drug\":\"ESKETAMINE\",\"route\":\"INTRANASAL\",\"indication\":\"TRD\"}";
  private static final String TITLES =
      "name,under,serviceDate,coverage.payer,request.drug,request.route,request.indication,";
  private static final String ROW =
      "a,payer/policy@2026-01-01,2026-02-01,payer,ESKETAMINE,INTRANASAL,TRD,";

  private final PolicyCatalog<CompiledEdition> catalog;

  CaseSourcesTest(@TempDir Path folder) {
    this.catalog = PolicyLibrary.load(SmallLibrary.in(folder).root(), RuleCache.none()).catalog();
  }

  /** What a run told. */
  private record Told(List<CaseResult> results, List<String> problems) {}

  private Told run(CaseSource source, CaseFilter filter, int threads) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void result(CaseResult result) {
            results.add(result);
          }

          @Override
          public void problem(Diagnostic problem) {
            problems.add(problem.toString());
          }
        };
    new ParallelRun(
            new CaseRunner(new Assessor(catalog), READER), filter.predicate(), threads, () -> false)
        .run(source, listener);
    return new Told(results, problems);
  }

  private NdjsonCases lines(String... lines) {
    return new NdjsonCases(
        "a.ndjson",
        new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
        catalog);
  }

  private CsvCases table(String text) {
    return new CsvCases(
        "a.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), catalog);
  }

  // ---- NDJSON --------------------------------------------------------------------------------

  @Test
  void a_line_is_a_case_with_what_it_expects_beside_its_keys() throws IOException {
    Told told =
        run(
            lines(
                "{\"name\":\"adult\","
                    + CASE
                    + ",\"patient\":{\"ageYears\":18},\"expect\":{\"criteria\":{\"age-min\":\"MET\"}}}",
                "",
                "{\"name\":\"child\","
                    + CASE
                    + ",\"patient\":{\"ageYears\":17},\"expect\":{\"criteria\":{\"age-min\":\"MET\"}}}"),
            CaseFilter.ALL,
            1);

    assertThat(told.problems()).isEmpty();
    assertThat(told.results()).extracting(CaseResult::passed).containsExactly(true, false);
    assertThat(told.results().get(1).differences())
        .containsExactly(
            new CaseResult.Difference(
                "criteria age-min",
                "MET",
                "NOT_MET",
                "/patient/ageYears is 17, needed: at least 18.",
                "Section 1"));
    assertThat(told.results().get(1).sample().place().line()).isEqualTo(3);
  }

  @Test
  void a_line_that_expects_nothing_is_answered_by_the_edition_of_its_date() throws IOException {
    Told told = run(lines("{" + CASE + ",\"patient\":{\"ageYears\":17}}"), CaseFilter.ALL, 1);

    CaseResult result = told.results().getFirst();
    assertThat(result.passed()).isTrue();
    assertThat(result.sample().expects()).isFalse();
    assertThat(result.outlook()).isEqualTo(Outlook.LIKELY_DENIED);
    assertThat(Objects.requireNonNull(result.judgedBy()).toString())
        .isEqualTo("payer/policy@2026-01-01");
  }

  @Test
  void under_names_the_edition_whatever_the_date() throws IOException {
    String old = CASE.replace("2026-02-01", "2020-02-01");
    Told told =
        run(
            lines(
                "{" + old + "}",
                "{\"under\":\"payer/policy@2026-01-01\"," + old + "}",
                "{\"under\":\"payer/policy@2026-01-02\"," + old + "}"),
            CaseFilter.ALL,
            1);

    assertThat(told.results())
        .extracting(CaseResult::outlook)
        .containsExactly(Outlook.NO_POLICY_IN_FORCE, Outlook.UNCERTAIN);
    assertThat(told.problems())
        .singleElement()
        .asString()
        .startsWith("a.ndjson:3:1: error:")
        .contains("Did you mean `payer/policy@2026-01-01`?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": 3,                                   | a.ndjson:1:12: error: not one JSON object a line
          [1]                                           | a.ndjson:1:1: error: one JSON object was expected
          {"expect":{"outlok":"UNCERTAIN"}}             | Did you mean `outlook`?
          {"expect":{"outlook":"LIKELY_APROVED"}}       | Did you mean `LIKELY_APPROVED`?
          {"expect":{"criteria":{"age-min":"OK"}}}      | not one of MET, NOT_MET, UNDETERMINED
          {"expect":{"rules":"a"}}                      | must be a list of texts
          {"expect":{"durationDays":"a"}}               | must be a whole number
          {"under":"payer/policy@2026-01-01","expect":{"criteria":{"age-mni":"MET"}}} | Did you mean `age-min`?
          """)
  void a_line_that_is_no_case_is_told_with_its_place_and_the_rest_goes_on(
      String line, String problem) throws IOException {
    Told told = run(lines(line, "{" + CASE + "}"), CaseFilter.ALL, 1);

    assertThat(told.problems()).singleElement().asString().contains(problem);
    assertThat(told.results()).hasSize(1);
  }

  @Test
  void a_line_without_end_is_refused_and_not_kept() throws IOException {
    Told told = run(lines("{\"name\":\"" + "a".repeat(1_000_000) + "\"}"), CaseFilter.ALL, 1);

    assertThat(told.problems()).singleElement().asString().contains("at most");
  }

  @Test
  void results_come_in_the_order_of_the_lines_on_any_number_of_threads() throws IOException {
    String[] many = new String[1000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "{\"name\":\"n" + i + "\"," + CASE + "}";
    }

    Told told = run(lines(many), CaseFilter.ALL, 3);

    assertThat(told.results())
        .extracting(result -> result.sample().name())
        .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> "n" + i).toList());
  }

  @Test
  void a_run_can_be_cancelled() {
    ParallelRun run =
        new ParallelRun(
            new CaseRunner(new Assessor(catalog), READER),
            CaseFilter.ALL.predicate(),
            1,
            () -> true);

    Assertions.assertThatThrownBy(() -> run.run(lines("{" + CASE + "}"), result -> {}))
        .isInstanceOf(CancellationException.class);
  }

  // ---- filters -------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "pay, , , 3",
    "PAYER, , , 3",
    "p?yer, , , 3",
    "ayer*, , , 0",
    ", age, , 3",
    ", bought*, , 3",
    ", dose, , 0",
    ", , child, 1",
    ", , *i?d*, 1",
    "x, , child, 0"
  })
  void filters_leave_the_cases_that_are_like_them(
      String payer, String criterion, String name, int left) throws IOException {
    LibraryCases cases = new LibraryCases(catalog);
    assertThat(cases.samples()).hasSize(3);

    Told told = run(cases, new CaseFilter(payer, criterion, name), 1);

    assertThat(told.results()).hasSize(left);
  }

  // ---- CSV -----------------------------------------------------------------------------------

  @Test
  void a_row_is_a_case_and_an_empty_cell_says_nothing() throws IOException {
    Told told =
        run(
            table(
                TITLES
                    + "/patient/ageYears,drugTrials[0].weeks,drugTrials,expect.outlook,expect.criteria.age-min\n"
                    + ROW
                    + "18,,none,LIKELY_APPROVED,MET\n"
                    + ROW
                    + ",6.5,,,UNDETERMINED\n"),
            CaseFilter.ALL,
            1);

    assertThat(told.problems()).isEmpty();
    SampleCase first = told.results().getFirst().sample();
    assertThat(first.body().path("drugTrials").toString()).isEqualTo("[]");
    SampleCase second = told.results().get(1).sample();
    assertThat(second.body().has("patient")).isFalse();
    assertThat(second.body().at("/drugTrials/0/weeks").toString()).isEqualTo("6.5");
    assertThat(second.place().line()).isEqualTo(3);
    assertThat(told.results().get(1).passed()).isTrue();
  }

  @Test
  void the_titles_tell_what_separates_cells() throws IOException {
    String semicolons = "\ufeff" + TITLES + "request.hcpcs\n" + ROW + "S0013\n";

    Told told = run(table(semicolons.replace(',', ';')), CaseFilter.ALL, 1);

    assertThat(told.problems()).isEmpty();
    assertThat(told.results().getFirst().sample().body().at("/request/hcpcs/0").asText())
        .isEqualTo("S0013");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          patient.ageYear     | 18     | a.csv:1:8: error: column `patient.ageYear` is nothing that a case can say or expect. Did you mean `patient.ageYears`?
          drugTrials[2].week  | 18     | Did you mean `drugTrials[2].weeks`?
          expect.outlok       | x      | Did you mean `expect.outlook`?
          patient             | x      | column `patient` is nothing
          expect.documentation.NOTES | x | column `expect.documentation.NOTES` is nothing
          name                | x      | a.csv:1:8: error: column `name` stands twice
          patient.ageYears    | x      | a.csv:2:8: error: row 2, column `patient.ageYears`: `x` was found; expected a whole number.
          patient.ageYears    | 18.5   | expected a whole number
          patient.birthDate   | 1.2.80 | expected a date written YYYY-MM-DD
          patient.sex         | FEMAL  | Did you mean `FEMALE`?
          patient.pregnant    | yes    | expected true or false
          drugTrials          | two    | expected `none`
          drugTrials[1].weeks | 3      | not entry 0
          expect.criteria.age-mni | MET | Did you mean `age-min`?
          """)
  void a_title_or_cell_that_is_wrong_is_told_with_row_and_column(
      String title, String cell, String problem) throws IOException {
    Told told = run(table(TITLES + title + "\n" + ROW + cell + "\n"), CaseFilter.ALL, 1);

    assertThat(told.problems()).singleElement().asString().contains(problem);
    assertThat(told.results()).isEmpty();
  }

  @Test
  void a_row_that_is_wider_than_the_titles_is_refused() throws IOException {
    Told told = run(table(TITLES + "patient.ageYears\n" + ROW + "18,5\n"), CaseFilter.ALL, 1);

    assertThat(told.problems()).singleElement().asString().contains("9 cells and the titles 8");
  }

  @Test
  void a_table_that_breaks_off_is_told() throws IOException {
    Told told = run(table(TITLES + "patient.ageYears\n" + ROW + "\"18\n"), CaseFilter.ALL, 1);

    assertThat(told.problems()).singleElement().asString().contains("the table breaks off");
  }

  @Test
  void the_sample_table_of_the_documentation_passes() throws IOException {
    WholeLibrary library = WholeLibrary.load();
    List<CaseResult> results = new ArrayList<>();
    Path file = Path.of(System.getProperty("ketcov.home", "."), "docs/cases.example.csv");
    new ParallelRun(
            new CaseRunner(library.assessor(), READER), CaseFilter.ALL.predicate(), 1, () -> false)
        .run(new CsvCases("docs", Files.newInputStream(file), library.catalog()), results::add);

    assertThat(results).hasSize(4).allSatisfy(result -> assertThat(result.differences()).isEmpty());
  }
}
