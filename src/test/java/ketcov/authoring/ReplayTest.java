package ketcov.authoring;

import static ketcov.authoring.Packages.ANNA;
import static ketcov.authoring.Packages.BEN;
import static ketcov.authoring.Packages.CARLA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.calibration.CalibrationFolder;
import ketcov.engine.CompiledEdition;
import ketcov.engine.EditionCompiler;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.store.AnsweredCase;
import ketcov.store.CaseKeeping;
import ketcov.store.Store;
import ketcov.store.StoreLocation;
import ketcov.store.SubmittedPackage;
import ketcov.text.Diagnostic;
import ketcov.text.StrictJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final Path ROOT = Path.of("rules-drl");
  private static final PolicyLibrary.Loaded LIBRARY =
      PolicyLibrary.load(ROOT, ROOT.resolve("premera"), RuleCache.none());
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final Instant NOW = Instant.parse("2026-05-02T10:15:30.123456Z");

  private final Path folder;
  private final Store store;
  private final PackageLife life;

  ReplayTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = Store.open(StoreLocation.in(folder));
    this.life =
        new PackageLife(
            store,
            SigningPolicy.NONE,
            edition ->
                LIBRARY.catalog().edition(edition).map(found -> found.source().contentHash()),
            () -> NOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_answer_is_replayed_byte_for_byte() throws IOException {
    for (String birth : new String[] {"\"ageYears\": 46", "\"birthDate\": \"1979-11-03\""}) {
      UUID plain = assessed(LIBRARY, caseWith(birth), null, false);
      UUID traced = assessed(LIBRARY, caseWith(birth), null, true);
      UUID named = assessed(LIBRARY, caseWith(birth), "premera/spravato@2025-06-01", false);
      assertThat(replay(LIBRARY, plain)).isEqualTo(new Replay.Verdict.Same());
      assertThat(replay(LIBRARY, traced)).isEqualTo(new Replay.Verdict.Same());
      assertThat(replay(LIBRARY, named)).isEqualTo(new Replay.Verdict.Same());
    }
  }

  @Test
  void an_answer_that_was_changed_is_found() throws IOException {
    UUID id = assessed(LIBRARY, caseWith("\"ageYears\": 46"), null, false);
    String given = store.answer(id).orElseThrow();
    UUID other = UUID.randomUUID();
    AssessmentResult.Assessed result = assess(LIBRARY, caseWith("\"ageYears\": 46"), null, other);
    store.keep(
        new AnsweredCase(
            result.assessment(),
            CaseKeeping.KEEP.of(caseWith("\"ageYears\": 46"), 46),
            "premera",
            given
                .replace(id.toString(), other.toString())
                .replaceFirst("\"summary\":\"", "\"summary\":\"Well: "),
            null));
    assertThat(replay(LIBRARY, other)).isEqualTo(new Replay.Verdict.Different(List.of("/summary")));
  }

  @Test
  void what_is_not_there_is_said() throws IOException {
    assertThat(replay(LIBRARY, UUID.randomUUID()))
        .isEqualTo(new Replay.Verdict.UnknownAssessment());
    UUID id = UUID.randomUUID();
    store.keep(
        new AnsweredCase(
            assess(LIBRARY, caseWith("\"ageYears\": 46"), null, id).assessment(),
            null,
            "premera",
            "{}",
            null));
    assertThat(replay(LIBRARY, id))
        .isEqualTo(
            new Replay.Verdict.CannotReplay("its case was not kept, or was forgotten since"));
  }

  @Test
  void an_edition_that_is_no_longer_in_use_is_built_from_its_package() throws IOException {
    SubmittedPackage correction = correction();
    PolicyLibrary.Loaded corrected = corrected(correction);
    UUID id = assessed(corrected, caseWith("\"ageYears\": 46"), null, true);
    UUID before = assessed(LIBRARY, caseWith("\"ageYears\": 46"), null, true);
    assertThat(store.answer(id).orElseThrow()).contains(correction.contentHash());
    assertThat(replay(LIBRARY, id))
        .isEqualTo(
            new Replay.Verdict.CannotReplay(
                "edition premera/spravato@2026-03-01 with the content hash "
                    + correction.contentHash()
                    + " is neither in the library folder nor among the packages"));

    life.submit(ANNA, correction);
    assertThat(replay(LIBRARY, id))
        .as("what did not pass its verification is not run")
        .isInstanceOf(Replay.Verdict.CannotReplay.class);
    life.verify(ANNA, correction.hash(), any -> Packages.good());
    assertThat(replay(LIBRARY, id)).isEqualTo(new Replay.Verdict.Same());

    life.approve(BEN, correction.hash(), "The source was misread.");
    life.activations().activate(CARLA, correction.hash(), null, null);
    assertThat(replay(LIBRARY, id)).isEqualTo(new Replay.Verdict.Same());
    assertThat(replay(LIBRARY, before))
        .as("judged by the folder's edition, in the same moment")
        .isEqualTo(new Replay.Verdict.Same());
  }

  private Replay.Verdict replay(PolicyLibrary.Loaded library, UUID id) throws IOException {
    return new Replay(
            store,
            new Replay.Source(ROOT, library, new CalibrationFolder(folder.resolve("calibrations"))),
            READER)
        .replay(id);
  }

  private UUID assessed(
      PolicyLibrary.Loaded library, JsonNode body, @Nullable String edition, boolean traced) {
    UUID id = UUID.randomUUID();
    AssessmentResult.Assessed result = assess(library, body, edition, id);
    CaseReading.Accepted accepted = (CaseReading.Accepted) READER.read(body);
    Object shown =
        traced
            ? new Assessor(library.catalog()).traced(accepted, result.assessment())
            : result.assessment();
    store.keep(
        new AnsweredCase(
            result.assessment(),
            CaseKeeping.KEEP.of(body, accepted.facts().priorAuthCase().patient().ageYears()),
            "premera",
            new String(AssessmentJson.bytes(shown), StandardCharsets.UTF_8),
            edition));
    return id;
  }

  private static AssessmentResult.Assessed assess(
      PolicyLibrary.Loaded library, JsonNode body, @Nullable String edition, UUID id) {
    return (AssessmentResult.Assessed)
        new Assessor(library.catalog())
            .assess(
                (CaseReading.Accepted) READER.read(body),
                edition,
                new Assessor.Stamp(id.toString(), NOW));
  }

  private static JsonNode caseWith(String patient) throws IOException {
    ObjectNode body =
        (ObjectNode)
            ((StrictJson.Value)
                    StrictJson.read(Files.readAllBytes(Path.of("docs", "case.example.json"))))
                .root();
    body.set(
        "patient",
        ((StrictJson.Value) StrictJson.read(("{" + patient + "}").getBytes(StandardCharsets.UTF_8)))
            .root());
    return body;
  }

  private static SubmittedPackage correction() {
    CompiledEdition edition =
        LIBRARY.catalog().edition(EditionId.parse("premera/spravato@2026-03-01")).orElseThrow();
    SortedMap<String, String> files = new TreeMap<>(edition.source().files().files());
    files.computeIfPresent("policy.yaml", (name, text) -> text + "# corrected\n");
    PolicyPackage corrected = new PolicyPackage(edition.source().folder(), files);
    return new SubmittedPackage(
        edition.policy().editionId(),
        PolicyReader.read(corrected, new ArrayList<>()).orElseThrow().contentHash(),
        corrected);
  }

  private static PolicyLibrary.Loaded corrected(SubmittedPackage correction) {
    List<Diagnostic> problems = new ArrayList<>();
    Optional<CompiledEdition> compiled =
        PolicyReader.read(correction.files(), problems)
            .flatMap(source -> EditionCompiler.compile(source, problems, RuleCache.none()));
    assertThat(problems).noneMatch(Diagnostic::isError);
    return PolicyLibrary.with(ROOT, LIBRARY, List.of(compiled.orElseThrow()));
  }
}
