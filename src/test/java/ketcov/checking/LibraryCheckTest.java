package ketcov.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCheckTest {
  private static final EditionId EDITION =
      new EditionId(PolicyId.parse("example-health/spravato"), "2026-01-01");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private static Path compiled;

  private final ExampleEdition edition;

  LibraryCheckTest(@TempDir Path temporary) throws IOException {
    edition = new ExampleEdition(temporary, "mistaken/edition");
  }

  private LibraryCheck check(Map<EditionId, String> activated) {
    return new LibraryCheck(
        edition.root(),
        edition.root(),
        RuleCache.in(compiled),
        new CaseReader(ReferenceTables.load()),
        activated);
  }

  @Test
  void an_edition_that_was_changed_after_its_activation_is_found() {
    assertThat(check(Map.of(EDITION, "another")).run().findings())
        .singleElement()
        .extracting(Diagnostic::check)
        .isEqualTo(Check.ACTIVATED_EDITION_CHANGED);
  }

  @Test
  void only_the_editions_that_changed_are_looked_at_again() throws IOException {
    Path other = edition.edition().resolveSibling("2025-01-01");
    Files.createDirectories(other);
    Files.writeString(
        other.resolve("policy.yaml"),
        Files.readString(edition.edition().resolve("policy.yaml"))
            .replace("edition: 2026-01-01", "edition: 2025-01-01")
            .replace("from: 2026-01-01", "from: 2025-01-01, to: 2025-12-31")
            .replaceFirst("(?s)criteria:.*", "notes: [Nothing is known of it.]\n"));
    LibraryCheck check = check(Map.of());
    assertThat(check.run().findings()).isEmpty();

    edition.replace("severity.drl", "score >= 20", "scor >= 20");
    LibraryCheck.Result again = check.again(Set.of(edition.edition()));

    assertThat(again.editions()).isEqualTo(1);
    assertThat(again.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file())
                  .isEqualTo("rules-drl/example-health/spravato/2026-01-01/severity.drl");
              assertThat(finding.check()).isEqualTo(Check.UNKNOWN_FIELD);
            });

    edition.replace("severity.drl", "scor >= 20", "score >= 20");
    assertThat(check.again(Set.of(edition.edition())).findings()).isEmpty();
  }

  @Test
  void an_edition_that_comes_is_held_against_its_neighbours() throws IOException {
    LibraryCheck check = check(Map.of());
    check.run();
    Path later = edition.edition().resolveSibling("2026-02-01");
    Files.createDirectories(later);
    Files.writeString(
        later.resolve("policy.yaml"),
        Files.readString(edition.edition().resolve("policy.yaml"))
            .replace("edition: 2026-01-01", "edition: 2026-02-01")
            .replace("from: 2026-01-01", "from: 2026-02-01")
            .replaceFirst("(?s)criteria:.*", "notes: [Nothing is known of it.]\n"));

    assertThat(check.editionOf(later.resolve("policy.yaml"))).contains(later);
    assertThat(check.again(Set.of()).findings())
        .extracting(Diagnostic::check)
        .containsExactly(Check.OVERLAPPING_EDITIONS);

    Files.delete(later.resolve("policy.yaml"));
    assertThat(check.again(Set.of()).findings()).isEmpty();
  }

  @Test
  void a_change_of_a_file_wakes_the_watch_once() throws Exception {
    try (FolderWatch watch =
        FolderWatch.of(edition.root(), Duration.ofMillis(100), Duration.ofMillis(10))) {
      assertThat(watch.await(Duration.ofMillis(20))).isEmpty();
      edition.replace("severity.drl", "score >= 20", "score >= 21");
      assertThat(watch.await(Duration.ofSeconds(20)))
          .containsExactly(edition.edition().resolve("severity.drl"));
      assertThat(watch.await(Duration.ofMillis(20))).isEmpty();
    }
  }

  @Test
  void a_watch_that_is_told_nothing_looks_by_itself() throws Exception {
    try (FolderWatch watch =
        FolderWatch.looking(edition.root(), Duration.ofMillis(10), Duration.ofMillis(10))) {
      Path file = Files.writeString(edition.edition().resolve("new.drl"), "// new\n");
      assertThat(watch.await(Duration.ofSeconds(20))).containsExactly(file);
      Files.delete(file);
      assertThat(watch.await(Duration.ofSeconds(20))).containsExactly(file);
    }
  }
}
