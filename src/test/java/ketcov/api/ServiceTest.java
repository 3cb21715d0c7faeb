package ketcov.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServiceTest {
  private static final Path RECORDED = Path.of("src/test/resources/http");
  private static final boolean RECORD = Boolean.getBoolean("ketcov.record");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @BeforeEach
  void the_service_is_ready() {
    awaitReady();
  }

  static void awaitReady() {
    for (int tries = 0; ; tries++) {
      Response health = given().get("/q/health/ready");
      if (health.statusCode() == 200) {
        return;
      }
      assertThat(health.asString()).as("the library has no errors").doesNotContain("\"errors\"");
      assertThat(tries).as("tries until the service is ready").isLessThan(1200);
      LockSupport.parkNanos(100_000_000);
    }
  }

  @Test
  void every_recorded_request_has_its_recorded_answer() throws IOException {
    List<Path> folders;
    try (Stream<Path> list = Files.list(RECORDED)) {
      folders = list.sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThanOrEqualTo(15);
    for (Path folder : folders) {
      Path query = folder.resolve("query.txt");
      Response response =
          post(
              Files.readString(folder.resolve("request.json")),
              Files.exists(query) ? "?" + Files.readString(query).strip() : "");
      String actual = recorded(response);
      Path expected = folder.resolve("response.json");
      if (RECORD) {
        Files.writeString(expected, actual);
      }
      assertThat(actual).as(folder.getFileName().toString()).isEqualTo(Files.readString(expected));
    }
  }

  @Test
  void the_same_case_gives_the_same_bytes_but_for_id_and_time() throws IOException {
    String example = Files.readString(RECORDED.resolve("example/request.json"));
    Response response = post(example);
    assertThat(recorded(response)).isEqualTo(recorded(post(example)));
    assertThat(response.jsonPath().getString("policy.contentHash")).matches("[0-9a-f]{64}");
  }

  @Test
  void what_curl_sends_without_a_header_is_read() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/assessments"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofFile(RECORDED.resolve("example/request.json")))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void an_edition_can_be_named_in_the_address() throws IOException {
    String example = Files.readString(RECORDED.resolve("example/request.json"));
    Response named =
        given()
            .contentType("application/json")
            .body(example)
            .post("/v1/assessments?edition=2022-11-01");
    assertThat(named.jsonPath().getString("policy.edition")).isEqualTo("2022-11-01");
    Response unknown =
        given().contentType("application/json").body(example).post("/v1/assessments?edition=1999");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.jsonPath().getString("type")).isEqualTo("/problems/unknown-policy");
    String naming = Files.readString(RECORDED.resolve("edition-named-in-the-case/request.json"));
    Response two =
        given()
            .contentType("application/json")
            .body(naming)
            .post("/v1/assessments?edition=2025-03-01");
    assertThat(two.statusCode()).isEqualTo(422);
    assertThat(two.jsonPath().getString("errors[0].pointer")).isEqualTo("/request/policyEdition");
  }

  @Test
  void a_case_is_held_against_every_policy_in_force_whoever_its_payer_is() throws IOException {
    String example = Files.readString(RECORDED.resolve("example/request.json"));
    JsonNode assessment = JSON.readTree(post(example).asString());
    JsonNode comparison =
        JSON.readTree(
            given()
                .contentType("application/json")
                .body(example)
                .post("/v1/assessments/compare")
                .asString());

    List<JsonNode> rows = comparison.path("rows").valueStream().toList();
    assertThat(rows)
        .hasSizeGreaterThan(20)
        .extracting(row -> row.path("estimate").doubleValue())
        .isSortedAccordingTo(Comparator.reverseOrder());
    JsonNode own =
        rows.stream()
            .filter(row -> row.path("policy").asText().equals("premera/spravato"))
            .reduce(
                (one, other) -> {
                  throw new AssertionError("two rows of one policy");
                })
            .orElseThrow();
    assertThat(own.path("edition").asText())
        .isEqualTo(assessment.path("policy").path("edition").asText());
    assertThat(own.path("outlook")).isEqualTo(assessment.path("outlook"));
    assertThat(own.path("estimate")).isEqualTo(assessment.path("likelihood").path("estimate"));
    for (JsonNode criterion : assessment.path("criteria")) {
      assertThat(own.path("outcomes").path(criterion.path("id").asText()))
          .isEqualTo(criterion.path("outcome"));
    }
    assertThat(comparison.path("failures")).isEmpty();
  }

  @Test
  void a_body_over_the_limit_is_refused_whether_or_not_it_says_its_length() throws Exception {
    byte[] large = ("{\"a\":\"" + "x".repeat(20_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    given()
        .contentType("application/json")
        .body(java.util.Arrays.copyOf(large, 300_000))
        .post("/v1/assessments")
        .then()
        .statusCode(413)
        .contentType(Problem.MEDIA_TYPE);
    HttpRequest chunked =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/assessments"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large, 0, 400_000)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(chunked, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(413);
    }
    awaitReady();
  }

  @Test
  void a_body_nested_ten_thousand_deep_is_malformed_with_its_place() {
    Response response = post("[".repeat(10_000) + "]".repeat(10_000));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.jsonPath().getString("type")).isEqualTo("/problems/malformed-case");
    assertThat(response.jsonPath().getString("errors[0].pointer")).startsWith("/0/0");
  }

  @Test
  void wrong_addresses_methods_and_media_types_are_problems() {
    problem(given().get("/v1/nothing"), 404, "not-found");
    Response method = given().get("/v1/assessments");
    problem(method, 405, "method-not-allowed");
    assertThat(method.header("Allow")).contains("POST");
    problem(
        given().contentType("text/plain").body("x").post("/v1/assessments"),
        415,
        "unsupported-media-type");
    problem(given().accept("text/csv").get("/v1/policies"), 406, "not-acceptable");
    problem(given().get("/v1/policies/premera/spravat"), 404, "unknown-policy");
    problem(given().get("/v1/policies/premera/spravato/editions/1999"), 404, "unknown-policy");
  }

  @Test
  void every_problem_type_has_a_page_with_its_title() {
    for (ProblemType type : ProblemType.values()) {
      Response page = given().get(type.uri());
      assertThat(page.statusCode()).as(type.page()).isEqualTo(200);
      assertThat(page.asString()).contains(type.title()).contains("Status " + type.status());
    }
    assertThat(given().get("/problems/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void the_library_is_listed_and_unchanged_answers_304() {
    for (String address :
        List.of(
            "/v1/policies",
            "/v1/policies/premera/spravato",
            "/v1/policies/premera/spravato/editions/2026-03-01")) {
      Response first = given().get(address);
      assertThat(first.statusCode()).as(address).isEqualTo(200);
      String tag = first.header("ETag");
      assertThat(tag).isNotBlank();
      Response second = given().header("If-None-Match", tag).get(address);
      assertThat(second.statusCode()).as(address).isEqualTo(304);
      assertThat(second.asString()).isEmpty();
      assertThat(given().header("If-None-Match", "\"other\"").get(address).statusCode())
          .isEqualTo(200);
    }
    Response edition = given().get("/v1/policies/premera/spravato/editions/2026-03-01");
    assertThat(edition.jsonPath().getList("criteria.id")).contains("sud-guard");
    assertThat(edition.jsonPath().getList("files.file"))
        .anyMatch(file -> file.toString().endsWith("diagnosis.drl"));
    assertThat(edition.jsonPath().getString("files[0].text"))
        .contains("package policies.premera.spravato");
    assertThat(edition.jsonPath().getString("source.url")).startsWith("https://");
  }

  private static void problem(Response response, int status, String type) {
    assertThat(response.statusCode()).as(type).isEqualTo(status);
    assertThat(response.contentType()).startsWith(Problem.MEDIA_TYPE);
    assertThat(response.jsonPath().getString("type")).isEqualTo("/problems/" + type);
    assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
  }

  private static Response post(String body) {
    return post(body, "");
  }

  private static Response post(String body, String query) {
    return given()
        .contentType("application/json")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/assessments" + query);
  }

  /** Status and body, without what no two answers share. */
  private static String recorded(Response response) throws IOException {
    JsonNode body = JSON.readTree(response.asByteArray());
    if (body instanceof ObjectNode assessment) {
      assessment.remove(List.of("assessmentId", "evaluatedAt"));
      // The hash of a text changes with every comma of it; that answers bear it is another test's.
      body.findParents("contentHash")
          .forEach(parent -> ((ObjectNode) parent).remove("contentHash"));
    }
    ObjectNode recorded = JSON.createObjectNode().put("status", response.statusCode());
    recorded.set("body", body);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(recorded) + "\n";
  }
}
