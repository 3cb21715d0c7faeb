package ketcov.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PackageReader;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.store.SubmittedPackage;
import ketcov.store.Verdict;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages are verified in a process that can be killed, and whose answer has to be the answer. */
class ConfinedVerificationTest {
  private static final Path SOUND =
      Path.of(System.getProperty("ketcov.home", "."), "src/test/resources/rules/edition");
  private static final String EDITION = "example/esketamine/undated";

  private static final String CASES =
      """
      cases:
        - name: A patient of eighteen years
          case:
            serviceDate: 2026-03-02
            coverage: {payer: example}
            request: {drug: ESKETAMINE, route: INTRANASAL, indication: TRD}
            patient: {ageYears: 18}
          expect:
            criteria: {age-min: MET}
      """;

  private final Path root;
  private final Path cache;
  private final PolicyPackage sound;

  ConfinedVerificationTest(@TempDir Path temporary) {
    this.root = temporary.resolve("rules-drl");
    this.cache = temporary.resolve("compiled-rules");
    Path edition = root.resolve(EDITION);
    try (Stream<Path> files = Files.walk(SOUND)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = edition.resolve(SOUND.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Files.createDirectories(edition.resolve("cases"));
      Files.writeString(edition.resolve("cases/age.yaml"), CASES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.sound = new LibraryFolder(root).read(edition, new ArrayList<>()).orElseThrow();
  }

  private static SubmittedPackage submitted(PolicyPackage files) {
    List<Diagnostic> problems = new ArrayList<>();
    EditionSource source = PolicyReader.read(files, problems).orElseThrow();
    return new SubmittedPackage(source.edition().editionId(), source.contentHash(), files);
  }

  private PolicyPackage with(String file, String from, String to) {
    TreeMap<String, String> files = new TreeMap<>(sound.files());
    String text = String.valueOf(files.get(file));
    assertThat(text.replace(from, to)).isNotEqualTo(text);
    files.put(file, text.replace(from, to));
    return PackageReader.files(files, new ArrayList<>()).orElseThrow();
  }

  private VerificationReport verify(PolicyPackage files, List<String> command, Duration limit) {
    return new ConfinedVerification(
            new ConfinedVerification.Settings(command, root, cache, limit), List::of)
        .verify(submitted(files));
  }

  private VerificationReport verify(PolicyPackage files) {
    return verify(
        files,
        OwnProgram.command("ketcov.cli.Ketcov", 512, ConfinedVerification.COMMAND),
        Duration.ofMinutes(5));
  }

  @Test
  void a_sound_package_is_verified_and_compiled() {
    VerificationReport report = verify(with("policy.yaml", "title: Esketamine, the", "title: The"));
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.cases()).isPositive();
    assertThat(report.failedCases()).isZero();
    assertThat(report.module()).isPresent();
  }

  @Test
  void a_case_that_does_not_come_out_as_expected_is_told_with_its_place() {
    VerificationReport report = verify(with("diagnosis.drl", "ageYears >= 18", "ageYears >= 19"));
    assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(report.failedCases()).isPositive();
    assertThat(report.findings().getFirst().toString())
        .startsWith("rules-drl/" + EDITION + "/cases/")
        .contains("does not come out as expected", "expected MET, was NOT_MET");
  }

  @Test
  void what_cannot_be_compiled_is_told_with_its_place() {
    VerificationReport report = verify(with("diagnosis.drl", "ageYears >=", "ageInYears >="));
    assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(report.module()).isEmpty();
    assertThat(report.findings().getFirst().toString())
        .startsWith("rules-drl/" + EDITION + "/diagnosis.drl:")
        .contains("ageInYears");
  }

  @Test
  void a_process_that_does_not_end_is_killed() {
    VerificationReport report =
        verify(sound, List.of("/bin/sh", "-c", "sleep 600"), Duration.ofMillis(300));
    assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(report.findings().getFirst().message()).contains("took longer than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "echo '{}'",
        "cat",
        "echo '{\"request\":\"x\",\"hash\":\"y\",\"verdict\":\"VERIFIED\"}'",
        "exit 3"
      })
  void a_process_that_ends_without_the_record_verifies_nothing(String script) {
    VerificationReport report =
        verify(sound, List.of("/bin/sh", "-c", script), Duration.ofMinutes(1));
    assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(report.findings().getFirst().message()).contains("ended without a result");
  }

  @Test
  void a_process_that_wants_too_much_memory_ends_without_harm() {
    VerificationReport report =
        verify(
            sound,
            OwnProgram.command("ketcov.cli.Ketcov", 12, "verify-package"),
            Duration.ofMinutes(5));
    assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(report.findings().getFirst().message()).contains("ended without a result");
  }
}
