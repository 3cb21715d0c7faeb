package ketcov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The style of {@code rules-drl}, held against the library and against planted violations. */
class RuleStyleTest {
  private static final Path LIBRARY = Path.of(System.getProperty("ketcov.home", "."), "rules-drl");

  /** What no case can show, with the reason. */
  private static final List<String> UNREACHABLE =
      List.of(
          // A use that the bulletin names is refused; on one that it does not name it is silent.
          "aetna/ketamine-psychiatric@undated: no case expects"
              + " ketamine-psychiatric-investigational CLEAR",
          "aetna/ketamine-crps@2026-01-01: no case expects ketamine-pain-investigational CLEAR",
          "cam-219/ketamine-infusion@2019-04-01: no case expects"
              + " ketamine-psychiatric-investigational CLEAR",
          "medica/ketamine-psychiatric@2014-11-01: no case expects"
              + " ketamine-psychiatric-investigational CLEAR",
          // Every use is refused by one exclusion or the other, so an unsaid one is refused too.
          "bcbs-ms/spravato@undated: no case expects outlook UNCERTAIN");

  @Test
  void every_file_is_written_in_our_style() {
    assertThat(RuleStyle.files(LIBRARY)).isEmpty();
  }

  @Test
  void the_sample_cases_show_every_answer_that_an_edition_can_give() {
    assertThat(RuleStyle.cases(LIBRARY))
        .filteredOn(found -> !UNREACHABLE.contains(found))
        .isEmpty();
  }

  @Test
  void what_is_listed_as_unreachable_is_still_missing() {
    assertThat(RuleStyle.cases(LIBRARY)).containsAll(UNREACHABLE);
  }

  /** Each folder of {@code rules/style} is a small library with what must be found in it. */
  @TestFactory
  Stream<DynamicTest> each_planted_violation_is_found() throws IOException {
    Path planted =
        Path.of(
            URI.create(
                Objects.requireNonNull(RuleStyleTest.class.getResource("/rules/style"))
                    .toString()));
    try (Stream<Path> folders = Files.list(planted)) {
      List<Path> sorted = folders.sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      folder.getFileName().toString(),
                      () ->
                          assertThat(
                                  Stream.concat(
                                          RuleStyle.files(folder).stream(),
                                          RuleStyle.cases(folder).stream())
                                      .toList())
                              .containsExactlyElementsOf(
                                  Files.readAllLines(folder.resolve("expected.txt")))));
    }
  }
}
