package ketcov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import ketcov.SmallLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

class KetcovTest {
  private static final String ADULT =
      """
      {
        "serviceDate": "2026-02-01",
        "coverage": {"payer": "payer"},
        "request": {"drug": "ESKETAMINE", "route": "INTRANASAL", "indication": "TRD"},
        "patient": {"ageYears": 18}
      }
      """;

  private final Path folder;
  private final SmallLibrary library;
  private final String rules;

  KetcovTest(@TempDir Path folder) {
    this.folder = folder;
    this.library = SmallLibrary.in(folder);
    this.rules = library.root().toString();
  }

  /** What a command left behind. */
  private record Ended(int code, String out, String err) {}

  private static Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Ketcov.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ended(code, out.toString(), err.toString());
  }

  /** Runs the program as a process of its own, in a folder. */
  private static Ended process(Path where, String input, String... args)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dketcov.home=" + where,
                "-cp",
                System.getProperty("java.class.path"),
                Ketcov.class.getName()));
    command.addAll(List.of(args));
    Path out = where.resolve("out.txt");
    Path err = where.resolve("err.txt");
    Path in = Files.writeString(where.resolve("in.txt"), input);
    Process process =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    return new Ended(code, Files.readString(out), Files.readString(err));
  }

  private String caseFile(String json) throws IOException {
    return Files.writeString(folder.resolve("case.json"), json).toString();
  }

  // ---- usage ---------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "chek, ./ketcov --help",
    "check --nonsense, ./ketcov check --help",
    "check one two, ./ketcov check --help",
    "check /there/is/no/such/folder, ./ketcov check --help",
    "check --rules /there/is/no/such/folder, ./ketcov check --help",
    "regress --junit, ./ketcov regress --help",
    "regress /there/is/no/such/folder, ./ketcov regress --help",
    "regress -, ./ketcov regress --help",
    "regress pom.xml, ./ketcov regress --help",
    "regress --threads 0, ./ketcov regress --help",
    "regress --engine fast, ./ketcov regress --help",
    "regress --update-expectations docs/cases.example.csv, ./ketcov regress --help",
    "cases random 3, ./ketcov cases random --help",
    "assess, ./ketcov assess --help",
    "assess --edition, ./ketcov assess --help",
    "assess --letter letter.txt case.json, ./ketcov assess --help",
    "assess --trace --compare case.json, ./ketcov assess --help",
    "assess --letter letter.md --compare case.json, ./ketcov assess --help",
    "reference --out, ./ketcov reference --help",
    "serve --port many, ./ketcov serve --help",
    "calibrate, ./ketcov calibrate --help",
    "calibrate --list --rollback, ./ketcov calibrate --help",
    "calibrate --activate, ./ketcov calibrate --help",
    "calibrate --from /there/is/no/such/file, ./ketcov calibrate --help",
    "calibrate --synthetic 5, ./ketcov calibrate --help"
  })
  void wrong_usage_is_one_line_on_standard_error(String line, String help) {
    Ended ended = run(line.split(" ", -1));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("ketcov: ")
        .contains(help);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "regress", "cases", "reference", "assess", "serve", "calibrate"})
  void the_help_of_a_command_teaches_by_example(String command) {
    Ended ended = run(command, "--help");

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("Usage: ketcov " + command)
        .contains("Example")
        .contains("./ketcov " + command)
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "regress", "cases", "reference", "assess", "calibrate"})
  void the_help_of_a_command_that_ends_names_its_exit_codes(String command) {
    assertThat(run(command, "--help").out())
        .containsPattern("Exit codes: 0 .*, 1 .*, 2 wrong\\s+usage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help"})
  void the_help_of_the_program_names_every_command(String line) {
    Ended ended = line.isEmpty() ? run() : run(line);

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("serve", "assess", "check", "regress", "calibrate", "verify", "bench")
        .contains("To begin:", "docs/case.example.json");
  }

  // ---- check ---------------------------------------------------------------------------------

  @Test
  void check_of_a_sound_library_ends_with_zero() {
    Ended ended = run("check", "--rules", rules);

    assertThat(ended)
        .isEqualTo(new Ended(0, "1 edition(s), 2 rule(s): 0 error(s), 0 warning(s)\n", ""));
  }

  @Test
  void check_names_file_line_and_column_of_an_error_and_ends_with_one() {
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");

    Ended ended = run("check", "--rules", rules);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines().toList().getFirst())
        .matches("rules-drl/payer/policy/2026-01-01/age\\.drl:13:\\d+: error: .*`ageYear`.*");
    assertThat(ended.out()).contains("1 edition(s)").doesNotContain(" 0 error(s)");
  }

  @Test
  void check_finds_what_is_wrong_with_a_case_file() {
    library.replace("cases/all.yaml", "{age-min: MET}", "{age-mim: MET}");

    Ended ended = run("check", "--rules", rules);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out())
        .contains("cases/all.yaml:13:", "`age-mim` is not listed", "Did you mean `age-min`?")
        .contains("1 error(s)");
  }

  @Test
  void a_warning_alone_does_not_fail_a_check() {
    library.replace("policy.yaml", "exclusions:", "valueSets: {unused: [A00]}\nexclusions:");

    Ended ended = run("check", "--rules", rules);

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("warning: ", "0 error(s), 1 warning(s)");
  }

  @Test
  void notes_are_counted_and_printed_on_request() {
    library.replace(
        "age.drl",
        "    $patient : Patient(\n        ageYears >= 18,\n        ageYears < 100 )",
        "    $patient : ketcov.casefacts.Score( score >= 20 )");
    library.replace("age.drl", "ketcov.casefacts.Score( score", "Score( score");
    library.replace(
        "age.drl", "import ketcov.casefacts.Patient\n", "import ketcov.casefacts.Score\n");

    assertThat(run("check", "--rules", rules).out())
        .contains("1 note(s); --notes shows them")
        .doesNotContain("[score-without-latest]");
    assertThat(run("check", "--notes", "--rules", rules).out()).contains("[score-without-latest]");
  }

  @Test
  void check_writes_its_findings_as_json_and_sarif() throws IOException {
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");
    Path sarif = folder.resolve("check.sarif");

    Ended ended = run("check", "--rules", rules, "--json", "-", "--sarif", sarif.toString());

    assertThat(ended.code()).isEqualTo(1);
    JsonMapper mapper = new JsonMapper();
    assertThat(mapper.readTree(ended.out()).at("/findings/0/check").asText())
        .isEqualTo("unknown-field");
    assertThat(mapper.readTree(Files.readString(sarif)).at("/runs/0/results/0/ruleId").asText())
        .isEqualTo("unknown-field");
    assertThat(run("check", "--rules", rules, "--json", "-", "--sarif", "-").code()).isEqualTo(2);
  }

  @Test
  void watch_checks_again_what_changed_until_it_is_interrupted() throws Exception {
    StringWriter out = new StringWriter();
    Thread watching =
        Thread.ofPlatform()
            .start(
                () ->
                    Ketcov.run(
                        new String[] {"check", "--watch", "--rules", rules},
                        new PrintWriter(out, true),
                        new PrintWriter(out, true)));
    until(out, "Ctrl-C ends");
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");
    until(out, "1 error(s)");
    until(out, "checked in");
    library.replace("age.drl", "ageYear >= 18", "ageYears >= 18");
    until(out, "0 error(s), 0 warning(s)\nchecked in");
    watching.interrupt();
    watching.join(20_000);

    assertThat(watching.isAlive()).isFalse();
    assertThat(out.toString()).doesNotContain("Exception");
  }

  private static void until(StringWriter out, String text) throws InterruptedException {
    for (int i = 0; i < 600 && !out.toString().contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(out.toString()).contains(text);
  }

  @Test
  void check_of_a_folder_without_policies_says_so() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Ended ended = run("check", "--rules", rules, empty.toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines()).singleElement().asString().contains("there is no policy.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules-drl", "rules-drl/payer", "rules-drl/payer/policy/2026-01-01"})
  void a_path_may_be_relative_and_the_library_around_it_is_found(String below) {
    Path here = Path.of("").toAbsolutePath();
    String relative = here.relativize(folder.toAbsolutePath().resolve(below)).toString();

    assertThat(relative).doesNotStartWith("/");
    assertThat(run("check", relative).out()).startsWith("1 edition(s), 2 rule(s): 0 error(s)");
    assertThat(run("regress", relative).out()).startsWith("3 passed, 0 failed");
  }

  @Test
  void a_path_is_taken_from_the_folder_in_which_the_command_is_given()
      throws IOException, InterruptedException {
    Ended ended = process(folder, "", "check", "rules-drl/payer");

    assertThat(ended)
        .isEqualTo(new Ended(0, "1 edition(s), 2 rule(s): 0 error(s), 0 warning(s)\n", ""));
  }

  // ---- regress -------------------------------------------------------------------------------

  @Test
  void regress_of_passing_cases_ends_with_zero() {
    Ended ended = run("regress", "--rules", rules);

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).matches("3 passed, 0 failed in \\d+\\.\\d\\d s\n");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void a_broken_expectation_is_shown_beside_what_came_and_ends_with_one() {
    library.replace("cases/all.yaml", "criteria: {age-min: MET}", "criteria: {age-min: NOT_MET}");

    Ended ended = run("regress", "--rules", rules);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out())
        .startsWith(
            """
            rules-drl/payer/policy/2026-01-01/cases/all.yaml:7 An adult with a product of his own
              criteria age-min  expected NOT_MET
                                actual   MET
                                The member is at least 18 years old, and less than 100. [Section 1]
            2 passed, 1 failed in\
            """)
        .doesNotContain("\u001b");
  }

  @Test
  void regress_of_a_library_that_does_not_compile_ends_with_one() {
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");

    Ended ended = run("regress", "--rules", rules);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).contains("age.drl:13:", "error(s) in policies or case files");
  }

  @Test
  void regress_without_cases_is_no_success() throws IOException {
    Files.delete(library.edition().resolve("cases/all.yaml"));

    Ended ended = run("regress", "--rules", rules);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines()).singleElement().asString().contains("no sample cases");
  }

  @Test
  void the_junit_report_counts_what_the_run_counts() throws Exception {
    library.replace("cases/all.yaml", "criteria: {age-min: MET}", "criteria: {age-min: NOT_MET}");
    Path report = folder.resolve("reports/of/today/cases.xml");

    Ended ended = run("regress", "--rules", rules, "--junit", report.toString());

    assertThat(ended.out()).contains("2 passed, 1 failed");
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    Element suites = xml.getDocumentElement();
    assertThat(suites.getTagName()).isEqualTo("testsuites");
    assertThat(suites.getAttribute("tests")).isEqualTo("3");
    assertThat(suites.getAttribute("failures")).isEqualTo("1");
    assertThat(suites.getAttribute("errors")).isEqualTo("0");
    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
    try (var files = Files.list(report.getParent())) {
      assertThat(files).containsExactly(report);
    }
  }

  // ---- assess --------------------------------------------------------------------------------

  @Test
  void assess_prints_a_table_that_a_person_can_read() throws IOException {
    Ended ended = run("assess", "--rules", rules, caseFile(ADULT));

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .startsWith("UNCERTAIN  approval ")
        .contains("Payer, A policy that does not exist (payer/policy, edition 2026-01-01)")
        .containsPattern("(?m)^  MET +age-min +At least 18 years old\\.$")
        .containsPattern("(?m)^  UNDETERMINED +bought-elsewhere ")
        .contains("/product/orderedForPatient")
        .endsWith("This predicts; the payer determines.\n")
        .doesNotContain("\u001b");
  }

  @Test
  void assess_prints_json_when_asked() throws IOException {
    Ended ended = run("assess", "--json", "--rules", rules, caseFile(ADULT));

    assertThat(ended.code()).isZero();
    JsonNode assessment = new JsonMapper().readTree(ended.out());
    assertThat(assessment.path("outlook").asText()).isEqualTo("UNCERTAIN");
    assertThat(assessment.at("/criteria/0/outcome").asText()).isEqualTo("MET");
  }

  @Test
  void assess_shows_the_trace_when_asked() throws IOException {
    Ended ended = run("assess", "--rules", rules, "--trace", caseFile(ADULT));

    assertThat(ended.out())
        .contains("Trace", "  age-min  MET", "matched: ", ".drl:", "/patient  ageYears 18");
    assertThat(run("assess", "--rules", rules, caseFile(ADULT)).out()).doesNotContain("Trace");
    JsonNode json =
        new JsonMapper()
            .readTree(run("assess", "--json", "--trace", "--rules", rules, caseFile(ADULT)).out());
    assertThat(json.at("/trace/0/rules/0/matched").booleanValue()).isTrue();
    assertThat(json.path("outlook").asText()).isEqualTo("UNCERTAIN");
  }

  @Test
  void assess_shows_what_is_lacking_what_decides_and_the_path() throws IOException {
    Ended open = run("assess", "--rules", rules, caseFile(ADULT.replace("18", "null")));
    Ended denied = run("assess", "--rules", rules, caseFile(ADULT.replace("18", "17")));

    assertThat(open.out())
        .contains("Say the patient's age (/patient/ageYears)", "Path to approval", "Next question");
    assertThat(denied.out())
        .contains("Lacks: the patient's age: found 17, needed at least 18", "No path to approval");
    assertThat(open.out().lines().map(String::length)).allMatch(length -> length <= 100);
  }

  @ParameterizedTest
  @CsvSource({"letter.md, # Letter of medical necessity", "letter.html, <!DOCTYPE html>"})
  void assess_writes_the_letter_beside_the_table(String name, String begin) throws IOException {
    Path letter = folder.resolve(name);
    Ended ended = run("assess", "--rules", rules, "--letter", letter.toString(), caseFile(ADULT));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("UNCERTAIN");
    assertThat(ended.err()).contains("the draft of the letter is in " + letter);
    assertThat(letter).content().startsWith(begin).contains("the patient is 18 years old");
  }

  @Test
  void assess_writes_no_letter_where_no_policy_judges() throws IOException {
    Path letter = folder.resolve("letter.md");
    String early = caseFile(ADULT.replace("2026-02-01", "2001-02-01"));
    Ended ended = run("assess", "--rules", rules, "--letter", letter.toString(), early);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("no letter is written");
    assertThat(letter).doesNotExist();
  }

  @Test
  void assess_reads_standard_input_and_its_output_in_a_pipe_is_plain()
      throws IOException, InterruptedException {
    Ended ended = process(folder, ADULT, "assess", "-");

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("UNCERTAIN  approval ").doesNotContain("\u001b");
  }

  @Test
  void assess_judges_by_the_edition_that_is_named() throws IOException {
    String early = caseFile(ADULT.replace("2026-02-01", "2025-02-01"));

    assertThat(run("assess", "--rules", rules, early).out()).startsWith("NO_POLICY_IN_FORCE");
    assertThat(run("assess", "--rules", rules, "--edition", "2026-01-01", early).out())
        .startsWith("UNCERTAIN");
  }

  @Test
  void an_edition_that_the_payer_does_not_have_ends_with_one() throws IOException {
    Ended ended = run("assess", "--rules", rules, "--edition", "1999-01-01", caseFile(ADULT));

    assertThat(ended)
        .isEqualTo(new Ended(1, "", "ketcov: payer payer has no edition 1999-01-01\n"));
  }

  @Test
  void a_refused_case_shows_every_problem_by_its_pointer() throws IOException {
    String file =
        caseFile(
            ADULT
                .replace("\"ageYears\": 18", "\"ageYears\": -1, \"remsEnroled\": true")
                .replace("INTRANASAL", "INTRANASALLY"));

    Ended ended = run("assess", "--rules", rules, file);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith(file + ": error: /"))
        .anyMatch(line -> line.contains("/patient/ageYears") && line.contains("Found -1."))
        .anyMatch(line -> line.contains("Did you mean `remsEnrolled`?"))
        .anyMatch(line -> line.contains("Did you mean `INTRANASAL`?"));
  }

  @Test
  void a_case_that_is_cut_off_shows_where() throws IOException {
    String file = caseFile(ADULT.substring(0, 40));

    Ended ended = run("assess", "--rules", rules, file);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .matches(java.util.regex.Pattern.quote(file) + ":3:\\d+: error: .*cut off.*");
  }

  @Test
  void a_case_file_that_is_not_there_is_wrong_usage() {
    String file = folder.resolve("nowhere.json").toString();

    assertThat(run("assess", "--rules", rules, file))
        .isEqualTo(new Ended(2, "", "ketcov: there is no file " + file + "\n"));
  }

  @Test
  void a_library_with_errors_assesses_nothing() throws IOException {
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");

    Ended ended = run("assess", "--rules", rules, caseFile(ADULT));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().contains("./ketcov check");
  }

  // ---- reference -----------------------------------------------------------------------------

  @Test
  void reference_writes_its_pages_and_says_which_were_as_they_are() throws IOException {
    Path out = folder.resolve("reference/pages");

    Ended first = run("reference", "--rules", rules, "--out", out.toString());
    Files.writeString(out.resolve("facts.md"), "an edit");
    Ended second = run("reference", "--rules", rules, "--out", out.toString());

    assertThat(first.code()).isZero();
    assertThat(first.out().lines()).hasSize(6).allMatch(line -> line.startsWith("written "));
    assertThat(second.code()).isZero();
    assertThat(second.out().lines())
        .filteredOn(line -> line.startsWith("written "))
        .singleElement()
        .asString()
        .endsWith("facts.md");
    assertThat(out.resolve("criteria.md"))
        .content()
        .contains("## age-min", "patient: age years ≥ 18; age years < 100", "`payer/policy`");
    assertThat(out.resolve("exclusions.md"))
        .content()
        .contains("## bought-elsewhere", "product: ordered for patient: no");
  }

  @Test
  void reference_writes_nothing_of_a_library_with_errors() throws IOException {
    library.replace("age.drl", "ageYears >= 18", "ageYear >= 18");
    Path out = folder.resolve("reference");

    Ended ended = run("reference", "--rules", rules, "--out", out.toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().contains("./ketcov check");
    assertThat(out).doesNotExist();
  }

  // ---- output --------------------------------------------------------------------------------

  @Test
  void colours_are_for_terminals_only() {
    PrintWriter nowhere = new PrintWriter(new StringWriter(), true);
    Terminal plain = new Terminal(nowhere, CommandLine.Help.Ansi.OFF);
    Terminal coloured = new Terminal(nowhere, CommandLine.Help.Ansi.ON);

    assertThat(plain.styled(Terminal.Style.BAD, "@|red x|@")).isEqualTo("@|red x|@");
    assertThat(coloured.styled(Terminal.Style.BAD, "@|red x|@"))
        .startsWith("\u001b[")
        .contains("@|red x|@")
        .endsWith("m");
  }

  /** Its trace would write out each fact of a case. */
  @Test
  void the_rule_engine_keeps_no_trace_of_a_case() {
    Logger engine = Logger.getLogger("org.drools.core.common");
    Level before = engine.getLevel();

    run("check", "--rules", rules);

    assertThat(before).isNull();
    assertThat(Logger.getLogger("org.drools").getLevel()).isEqualTo(Level.WARNING);
    assertThat(engine.isLoggable(Level.FINER)).isFalse();
  }

  // ---- regress: filters, reports, expectations -------------------------------------------------

  @Test
  void filters_choose_among_the_cases() {
    assertThat(run("regress", "--rules", rules, "--name", "child").out()).startsWith("1 passed");
    Ended none = run("regress", "--rules", rules, "--payer", "nobody");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("no case in or below").contains("is like that");
  }

  @Test
  void a_file_of_cases_is_run_line_by_line_and_reported_in_every_form() throws IOException {
    Path lines = folder.resolve("cases.ndjson");
    Files.writeString(lines, ADULT.replace("\n", "") + "\n{}\n[\n");
    Path json = folder.resolve("out/a.json");
    Path html = folder.resolve("out/a.html");

    Ended ended =
        run(
            "regress",
            "--rules",
            rules,
            "--json",
            json.toString(),
            "--html",
            html.toString(),
            "--engine",
            "model",
            lines.toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out())
        .contains("cases.ndjson:3:")
        .contains("cases.ndjson:2 case of line 2")
        .contains("0 passed, 1 failed, 1 answered (UNCERTAIN 1), 1 error(s)");
    assertThat(JsonMapper.builder().build().readTree(json.toFile()).at("/summary/cases").asInt())
        .isEqualTo(2);
    assertThat(Files.readString(html)).contains("<!doctype html>", "case of line 2");
    assertThat(ended.err()).as("no progress in a pipe").isEmpty();
  }

  @Test
  void expectations_are_updated_only_when_the_user_says_so() throws IOException {
    library.replace(
        "cases/all.yaml", "criteria: {age-min: MET}", "criteria: {age-min: NOT_MET}  # why");
    Path file = library.edition().resolve("cases/all.yaml");
    String before = Files.readString(file);

    Ended shown = run("regress", "--rules", rules, "--update-expectations");

    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out())
        .contains("-      criteria: {age-min: NOT_MET}  # why")
        .contains("+      criteria: {age-min: MET}  # why")
        .contains("Nothing was written");
    assertThat(Files.readString(file)).isEqualTo(before);

    assertThat(run("regress", "--rules", rules, "--update-expectations", "--yes").code()).isZero();

    assertThat(Files.readString(file))
        .isEqualTo(before.replace("{age-min: NOT_MET}  # why", "{age-min: MET}  # why"));
    assertThat(run("regress", "--rules", rules).code()).isZero();
  }

  @Test
  void cases_at_random_are_run_and_pass() {
    String file = folder.resolve("many.ndjson").toString();

    assertThat(run("cases", "--rules", rules, "random", "50", "--seed", "3", "--out", file).code())
        .isZero();

    assertThat(run("regress", "--rules", rules, file).out()).startsWith("50 passed, 0 failed in");
  }
}
