package ketcov.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import ketcov.assessment.Outlook;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.policy.PolicyReader;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EditionId EDITION =
      new EditionId(new PolicyId("payer", "policy"), "2026-01-01");
  private static final CaseResult.Difference DIFFERENCE =
      new CaseResult.Difference(
          "criteria age-min", "MET", "NOT_MET", "17 <b>& less", "Section \"1\"");

  private static CaseResult result(String name, String expect, CaseResult.Difference... differences)
      throws IOException {
    return new CaseResult(
        new SampleCase(
            EDITION,
            "cases/a.yaml",
            new Place(7, 1),
            name,
            JSON.createObjectNode(),
            false,
            JSON.readTree(expect)),
        EDITION,
        Outlook.UNCERTAIN,
        List.of(differences),
        1_500_000);
  }

  private static List<CaseResult> results() throws IOException {
    return List.of(
        result("passes", "{\"outlook\":\"UNCERTAIN\"}"),
        result("fails <script>", "{\"outlook\":\"UNCERTAIN\"}", DIFFERENCE),
        result("is answered", "{}"));
  }

  private static JsonNode report(List<CaseResult> results) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonReport report = JsonReport.to(out)) {
      results.forEach(report::result);
      report.problem(Diagnostic.of(Check.UNREADABLE_CASE, "a.csv", new Place(2, 3), "is no case"));
    }
    return JSON.readTree(out.toByteArray());
  }

  @Test
  void the_json_has_the_form_that_its_schema_promises() throws IOException {
    JsonNode report = report(results());

    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(PolicyReader.schemaNamed("regression-report.schema.json"))
                .validate(report))
        .isEmpty();
    assertThat(report.at("/results/1/status").asText()).isEqualTo("FAILED");
    assertThat(report.at("/results/1/differences/0/citation").asText()).isEqualTo("Section \"1\"");
    assertThat(report.at("/results/2/status").asText()).isEqualTo("ANSWERED");
    assertThat(report.path("summary").toString())
        .isEqualTo(
            "{\"passed\":false,\"cases\":3,\"asExpected\":1,\"failed\":1,\"answered\":1,\"micros\":4500,\"errors\":1,"
                + "\"outlooks\":{\"UNCERTAIN\":3},\"editions\":[{\"edition\":\"payer/policy@2026-01-01\",\"payer\":\"payer\","
                + "\"cases\":3,\"asExpected\":1,\"failed\":1,\"answered\":1,\"micros\":4500}]}");
  }

  private static String page(List<CaseResult> results) throws IOException {
    HtmlReport report = new HtmlReport();
    results.forEach(report::result);
    return report.page("rules-drl, 3 cases");
  }

  @Test
  void the_page_shows_expected_and_actual_with_the_reason_and_its_citation() throws IOException {
    String page = page(results());

    assertThat(page)
        .contains("1 of 3 failed")
        .contains("<h3>fails &lt;script&gt;</h3>")
        .contains("<span class=\"key\">expected</span><span class=\"value\">MET</span>")
        .contains("<span class=\"key\">actual</span><span class=\"value\">NOT_MET</span>")
        .contains("17 &lt;b&gt;&amp; less <cite>Section &quot;1&quot;</cite>")
        .doesNotContain("fails <script>")
        .doesNotContainPattern("@[a-zA-Z]+@");
    assertThat(page.indexOf("Failures")).isLessThan(page.indexOf("By payer and edition"));
  }

  @Test
  void the_page_needs_nothing_from_elsewhere() throws IOException {
    assertThat(page(results()))
        .doesNotContainPattern("(?i)(src|href|url\\()[=\"' ]*(https?:)?//")
        .doesNotContain("<link", "<iframe", "@import");
  }

  @Test
  void a_page_of_a_long_run_says_how_much_it_leaves_out() throws IOException {
    CaseResult failure = result("fails", "{\"outlook\":\"UNCERTAIN\"}", DIFFERENCE);

    String page =
        page(IntStream.range(0, HtmlReport.MOST_CASES + 1).mapToObj(i -> failure).toList());

    assertThat(page).contains("The first 500 of 5,001.", "The first 5,000 of 5,001 cases");
    assertThat(page.split("<article", -1)).hasSize(HtmlReport.MOST_FAILURES + 1);
  }

  @Test
  void a_name_with_signs_that_xml_does_not_have_leaves_the_junit_report_readable(
      @TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/report.xml");
    try (JUnitReport report = JUnitReport.to(file)) {
      report.result(result("a\u0001b \ud800", "{}", DIFFERENCE));
    }

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase")
                .item(0)
                .getAttributes()
                .getNamedItem("name")
                .getTextContent())
        .isEqualTo("a?b ?");
    assertThat(folder.resolve("new").toFile().list()).containsExactly("report.xml");
  }
}
