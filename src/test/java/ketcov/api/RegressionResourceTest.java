package ketcov.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RegressionResourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeEach
  void the_service_is_ready() {
    ServiceTest.awaitReady();
  }

  /** Starts a run; each test follows its run to the end, and a moment later the next may begin. */
  private static Response started(String query) {
    Response response = given().post("/v1/regressions" + query);
    for (int tries = 0; response.statusCode() == 409 && tries < 1200; tries++) {
      LockSupport.parkNanos(50_000_000);
      response = given().post("/v1/regressions" + query);
    }
    return response;
  }

  /** Every event of a run; the stream ends with the run. */
  private static List<JsonNode> events(String id) {
    String stream = given().get("/v1/regressions/" + id + "/events").asString();
    List<JsonNode> events = new ArrayList<>();
    stream
        .lines()
        .filter(line -> line.startsWith("data:"))
        .forEach(
            line -> {
              try {
                events.add(JSON.readTree(line.substring("data:".length())));
              } catch (IOException e) {
                throw new AssertionError(line, e);
              }
            });
    return events;
  }

  @Test
  void a_run_of_the_library_is_followed_to_its_end() throws IOException {
    Response started = started("?payer=premera");

    assertThat(started.statusCode()).isEqualTo(202);
    String id = started.jsonPath().getString("id");
    assertThat(started.header("Location")).endsWith("/v1/regressions/" + id);
    List<JsonNode> events = events(id);
    assertThat(events.getLast().path("state").asText()).isEqualTo("DONE");
    assertThat(events.subList(0, events.size() - 1))
        .allSatisfy(event -> assertThat(event.path("state").asText()).isEqualTo("RUNNING"));
    JsonNode run = JSON.readTree(given().get("/v1/regressions/" + id).asString());
    assertThat(run).isEqualTo(events.getLast());
    assertThat(run.path("done").asInt())
        .isPositive()
        .isLessThan(run.path("cases").asInt())
        .isEqualTo(run.path("asExpected").asInt());
    assertThat(run.path("failures")).isEmpty();
    var whole = JSON.createObjectNode().put("$ref", "#/components/schemas/RegressionResponse");
    whole.set(
        "components",
        JSON.readTree(Path.of("src/main/resources/META-INF/openapi.json").toFile())
            .path("components"));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(run))
        .isEmpty();
  }

  @Test
  void one_run_goes_on_at_a_time() {
    String id = started("").jsonPath().getString("id");

    Response second = given().post("/v1/regressions");

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.jsonPath().getString("type")).isEqualTo("/problems/regression-running");
    assertThat(events(id).getLast().path("failed").asInt()).isZero();
  }

  @Test
  void a_run_that_is_not_known_is_a_problem() {
    for (String address : List.of("/v1/regressions/none", "/v1/regressions/none/events")) {
      Response response = given().get(address);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.jsonPath().getString("type")).isEqualTo("/problems/unknown-regression");
    }
  }

  @Test
  void the_address_of_runs_takes_post_alone() {
    Response response = given().get("/v1/regressions");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.header("Allow")).isEqualTo("POST");
  }
}
