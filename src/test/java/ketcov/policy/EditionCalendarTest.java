package ketcov.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditionCalendarTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path temporary;

  @Test
  void editions_that_follow_one_another_are_well() throws IOException {
    assertThat(check("from: 2025-01-01, to: 2025-12-31", "from: 2026-01-01")).isEmpty();
    assertThat(check("to: 2025-12-31", "from: 2026-01-01")).isEmpty();
  }

  @Test
  void a_day_on_which_two_editions_are_in_force_is_an_error_at_the_later_one() throws IOException {
    assertThat(check("from: 2025-01-01, to: 2026-01-01", "from: 2026-01-01"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.level()).isEqualTo(Check.Level.ERROR);
              assertThat(found.file()).endsWith("example/esketamine/b/policy.yaml");
              assertThat(found.message()).startsWith("on 2026-01-01 edition `a` is in force too.");
            });
    assertThat(check("from: 2025-01-01", "from: 2026-01-01")).hasSize(1);
  }

  @Test
  void days_on_which_none_is_in_force_are_a_warning_until_they_are_explained() throws IOException {
    assertThat(check("from: 2025-01-01, to: 2025-10-31", "from: 2026-01-01"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.level()).isEqualTo(Check.Level.WARNING);
              assertThat(found.message()).contains("from 2025-11-01").contains("to 2025-12-31");
            });
    assertThat(check("from: 2025-01-01, to: 2025-10-31", "from: 2026-01-01, gapBefore: not known"))
        .isEmpty();
  }

  @Test
  void an_edition_that_is_never_chosen_by_date_stands_outside() throws IOException {
    assertThat(check("byDate: false", "from: 2026-01-01")).isEmpty();
  }

  /** The library's folders are those of the list, so that none is lost or added unnoticed. */
  @Test
  void the_library_holds_the_editions_of_the_list() throws IOException {
    Path library = Path.of("rules-drl");
    List<String> folders =
        new LibraryFolder(library)
            .editions(library).stream()
                .map(folder -> library.toAbsolutePath().relativize(folder).toString())
                .sorted()
                .toList();

    assertThat(folders)
        .containsExactlyElementsOf(Files.readAllLines(Path.of("src/test/resources/editions.txt")));
  }

  private List<Diagnostic> check(String first, String second) throws IOException {
    List<EditionSource> sources = new ArrayList<>();
    sources.add(edition("a", first));
    sources.add(edition("b", second));
    return EditionCalendar.check(sources);
  }

  private EditionSource edition(String name, String inForce) throws IOException {
    Path folder = temporary.resolve("rules-drl/example/esketamine").resolve(name);
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        id: example/esketamine
        edition: %s
        title: Example
        payerName: Example
        coverage: {payer: example}
        requests: [{drug: ESKETAMINE, routes: [INTRANASAL]}]
        indications: [TRD]
        inForce: {%s, basis: STATED}
        source: {title: Example, url: https://example.org, kind: OWN_PAGE, retrieved: 2026-11-23}
        completeness: FULL
        """
            .formatted(name, inForce));
    List<Diagnostic> problems = new ArrayList<>();
    EditionSource read =
        new LibraryFolder(temporary.resolve("rules-drl")).edition(folder, problems).orElseThrow();
    assertThat(problems).isEmpty();
    return read;
  }
}
