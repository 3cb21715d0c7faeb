package ketcov.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ketcov.store.CaseKeeping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service keeps, over HTTP. */
@QuarkusTest
class StorageTest {
  private final String example;

  @Inject Storage storage;

  StorageTest() throws IOException {
    this.example = Files.readString(Path.of("docs/case.example.json"));
  }

  @BeforeEach
  void the_service_is_ready() {
    ServiceTest.awaitReady();
  }

  @Test
  void an_assessment_is_given_again_exactly() {
    byte[] given = post(example, "").asByteArray();
    String id = id(given);

    Response again = given().get("/v1/assessments/" + id);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.contentType()).startsWith("application/json");
    assertThat(again.asByteArray()).isEqualTo(given);
    assertThat(again.header("Cache-Control")).isEqualTo("no-store");
    assertThat(given().get("/v1/assessments/" + id.toUpperCase(Locale.ROOT)).asByteArray())
        .isEqualTo(given);
  }

  @Test
  void what_is_not_in_the_store_is_a_problem() {
    problem(given().get("/v1/assessments/" + UUID.randomUUID()), 404, "unknown-assessment");
    problem(given().get("/v1/assessments/" + "-".repeat(36)), 404, "unknown-assessment");
    problem(given().get("/v1/assessments/1"), 404, "not-found");
    problem(determine(UUID.randomUUID().toString(), "", approved()), 404, "unknown-assessment");
    problem(determine("1", "", approved()), 404, "unknown-assessment");
  }

  @Test
  void a_letter_is_drafted_from_what_is_stored() {
    String id = id(post(example, "").asByteArray());

    Response markdown = given().accept("text/markdown").get("/v1/assessments/" + id + "/letter");
    assertThat(markdown.statusCode()).isEqualTo(200);
    assertThat(markdown.contentType()).startsWith("text/markdown");
    assertThat(markdown.asString()).contains("venlafaxine", "5.01.609").doesNotContain("null");
    Response html = given().accept("text/html").get("/v1/assessments/" + id + "/letter");
    assertThat(html.contentType()).startsWith("text/html");
    assertThat(html.asString()).contains("<html", "venlafaxine");

    String nobody = example.replace("\"premera\"", "\"unheard mutual\"");
    problem(
        given().get("/v1/assessments/" + id(post(nobody, "").asByteArray()) + "/letter"),
        409,
        "no-letter");
    problem(
        given().get("/v1/assessments/" + UUID.randomUUID() + "/letter"), 404, "unknown-assessment");
  }

  @Test
  void each_address_says_which_methods_it_takes() {
    allows(given().get("/v1/assessments/compare"), "POST");
    allows(given().delete("/v1/assessments"), "POST");
    allows(given().put("/v1/assessments/" + UUID.randomUUID()), "DELETE, GET, HEAD");
    allows(given().put("/v1/policy-packages"), "GET, HEAD, POST");
    allows(given().get("/v1/policy-packages/x/approval"), "POST");
    allows(given().get("/v1/assessments/" + UUID.randomUUID() + "/determination"), "POST");
  }

  private static void allows(Response response, String methods) {
    problem(response, 405, "method-not-allowed");
    assertThat(response.header("Allow")).isEqualTo(methods);
  }

  @Test
  void a_request_that_is_repeated_with_its_key_is_answered_as_before() {
    String key = UUID.randomUUID().toString();
    byte[] first = post(example, key).asByteArray();
    assertThat(post(example, key).asByteArray()).isEqualTo(first);
    assertThat(id(post(example, "").asByteArray())).isNotEqualTo(id(first));

    problem(post(example + " ", key), 409, "idempotency-conflict");
    problem(
        given()
            .contentType("application/json")
            .header("Idempotency-Key", key)
            .body(example)
            .post("/v1/assessments?edition=2022-11-01"),
        409,
        "idempotency-conflict");
  }

  @Test
  void a_request_that_was_refused_leaves_its_key_unused() {
    String key = UUID.randomUUID().toString();
    problem(post("{}", key), 422, "invalid-case");
    assertThat(post(example, key).statusCode()).isEqualTo(200);
  }

  @Test
  void keys_have_a_form() {
    assertThat(post(example, "k".repeat(246) + System.nanoTime() % 100_000_000).statusCode())
        .isEqualTo(200);
    for (String key : List.of("k".repeat(256), "two words", "é")) {
      problem(post(example, key), 400, "invalid-idempotency-key");
    }
  }

  @Test
  void of_eight_requests_at_once_with_one_key_all_get_one_answer() throws Exception {
    String key = UUID.randomUUID().toString();
    Callable<String> request = () -> post(example, key).asString();
    List<String> answers = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (Future<String> future : executor.invokeAll(java.util.Collections.nCopies(8, request))) {
        answers.add(future.get());
      }
    }
    assertThat(answers).hasSize(8).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).contains("\"outlook\"");
  }

  @Test
  void a_determination_is_recorded_repeated_refused_and_replaced() {
    String id = id(post(example, "").asByteArray());
    Response first = determine(id, "", approved());
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.jsonPath().getString("assessmentId")).isEqualTo(id);
    assertThat(first.jsonPath().getString("decision")).isEqualTo("APPROVED");
    assertThat(first.jsonPath().getString("decidedOn")).isEqualTo("2026-05-02");
    assertThat(first.jsonPath().getString("recordedAt")).isNotBlank();

    Response repeated = determine(id, "", approved());
    assertThat(repeated.statusCode()).isEqualTo(200);
    assertThat(repeated.asByteArray()).isEqualTo(first.asByteArray());

    String denied =
        "{\"decision\":\"DENIED\",\"decidedOn\":\"2026-05-03\",\"reason\":\"Two trials only.\"}";
    Response conflict = determine(id, "", denied);
    problem(conflict, 409, "determination-conflict");
    assertThat(conflict.jsonPath().getString("detail"))
        .contains("APPROVED", "2026-05-02", "?replace=true")
        .doesNotContain("Two trials");
    Response replaced = determine(id, "?replace=true", denied);
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(replaced.jsonPath().getString("reason")).isEqualTo("Two trials only.");
    problem(determine(id, "", approved()), 409, "determination-conflict");
  }

  @Test
  void what_is_wrong_with_a_determination_is_told_at_once_without_its_reason() {
    String id = id(post(example, "").asByteArray());
    Response wrong =
        determine(
            id,
            "",
            "{\"descision\":\"APPROVED\",\"decision\":\"APROVED\",\"decidedOn\":\"2.5.2026\",\"reason\":\""
                + "Jane Doe, ".repeat(51)
                + "\"}");
    problem(wrong, 422, "invalid-determination");
    assertThat(wrong.jsonPath().getList("errors.pointer"))
        .containsExactlyInAnyOrder("/descision", "/decision", "/decidedOn", "/reason");
    assertThat(wrong.jsonPath().getString("errors.find { it.pointer == '/descision' }.didYouMean"))
        .isEqualTo("decision");
    assertThat(wrong.jsonPath().getString("errors.find { it.pointer == '/decision' }.didYouMean"))
        .isEqualTo("APPROVED");
    assertThat(wrong.asString()).doesNotContain("Jane");

    Response empty = determine(id, "", "{}");
    problem(empty, 422, "invalid-determination");
    assertThat(empty.jsonPath().getList("errors.pointer"))
        .containsExactly("/decision", "/decidedOn");
    Response future =
        determine(
            id,
            "",
            "{\"decision\":\"DENIED\",\"decidedOn\":\""
                + LocalDate.now(ZoneOffset.UTC).plusDays(2)
                + "\"}");
    problem(future, 422, "invalid-determination");
    assertThat(future.jsonPath().getList("errors.pointer")).containsExactly("/decidedOn");
    problem(
        determine(
            id,
            "",
            "{\"decision\":\"DENIED\",\"decidedOn\":\"2026-05-02\",\"reason\":\"a\\u0000b\"}"),
        422,
        "invalid-determination");
    problem(determine(id, "", "[]"), 422, "invalid-determination");
    problem(determine(id, "", "{"), 400, "malformed-case");
    problem(determine(id, "", "x".repeat(300_000)), 413, "body-too-large");
  }

  @Test
  void without_the_store_nothing_is_answered_and_the_service_is_not_ready() {
    String id = id(post(example, "").asByteArray());
    storage.close();
    try {
      for (Response response :
          List.of(
              post(example, ""),
              post(example, UUID.randomUUID().toString()),
              given().get("/v1/assessments/" + id),
              determine(id, "", approved()))) {
        problem(response, 503, "store-unavailable");
        assertThat(response.header("Retry-After")).isEqualTo("5");
      }
      Response health = given().get("/q/health/ready");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.jsonPath().getString("checks.find { it.name == 'store' }.status"))
          .isEqualTo("DOWN");
    } finally {
      storage.start(new StartupEvent());
      ServiceTest.awaitReady();
    }
    assertThat(given().get("/v1/assessments/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void a_store_that_cannot_be_opened_is_a_problem_without_its_password() {
    Storage unreachable =
        new Storage(
            "target/data",
            Optional.of("jdbc:postgresql://localhost:1/ketcov"),
            Optional.of("ketcov"),
            Optional.of("secret"),
            CaseKeeping.KEEP,
            Optional.empty(),
            Optional.empty());
    assertThat(unreachable.answers()).isFalse();
    assertThatThrownBy(() -> unreachable.ask(store -> store.answers()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().type()).isEqualTo(ProblemType.STORE_UNAVAILABLE);
              assertThat(e.problem().detail()).doesNotContain("secret");
            });
  }

  private static String approved() {
    return "{\"decision\":\"APPROVED\",\"decidedOn\":\"2026-05-02\"}";
  }

  private static String id(byte[] assessment) {
    String text = new String(assessment, java.nio.charset.StandardCharsets.UTF_8);
    return io.restassured.path.json.JsonPath.from(text).getString("assessmentId");
  }

  private static Response post(String body, String key) {
    var request = given().contentType("application/json").body(body);
    return (key.isEmpty() ? request : request.header("Idempotency-Key", key))
        .post("/v1/assessments");
  }

  private static Response determine(String id, String query, String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .post("/v1/assessments/" + id + "/determination" + query);
  }

  private static void problem(Response response, int status, String type) {
    assertThat(response.jsonPath().getString("type")).isEqualTo("/problems/" + type);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.contentType()).startsWith(Problem.MEDIA_TYPE);
  }
}
