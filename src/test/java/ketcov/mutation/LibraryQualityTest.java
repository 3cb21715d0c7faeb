package ketcov.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ketcov.coverage.EditionCoverage;
import ketcov.coverage.Item;
import ketcov.coverage.Subject;
import ketcov.regression.ReadCases;
import org.junit.jupiter.api.Test;

/**
 * The cases of the library reach every rule and every bound from both sides, and the page that says
 * so is that of the present library. What the cases notice, {@code ./ketcov mutate} tells.
 */
class LibraryQualityTest {
  private static final Path PAGE =
      Path.of(System.getProperty("ketcov.home", "."), "docs", "quality.md");

  private static final ReadCases LIBRARY = LibraryCases.load();

  /** In one thread: a class that waits for others in its initializer is waited for by them. */
  private static final List<EditionCoverage> COVERAGE =
      LIBRARY.chosen().stream().map(e -> EditionCoverage.of(LIBRARY, e)).toList();

  @Test
  void every_rule_fires_and_does_not_and_every_bound_is_tested_on_both_sides() {
    assertThat(COVERAGE.stream().flatMap(edition -> edition.gaps().stream()))
        .filteredOn(LibraryQualityTest::isAskedFor)
        .extracting(gap -> gap.file() + ":" + gap.place().line() + " " + gap.words())
        .isEmpty();
    assertThat(
            COVERAGE.stream().mapToLong(edition -> edition.count(Subject.BOUNDARIES, true)).sum())
        .isGreaterThan(500);
  }

  private static boolean isAskedFor(Item gap) {
    return switch (gap.subject()) {
      case RULES, CONDITIONS, BOUNDARIES, DAYS, NOTICES, PAPERS -> true;
      // Some outcomes cannot be: an exclusion that is the answer for every use is never clear.
      case CRITERIA, EXCLUSIONS -> false;
    };
  }

  @Test
  void the_page_on_quality_is_that_of_the_present_library() throws IOException {
    int mutants =
        LIBRARY.chosen().parallelStream().mapToInt(edition -> Mutants.of(edition).size()).sum();

    assertThat(Files.readString(PAGE))
        .as("bring it up to date with ./ketcov mutate --report docs/quality.md")
        .contains(QualityPage.reached(LIBRARY, COVERAGE, mutants));
  }
}
