package ketcov.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILE = Path.of("src/main/resources/META-INF/openapi.json");

  @Test
  void the_document_in_the_tree_is_the_one_that_the_records_give() throws IOException {
    String generated =
        JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(
                    new OpenApiDocument(example("request", ""), example("response", "/body"))
                        .generate())
            + "\n";
    if (Boolean.getBoolean("ketcov.record")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, generated);
    }
    assertThat(Files.readString(FILE)).isEqualTo(generated);
  }

  @Test
  void the_service_serves_the_document() throws IOException {
    JsonNode served = JSON.readTree(given().get("/q/openapi?format=json").asString());
    assertThat(served.path("openapi").asText()).startsWith("3.1");
    List<String> paths = new ArrayList<>();
    served.path("paths").fieldNames().forEachRemaining(paths::add);
    assertThat(paths)
        .contains(
            "/v1/assessments",
            "/v1/assessments/compare",
            "/v1/assessments/{id}",
            "/v1/assessments/{id}/letter",
            "/v1/assessments/{id}/determination",
            "/v1/policies/{payer}/{policy}/editions/{edition}",
            "/v1/regressions",
            "/v1/regressions/{id}",
            "/v1/regressions/{id}/events");
    assertThat(
            served
                .at(
                    "/paths/~1v1~1assessments/post/requestBody/content/application~1json/examples/example/value/caseId")
                .asText())
        .isEqualTo("demo-0001");
  }

  @Test
  void answers_fit_the_schemas_of_the_document() throws IOException {
    ServiceTest.awaitReady();
    JsonNode document = JSON.readTree(FILE.toFile());
    byte[] example = Files.readAllBytes(Path.of("docs/case.example.json"));
    fits(document, "Case", JSON.readTree(example));
    fits(document, "TracedAssessment", post("/v1/assessments?trace=true", example));
    JsonNode assessment = post("/v1/assessments", example);
    fits(document, "Assessment", assessment);
    JsonNode determination =
        JSON.readTree(
            "{\"decision\":\"DENIED\",\"decidedOn\":\"2026-05-02\",\"reason\":\"Too early.\"}");
    fits(document, "DeterminationRequest", determination);
    fits(
        document,
        "DeterminationResponse",
        post(
            "/v1/assessments/" + assessment.path("assessmentId").asText() + "/determination",
            JSON.writeValueAsBytes(determination)));
    fits(document, "Comparison", post("/v1/assessments/compare", example));
    fits(document, "Problem", post("/v1/assessments", new byte[] {'{'}));
    fits(
        document,
        "EditionResponse",
        JSON.readTree(given().get("/v1/policies/premera/spravato/editions/2026-03-01").asString()));
    fits(document, "PolicyResponse", JSON.readTree(given().get("/v1/policies").asString()).get(0));
  }

  private static JsonNode post(String address, byte[] body) throws IOException {
    return JSON.readTree(
        given().contentType("application/json").body(body).post(address).asString());
  }

  private static void fits(JsonNode document, String schema, JsonNode value) {
    var whole = JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    whole.set("components", document.path("components"));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(value))
        .as(schema)
        .isEmpty();
  }

  private static JsonNode example(String what, String pointer) throws IOException {
    return JSON.readTree(Path.of("src/test/resources/http/example/" + what + ".json").toFile())
        .at(pointer);
  }
}
