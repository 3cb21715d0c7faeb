package ketcov.checking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import ketcov.engine.RuleCache;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckReportTest {
  private static final LibraryCheck.Result RESULT =
      new LibraryCheck.Result(
          2,
          5,
          List.of(
              Diagnostic.of(
                  Check.UNKNOWN_FIELD, "rules-drl/a/b/c d.drl", new Place(3, 7), "No such field."),
              Diagnostic.of(Check.UNUSED_IMPORT, "rules-drl/a/b/e.drl", Place.START, "Unused."),
              Diagnostic.of(
                  Check.SCORE_WITHOUT_LATEST, "rules-drl/a/b/e.drl", new Place(9, 1), "Old.")));

  @Test
  void our_own_form_says_all_of_each_finding() throws IOException {
    assertThat(CheckReport.json(RESULT, "1.2.3"))
        .hasToString(
            new JsonMapper()
                .readTree(
                    """
                    {"formatVersion": 1, "tool": "ketcov", "version": "1.2.3", "editions": 2, "rules": 5,
                     "errors": 1, "warnings": 1, "notes": 1,
                     "findings": [
                      {"file": "rules-drl/a/b/c d.drl", "line": 3, "column": 7, "level": "error",
                       "check": "unknown-field", "message": "No such field.", "page": "docs/checks/unknown-field.md"},
                      {"file": "rules-drl/a/b/e.drl", "line": 1, "column": 1, "level": "warning",
                       "check": "unused-import", "message": "Unused.", "page": "docs/checks/unused-import.md"},
                      {"file": "rules-drl/a/b/e.drl", "line": 9, "column": 1, "level": "note",
                       "check": "score-without-latest", "message": "Old.", "page": "docs/checks/score-without-latest.md"}]}
                    """)
                .toString());
  }

  @Test
  void sarif_fits_its_official_schema(@TempDir Path temporary) throws IOException {
    ExampleEdition edition = new ExampleEdition(temporary, "mistaken/edition");
    edition.replace("severity.drl", "score >= 20", "scor >= 20");
    LibraryCheck.Result found = edition.check(RuleCache.none()).run();

    assertThat(found.findings()).isNotEmpty();
    for (LibraryCheck.Result result : List.of(RESULT, found)) {
      assertThat(schema().validate(CheckReport.sarif(result, "1.2.3"))).isEmpty();
    }
  }

  @Test
  void the_schema_would_refuse_what_is_no_sarif() throws IOException {
    var broken = CheckReport.sarif(RESULT, "1.2.3");
    ((com.fasterxml.jackson.databind.node.ObjectNode) broken.at("/runs/0/results/0"))
        .put("level", "fatal");

    assertThat(schema().validate(broken)).isNotEmpty();
  }

  @Test
  void a_result_of_sarif_points_at_its_rule_and_its_place() {
    JsonNode run = CheckReport.sarif(RESULT, "1.2.3").at("/runs/0");
    JsonNode result = run.at("/results/0");

    assertThat(run.at("/tool/driver/rules").size()).isEqualTo(Check.values().length);
    assertThat(run.at("/tool/driver/rules/" + result.path("ruleIndex").asInt() + "/id"))
        .isEqualTo(result.path("ruleId"));
    assertThat(run.at("/tool/driver/rules/0/help/markdown").asText())
        .contains("(docs/checks/unreadable-file.md)");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("rules-drl/a/b/c%20d.drl");
    assertThat(run.path("originalUriBaseIds").has(place.at("/artifactLocation/uriBaseId").asText()))
        .isTrue();
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(3);
    assertThat(result.path("level").asText()).isEqualTo("error");
  }

  /** As OASIS publishes it. */
  private static com.networknt.schema.JsonSchema schema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            CheckReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(new JsonMapper().readTree(in));
    }
  }
}
