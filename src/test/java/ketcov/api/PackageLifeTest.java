package ketcov.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import ketcov.authoring.AccessTokens;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole life of a policy package over HTTP, and who may take which step. */
@QuarkusTest
@TestProfile(PackageLifeTest.Publishing.class)
class PackageLifeTest {
  private static final Path EDITION = Path.of("rules-drl/premera/spravato/2026-03-01");

  private final String data;

  private final String example;

  PackageLifeTest(@ConfigProperty(name = "ketcov.data") String data) throws IOException {
    this.data = data;
    this.example = Files.readString(Path.of("docs/case.example.json"));
  }

  /** A service that takes policies. */
  public static final class Publishing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "ketcov.publishing",
          "on",
          "ketcov.data",
          "target/publishing-" + UUID.randomUUID(),
          // A verification starts a process and takes seconds, more where much else runs.
          "quarkus.http.test-timeout",
          "120s");
    }
  }

  @BeforeEach
  void the_service_is_ready() {
    ServiceTest.awaitReady();
  }

  private String token(String name, Role... roles) {
    try {
      return AccessTokens.issue(
          Path.of(data, AccessTokens.KEY_FILE),
          new Person(name, Set.of(roles)),
          Duration.ofHours(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The edition that judges the example, with an age limit that nobody reaches. */
  private static Map<String, String> edited(String oldText, String newText) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(EDITION)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(EDITION.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    files.replaceAll((name, text) -> text.replace(oldText, newText));
    return files;
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static Response submit(Map<String, String> files, String token) throws IOException {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/zip")
        .body(zip(files))
        .post("/v1/policy-packages");
  }

  private static Response step(String path, String body, String token) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json")
        .body(body)
        .post(path);
  }

  private Response assess() {
    return given().contentType("application/json").body(example).post("/v1/assessments");
  }

  private static void problem(Response response, int status, String type) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.path("type").toString()).isEqualTo("/problems/" + type);
  }

  @Test
  void a_package_is_submitted_verified_approved_put_to_use_and_taken_back() throws IOException {
    String author = token("ada", Role.AUTHOR, Role.APPROVER);
    String approver = token("ben", Role.APPROVER);
    String publisher = token("cleo", Role.PUBLISHER);
    String before = assess().path("policy.title");
    Map<String, String> files = edited("title: ", "title: Corrected, ");

    Response submitted = submit(files, author);
    assertThat(submitted.statusCode()).as(submitted.asString()).isEqualTo(201);
    assertThat(submitted.path("stage").toString()).isEqualTo("VERIFIED");
    assertThat((int) submitted.path("verification.cases")).isPositive();
    String hash = submitted.path("hash");
    String address = "/v1/policy-packages/" + hash;
    assertThat(submitted.header("Location")).endsWith(address);
    assertThat(submit(files, author).statusCode()).isEqualTo(200);

    problem(step(address + "/activation", "", publisher), 409, "package-conflict");
    problem(step(address + "/approval", "{\"remark\": \"Mine.\"}", author), 403, "forbidden");
    problem(step(address + "/approval", "", approver), 409, "package-conflict");
    Response approved =
        step(address + "/approval", "{\"remark\": \"The title was wrong.\"}", approver);
    assertThat(approved.path("stage").toString()).isEqualTo("APPROVED");
    problem(step(address + "/activation", "", approver), 403, "forbidden");

    assertThat(assess().path("policy.title").toString()).isEqualTo(before);
    Response activated = step(address + "/activation", "", publisher);
    assertThat(activated.statusCode()).as(activated.asString()).isEqualTo(201);
    Response assessed = assess();
    assertThat(assessed.path("policy.title").toString()).isEqualTo("Corrected, " + before);
    assertThat(assessed.path("policy.contentHash").toString())
        .isEqualTo(submitted.path("contentHash"));
    assertThat(step(address + "/activation", "", publisher).statusCode()).isEqualTo(200);

    String rollback = "/v1/policies/premera/spravato/rollback";
    String taken = "{\"activation\": " + activated.path("number") + "}";
    assertThat(step(rollback, taken, publisher).statusCode()).isEqualTo(201);
    assertThat(step(rollback, taken, publisher).statusCode()).isEqualTo(200);
    assertThat(assess().path("policy.title").toString()).isEqualTo(before);
    problem(step(rollback, "", publisher), 409, "package-conflict");

    Response state = given().header("Authorization", "Bearer " + approver).get(address);
    assertThat(state.path("stage").toString()).isEqualTo("ROLLED_BACK");
    assertThat(state.<List<?>>path("activations")).hasSize(2);
    assertThat(
            given()
                .header("Authorization", "Bearer " + author)
                .get(address + "/files")
                .<Map<String, String>>path("files"))
        .isEqualTo(files);
  }

  @Test
  void a_package_that_decides_otherwise_than_its_cases_expect_is_refused_with_places()
      throws IOException {
    Response refused =
        submit(edited("ageYears >= 18", "ageYears >= 118"), token("ada", Role.AUTHOR));
    problem(refused, 422, "invalid-package");
    List<Map<String, Object>> findings = refused.path("findings");
    assertThat(findings).isNotEmpty();
    assertThat(String.valueOf(findings.getFirst().get("file")))
        .startsWith("rules-drl/premera/spravato/2026-03-01/");
    String instance = refused.path("instance");
    problem(
        step(instance + "/approval", "{\"remark\": \"x\"}", token("ben", Role.APPROVER)),
        409,
        "package-conflict");
  }

  @Test
  void what_is_no_package_is_refused() throws IOException {
    String author = token("ada", Role.AUTHOR);
    Map<String, String> files = edited("title: ", "title: ");
    files.put("Evil.java", "class Evil {}");
    problem(submit(files, author), 422, "invalid-package");
    problem(step("/v1/policy-packages", "{\"files\": {}}", author), 422, "invalid-package");
    problem(step("/v1/policy-packages", "{", author), 400, "malformed-case");
    problem(step("/v1/policy-packages/x/approval", "", author), 403, "forbidden");
    problem(
        step(
            "/v1/policy-packages/" + "0".repeat(64) + "/activation",
            "",
            token("c", Role.PUBLISHER)),
        404,
        "unknown-package");
  }

  @Test
  void nothing_is_done_for_nobody() throws IOException {
    problem(given().get("/v1/policy-packages"), 401, "no-token");
    assertThat(given().get("/v1/policy-packages").header("WWW-Authenticate")).isEqualTo("Bearer");
    String good = token("ada", Role.AUTHOR);
    String forged = good.substring(0, good.lastIndexOf('.') + 1) + "AAAA";
    problem(submit(Map.of(), forged), 401, "no-token");
    String none =
        "eyJhbGciOiJub25lIn0." + good.substring(good.indexOf('.') + 1, good.lastIndexOf('.') + 1);
    problem(submit(Map.of(), none), 401, "no-token");
  }

  @Test
  void a_package_in_shadow_is_compared_and_reaches_nobody() throws Exception {
    String author = token("ada", Role.AUTHOR);
    String publisher = token("cleo", Role.PUBLISHER);
    String before = assess().asString();
    Response submitted = submit(edited("title: ", "title: In shadow, "), author);
    String address = "/v1/policy-packages/" + submitted.path("hash");
    assertThat(step(address + "/shadow", "", publisher).statusCode()).isEqualTo(201);
    for (int i = 0; i < 5; i++) {
      assertThat(assess().path("policy.title").toString()).doesNotContain("shadow");
    }
    Response found = shadow(address, publisher);
    for (int i = 0; i < 100 && (int) found.path("assessments") < 5; i++) {
      Thread.sleep(50);
      found = shadow(address, publisher);
    }
    assertThat((int) found.path("assessments")).isEqualTo(5);
    assertThat((int) found.path("failed")).isZero();
    assertThat((int) found.path("different")).isZero();
    assertThat(
            given()
                .header("Authorization", "Bearer " + publisher)
                .delete(address + "/shadow")
                .statusCode())
        .isEqualTo(201);
    assertThat(before).isNotEmpty();
  }

  private static Response shadow(String address, String token) {
    return given().header("Authorization", "Bearer " + token).get(address + "/shadow");
  }
}
