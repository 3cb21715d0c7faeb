package ketcov.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ketcov.SmallLibrary;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.engine.RuleEvaluator;
import ketcov.engine.RuleOutcome;
import ketcov.engine.WholeLibrary;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final ObjectMapper JSON = new ObjectMapper();

  // ---- the model under the eye of Drools -------------------------------------------------------

  @Test
  void by_the_model_every_sample_case_comes_out_as_by_drools() {
    WholeLibrary library = WholeLibrary.load();
    BulkRules rules = new BulkRules();
    CaseRunner runner = new CaseRunner(Assessor.ofOutcomes(library.catalog(), rules), READER);

    assertThat(library.samples())
        .allSatisfy(sample -> assertThat(runner.run(sample).differences()).isEmpty());
    assertThat(rules.compared()).isGreaterThan(library.samples().size() / BulkRules.SAMPLED);
  }

  @Test
  void a_case_on_which_the_two_disagree_fails(@TempDir Path folder) {
    var catalog = PolicyLibrary.load(SmallLibrary.in(folder).root(), RuleCache.none()).catalog();
    RuleEvaluator finding = (edition, facts) -> new ModelRules().evaluate(edition, facts);
    RuleEvaluator blind = (edition, facts) -> new RuleOutcome.Fired(List.of());
    CaseRunner runner =
        new CaseRunner(Assessor.ofOutcomes(catalog, new BulkRules(finding, blind)), READER);

    CaseResult result = runner.run(new LibraryCases(catalog).samples().getFirst());

    assertThat(result.differences())
        .singleElement()
        .satisfies(
            difference -> assertThat(difference.actual()).contains("Drools and the reading"));
  }

  // ---- cases at random -------------------------------------------------------------------------

  @Test
  void the_same_seed_gives_the_same_cases_and_each_can_be_read() {
    WholeLibrary library = WholeLibrary.load();
    List<String> first = new ArrayList<>();
    for (int times = 0; times < 2; times++) {
      RandomCases cases = new RandomCases(library.samples(), library.assessor(), READER, 7);
      List<String> drawn = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        ObjectNode line = cases.next(i);
        drawn.add(line.toString());
        assertThat(line.has("expect")).isTrue();
      }
      first = times == 0 ? drawn : first;
      assertThat(drawn).isEqualTo(first).doesNotHaveDuplicates();
    }
  }

  // ---- recorded answers ------------------------------------------------------------------------

  private static final String RECORDED =
      """
      {"caseId":"mr-4711","serviceDate":"2026-05-17","coverage":{"payer":"premera"},
       "request":{"drug":"ESKETAMINE","route":"INTRANASAL","indication":"TRD","requestedOn":"2026-05-02"},
       "patient":{"birthDate":"1931-05-17"},"prescriber":{"specialty":"PSYCHIATRY","npi":"1234567893"},
       "site":{"remsCertified":true,"distanceMiles":12},
       "drugTrials":[{"ingredient":"sertraline","startedOn":"2026-01-05","endedOn":"2026-03-16","outcome":"NO_RESPONSE"}]}
      """;

  private static JsonNode assessed(JsonNode submitted) {
    if (READER.read(submitted) instanceof CaseReading.Accepted accepted
        && WholeLibrary.load()
                .assessor()
                .assess(accepted, null, new Assessor.Stamp("a", Instant.EPOCH))
            instanceof AssessmentResult.Assessed assessed) {
      return AssessmentJson.tree(assessed.assessment());
    }
    throw new AssertionError("is not assessed");
  }

  @Test
  void a_recorded_case_tells_nothing_that_leads_to_a_person_and_keeps_its_answer()
      throws Exception {
    JsonNode submitted = JSON.readTree(RECORDED);

    ObjectNode line =
        RecordedAnswer.asCase(1, submitted, assessed(submitted), READER).orElseThrow();

    assertThat(line.toString())
        .doesNotContain("mr-4711", "1234567893", "1931", "2026-05-17", "distanceMiles");
    assertThat(line.path("serviceDate").asText()).isEqualTo("2026-05-01");
    assertThat(line.at("/request/requestedOn").asText()).isEqualTo("2026-04-16");
    assertThat(line.at("/patient/ageYears").asInt()).isEqualTo(90);
    assertThat(line.at("/drugTrials/0/startedOn").asText()).isEqualTo("2025-12-20");
    assertThat(line.at("/drugTrials/0/endedOn").asText()).isEqualTo("2026-02-28");
    assertThat(line.path("under").asText()).startsWith("premera/spravato@");
    assertThat(line.path("expect").has("criteria")).isTrue();
    WholeLibrary library = WholeLibrary.load();
    FlatCase flat = new FlatCase("recorded", library.catalog());
    if (!(flat.read(line, ketcov.text.Place.START) instanceof CaseEntry.Read readable)) {
      throw new AssertionError("cannot be read");
    }
    assertThat(new CaseRunner(library.assessor(), READER).run(readable.sample()).differences())
        .isEmpty();
    assertThat(submitted.path("caseId").asText()).isEqualTo("mr-4711");
  }

  @Test
  void what_no_edition_judged_is_no_case() throws Exception {
    JsonNode submitted = JSON.readTree(RECORDED.replace("premera", "nobody"));

    assertThat(RecordedAnswer.asCase(1, submitted, assessed(submitted), READER))
        .isEqualTo(Optional.empty());
  }
}
