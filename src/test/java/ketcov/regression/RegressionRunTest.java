package ketcov.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import ketcov.SmallLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class RegressionRunTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());

  private final Path folder;
  private final SmallLibrary library;

  RegressionRunTest(@TempDir Path folder) {
    this.folder = folder;
    this.library = SmallLibrary.in(folder);
  }

  private RegressionRun run() {
    return RegressionRun.of(library.root(), library.root(), READER, RuleCache.none());
  }

  /** Replaces what the first case expects of its criterion, which is met. */
  private void expect(String expectation) {
    library.replace("cases/all.yaml", "criteria: {age-min: MET}", expectation);
  }

  @Test
  void cases_run_in_the_order_of_their_file_and_pass() {
    RegressionRun run = run();

    assertThat(run.problems()).isEmpty();
    assertThat(run.results())
        .extracting(result -> result.sample().name())
        .containsExactly("An adult with a product of his own", "A child", "Nothing is said");
    assertThat(run.failures()).isEmpty();
    assertThat(run.passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          criteria: {age-min: NOT_MET}                | criteria age-min             | NOT_MET         | MET
          missing: {age-min: [/patient/ageYears]}     | missing age-min              | /patient/ageYears | ``
          rules: []                                   | rules                        | ``              | The member is at least 18 years old, and less than 100
          rules: [Another rule]                       | rules                        | Another rule    | The member is at least 18 years old, and less than 100
          notices: [no-such-notice]                   | notices                      | no-such-notice  | ``
          documentation: {CHART_NOTES: MISSING}       | documentation CHART_NOTES    | MISSING         | not listed
          durationDays: 365                           | durationDays                 | 365             | none
          edition: 2025-01-01                         | edition                      | 2025-01-01      | 2026-01-01
          """)
  void a_difference_holds_what_was_expected_beside_what_came(
      String expectation, String what, String expected, String actual) {
    expect(expectation);

    RegressionRun run = run();

    assertThat(run.passed()).isFalse();
    assertThat(run.failures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.differences())
                    .singleElement()
                    .satisfies(
                        difference -> {
                          assertThat(difference.what()).isEqualTo(what);
                          assertThat(difference.expected()).isEqualTo(expected);
                          assertThat(difference.actual()).isEqualTo(actual);
                        }));
  }

  @Test
  void a_case_with_several_differences_shows_them_all() {
    library.replace("cases/all.yaml", "outlook: LIKELY_DENIED", "outlook: LIKELY_APPROVED");
    library.replace("cases/all.yaml", "{age-min: NOT_MET}", "{age-min: MET}");
    library.replace("cases/all.yaml", "{bought-elsewhere: TRIGGERED}", "{bought-elsewhere: CLEAR}");

    assertThat(run().failures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.differences())
                    .extracting(CaseResult.Difference::what)
                    .containsExactly("outlook", "criteria age-min", "exclusions bought-elsewhere"));
  }

  @Test
  void a_difference_says_why_the_answer_is_what_it_is() {
    library.replace("cases/all.yaml", "{age-min: NOT_MET}", "{age-min: MET}");

    assertThat(run().failures().getFirst().differences().getFirst().why())
        .isEqualTo("/patient/ageYears is 17, needed: at least 18.");
  }

  @Test
  void only_what_is_expected_is_compared() {
    library.replace("cases/all.yaml", "      outlook: LIKELY_APPROVED\n", "");
    library.replace("cases/all.yaml", "      criteria: {age-min: MET}\n", "");

    assertThat(run().passed()).isTrue();
  }

  @Test
  void a_case_that_is_refused_fails_with_its_problems() {
    library.replace("cases/all.yaml", "ageYears: 18", "ageYears: -18");

    assertThat(run().failures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.differences())
                    .singleElement()
                    .isEqualTo(
                        new CaseResult.Difference(
                            "case",
                            "a case that can be read",
                            "/patient/ageYears",
                            "is out of range.",
                            "")));
  }

  @Test
  void a_case_is_judged_by_the_edition_of_its_folder_unless_it_selects_by_date() {
    library.replace("cases/all.yaml", "serviceDate: 2026-02-01", "serviceDate: 2025-02-01");
    assertThat(run().passed()).isTrue();

    library.replace("cases/all.yaml", "  - name: A child", "  - select: true\n    name: A child");

    assertThat(run().failures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.differences().getFirst().actual())
                    .isEqualTo("NO_POLICY_IN_FORCE"));
  }

  @Test
  void an_edition_that_does_not_compile_is_no_success() {
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");

    RegressionRun run = run();

    assertThat(run.results()).isEmpty();
    assertThat(run.errors()).isNotEmpty();
    assertThat(run.passed()).isFalse();
  }

  @Test
  void a_case_file_that_cannot_be_read_is_no_success() throws IOException {
    Files.writeString(library.edition().resolve("cases/more.yaml"), "cases: [{nam: x}]\n");

    RegressionRun run = run();

    assertThat(run.results()).hasSize(3);
    assertThat(run.failures()).isEmpty();
    assertThat(run.passed()).isFalse();
  }

  @Test
  void only_the_cases_below_the_folder_are_run() throws IOException {
    Path other = Files.createDirectories(library.root().resolve("another"));

    assertThat(RegressionRun.of(library.root(), other, READER, RuleCache.none()).results())
        .isEmpty();
    assertThat(
            RegressionRun.of(library.root(), library.edition(), READER, RuleCache.none()).results())
        .hasSize(3);
  }

  // ---- as JUnit XML --------------------------------------------------------------------------

  private Document report(RegressionRun run) throws Exception {
    Path file = folder.resolve("cases.xml");
    JUnitReport.write(run, file);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> counts(Element element) {
    return List.of(
        element.getAttribute("tests"),
        element.getAttribute("failures"),
        element.getAttribute("errors"));
  }

  @Test
  void the_report_holds_a_suite_for_each_edition_and_a_test_for_each_case() throws Exception {
    RegressionRun run = run();

    Document xml = report(run);

    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(counts(xml.getDocumentElement())).containsExactly("3", "0", "0");
    assertThat(counts(suite)).containsExactly("3", "0", "0");
    assertThat(suite.getAttribute("name")).isEqualTo("payer/policy@2026-01-01");
    for (int i = 0; i < run.results().size(); i++) {
      SampleCase sample = run.results().get(i).sample();
      Element test = (Element) xml.getElementsByTagName("testcase").item(i);
      assertThat(test.getAttribute("name")).isEqualTo(sample.name());
      assertThat(test.getAttribute("classname")).isEqualTo("payer/policy@2026-01-01");
      assertThat(test.getAttribute("file")).isEqualTo(sample.file());
      assertThat(test.getAttribute("line")).isEqualTo(Integer.toString(sample.place().line()));
      assertThat(Double.parseDouble(test.getAttribute("time"))).isNotNegative();
    }
  }

  @Test
  void a_failure_in_the_report_shows_expected_and_actual() throws Exception {
    library.replace("cases/all.yaml", "- name: A child", "- name: A child of < 18 & \"more\"");
    library.replace("cases/all.yaml", "{age-min: NOT_MET}", "{age-min: MET}");

    Document xml = report(run());

    assertThat(counts(xml.getDocumentElement())).containsExactly("3", "1", "0");
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent())
        .isEqualTo(
            "criteria age-min: expected MET, actual NOT_MET (/patient/ageYears is 17, needed: at least"
                + " 18.)");
    assertThat(((Element) failure.getParentNode()).getAttribute("name"))
        .isEqualTo("A child of < 18 & \"more\"");
  }

  @Test
  void an_edition_that_does_not_compile_is_an_error_in_the_report() throws Exception {
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");

    Document xml = report(run());

    assertThat(counts(xml.getDocumentElement())).containsExactly("1", "0", "1");
    assertThat(xml.getElementsByTagName("error").item(0).getTextContent())
        .contains("age.drl:13:", "error:");
  }

  @Test
  void a_warning_is_no_error_in_the_report() throws Exception {
    library.replace("policy.yaml", "exclusions:", "valueSets: {unused: [A00]}\nexclusions:");
    RegressionRun run = run();

    assertThat(run.problems()).extracting(Diagnostic::level).contains(Check.Level.WARNING);
    assertThat(run.passed()).isTrue();
    assertThat(counts(report(run).getDocumentElement())).containsExactly("3", "0", "0");
  }
}
