package ketcov.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ketcov.SmallLibrary;
import ketcov.authoring.Role;
import ketcov.store.Database;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole life of a package over HTTP, as {@code docs/package-life-http.md} shows it, which is
 * the same on both databases. {@code -Dketcov.record=true} writes it anew.
 */
class LifeTranscriptTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("ketcov.home", "."), "docs/package-life-http.md");

  private static final String HEAD =
      """
      # The life of a policy package over HTTP

      Recorded by `LifeTranscriptTest` from the packaged service, and held against it on the embedded database and on PostgreSQL.
      Answers are abridged; `HASH`, `CONTENT` and `TIME` stand for what differs from package to package and from day to day.
      The rules of each step are in [package-life.md](package-life.md).

      ```
      $ KETCOV_JAVA_OPTS=-Dketcov.publishing=on ./ketcov serve
      $ K=http://localhost:8080
      $ ADA=$(./ketcov token --name ada --role author --role approver)
      $ BEN=$(./ketcov token --name ben --role approver)
      $ CLEO=$(./ketcov token --name cleo --role publisher)
      $ (cd payer/policy/2026-01-01 && zip -qr ../../../edition.zip .)
      $ echo '%s' > nineteen.json
      ```
      """
          .formatted(AgePolicy.CASE.strip());

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringBuilder transcript = new StringBuilder(HEAD);

  /** What stands for a text that differs from run to run. */
  private final Map<String, String> names = new LinkedHashMap<>();

  @ParameterizedTest
  @EnumSource(Database.class)
  void the_life_of_a_inFullis_as_its_transcript_shows(Database database, @TempDir Path folder)
      throws Exception {
    SmallLibrary library = SmallLibrary.in(folder);
    PackagedService.Setup setup =
        PackagedService.Setup.on(database, folder.resolve("data"), library);
    try (PackagedService service = PackagedService.start(setup)) {
      live(service, setup, library);
    }
    say("The trail holds every step, and is whole.");
    String verified = setup.run("audit", "verify").lines().findFirst().orElse("");
    transcript
        .append("```\n$ ./ketcov audit verify\n")
        .append(verified.replaceAll(".*(sound: )", "$1"))
        .append("\n```\n");
    if (Boolean.getBoolean("ketcov.record") && database == Database.EMBEDDED) {
      Files.writeString(DOCUMENT, transcript);
    }
    assertThat(transcript.toString()).isEqualTo(Files.readString(DOCUMENT));
  }

  private void live(PackagedService service, PackagedService.Setup setup, SmallLibrary library)
      throws IOException {
    Actor nobody = new Actor("", new Caller(service, null));
    Actor ada =
        new Actor("$ADA", Caller.of(service, setup.tokenKey(), "ada", Role.AUTHOR, Role.APPROVER));
    Actor ben = new Actor("$BEN", Caller.of(service, setup.tokenKey(), "ben", Role.APPROVER));
    Actor cleo = new Actor("$CLEO", Caller.of(service, setup.tokenKey(), "cleo", Role.PUBLISHER));
    List<String> inFull =
        List.of("hash", "policy", "edition", "contentHash", "stage", "submitters", "corrects");

    say("The edition of the library folder answers: nineteen years are enough.");
    assess(nobody);

    say("Ada submits a package for that edition, which asks for twenty-one years. It is verified.");
    Map<String, String> files = new AgePolicy("Adults of twenty-one years", 21).files(library);
    Caller.Answer submitted = ada.caller().submit(files).done();
    name(submitted.at("/hash"), "HASH");
    name(submitted.at("/contentHash"), "CONTENT");
    name(submitted.json().at("/corrects/0").asText(), "CONTENT-BEFORE");
    JsonNode verification = submitted.json().at("/verification");
    show(
        command(ada, "--data-binary @edition.zip -H 'Content-Type: application/zip'", ""),
        submitted,
        with(
            pick(submitted.json(), inFull),
            "verification",
            pick(verification, List.of("verdict", "cases", "failedCases"))));
    String hash = submitted.at("/hash");
    String address = "/" + hash;

    say("Nobody can put it to use yet, and Ada cannot approve her own work.");
    step(cleo, address + "/activation", "", List.of("type", "detail"));
    step(ada, address + "/approval", "{\"remark\": \"Mine.\"}", List.of("type", "detail"));

    say("Ben approves it. The edition is in use with other rules, so he has to say why.");
    step(ben, address + "/approval", "", List.of("type", "detail"));
    step(
        ben,
        address + "/approval",
        "{\"remark\": \"The payer mended its page.\"}",
        List.of("hash", "stage", "approvals"));

    say("Cleo puts it to use: every replica answers with it within two seconds.");
    step(cleo, address + "/activation", "", ACTIVATION);
    assess(nobody);

    say("A second package takes its place, and is taken back.");
    Map<String, String> second = new AgePolicy("Adults of thirty years", 30).files(library);
    Caller.Answer other = ada.caller().submit(second).done();
    name(other.at("/hash"), "HASH-2");
    name(other.at("/contentHash"), "CONTENT-2");
    show(
        command(ada, "--data-binary @second.zip -H 'Content-Type: application/zip'", ""),
        other,
        pick(other.json(), List.of("hash", "stage", "corrects")));
    step(
        ben,
        "/" + other.at("/hash") + "/approval",
        "{\"remark\": \"Thirty, by its letter.\"}",
        List.of("hash", "stage"));
    step(cleo, "/" + other.at("/hash") + "/activation", "", ACTIVATION);
    read(cleo, address, List.of("hash", "stage"));
    rollBack(cleo, "{\"activation\": 2, \"remark\": \"The letter was withdrawn.\"}");
    assess(nobody);

    say("The first one is taken back, too, and the edition of the library folder answers again.");
    rollBack(cleo, "{\"activation\": 1}");
    assess(nobody);
    read(cleo, address, List.of("hash", "stage", "activations"));

    say("A package whose cases do not come out as they expect is kept, and cannot be used.");
    files.replaceAll((file, text) -> text.replace("ageYears >= 21", "ageYears >= 22"));
    Caller.Answer refused = ada.caller().submit(files);
    name(refused.at("/instance").replaceAll(".*/", ""), "HASH-3");
    show(
        command(ada, "--data-binary @third.zip -H 'Content-Type: application/zip'", ""),
        refused,
        pick(refused.json(), List.of("type", "status", "detail", "instance", "findings")));
  }

  private static final List<String> ACTIVATION =
      List.of("number", "packageHash", "undoes", "effectiveAt", "by", "remark");

  /** Somebody, and the variable of the shell that holds her token. */
  private record Actor(String token, Caller caller) {}

  private void say(String what) {
    transcript.append('\n').append(what).append('\n');
  }

  /** From now on, this text is called so. */
  private void name(String text, String name) {
    if (!text.isEmpty()) {
      names.putIfAbsent(text, name);
    }
  }

  private void assess(Actor actor) throws JsonProcessingException {
    Caller.Answer answer = actor.caller().post("/v1/assessments", AgePolicy.CASE);
    ObjectNode shown = JSON.createObjectNode();
    shown.set(
        "policy",
        pick(answer.json().at("/policy"), List.of("id", "edition", "title", "contentHash")));
    shown.set("outlook", answer.json().at("/outlook"));
    shown.putArray("criteria").add(pick(answer.json().at("/criteria/0"), List.of("id", "outcome")));
    name(answer.at("/policy/contentHash"), "CONTENT-BEFORE");
    show("curl $K/v1/assessments -d @nineteen.json", answer, shown);
  }

  private void step(Actor actor, String path, String body, List<String> fields)
      throws JsonProcessingException {
    Caller.Answer answer = actor.caller().post("/v1/policy-packages" + path, body);
    show(
        command(actor, body.isEmpty() ? "-X POST" : "--json '" + body + "'", path),
        answer,
        pick(answer.json(), fields));
  }

  private void read(Actor actor, String path, List<String> fields) throws JsonProcessingException {
    Caller.Answer answer = actor.caller().get("/v1/policy-packages" + path);
    show(command(actor, "", path), answer, pick(answer.json(), fields));
  }

  private void rollBack(Actor actor, String body) throws JsonProcessingException {
    String path = AgePolicy.POLICY + "/rollback";
    Caller.Answer answer = actor.caller().post(path, body);
    show(
        "curl -H \"Authorization: Bearer " + actor.token() + "\" --json '" + body + "' $K" + path,
        answer,
        pick(answer.json(), ACTIVATION));
  }

  private static String command(Actor actor, String options, String path) {
    return "curl -H \"Authorization: Bearer "
        + actor.token()
        + "\" "
        + (options.isEmpty() ? "" : options + " ")
        + "$K/v1/policy-packages"
        + path;
  }

  private static ObjectNode pick(JsonNode from, List<String> fields) {
    ObjectNode picked = JSON.createObjectNode();
    for (String field : fields) {
      if (from.has(field)) {
        picked.set(field, from.get(field));
      }
    }
    return picked;
  }

  private static ObjectNode with(ObjectNode object, String field, JsonNode value) {
    object.set(field, value);
    return object;
  }

  private void show(String command, Caller.Answer answer, JsonNode shown)
      throws JsonProcessingException {
    String text =
        "```\n$ "
            + command
            + "\n"
            + answer.status()
            + "\n"
            + JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shown).replace("\r", "")
            + "\n```\n";
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    transcript.append(
        text.replaceAll("\"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\"", "\"TIME\"")
            .replaceAll("[0-9a-f]{64}", "OTHER-HASH"));
  }
}
