package ketcov.checking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ketcov.engine.RuleCache;
import ketcov.policy.PackageReader;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each check has a page, and the examples of the page are what its check does and does not find.
 */
class CheckPagesTest {
  private static final Path PAGES = Path.of(System.getProperty("ketcov.home", "."), "docs/checks");

  /** Found in other files than those of an edition, or not to be found at all; tested elsewhere. */
  private static final Set<Check> WITHOUT_EXAMPLE =
      EnumSet.of(
          Check.ACTIVATED_EDITION_CHANGED,
          Check.DOES_NOT_BUILD,
          Check.FORBIDDEN_CODE,
          Check.TOO_LARGE,
          Check.CASE_FAILED,
          Check.EQUIVALENT_MUTANT,
          Check.DECISION_CHANGED,
          Check.DECISION_TAKEN_OVER,
          Check.VERIFICATION_CUT_OFF,
          Check.TRUSTED_KEY,
          Check.UNREADABLE_DETERMINATION,
          Check.DAMAGED_CALIBRATION);

  /** An example need not bring the cases that prove it. */
  private static final Set<Check> OF_CASES =
      EnumSet.of(
          Check.RULE_WITHOUT_CASE,
          Check.OUTCOME_NOT_SHOWN,
          Check.NOTICE_NOT_SHOWN,
          Check.EDITION_WITHOUT_CASES);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private static Path compiled;

  private final Path temporary;

  CheckPagesTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  static Stream<Check> withExample() {
    return Arrays.stream(Check.values()).filter(check -> !WITHOUT_EXAMPLE.contains(check));
  }

  @Test
  void each_check_has_a_page_and_each_page_a_check() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("README.md"),
                      Arrays.stream(Check.values()).map(check -> check.id() + ".md"))
                  .toList());
    }
  }

  @Test
  void the_index_lists_each_check_with_its_weight_and_title() {
    List<String> rows =
        ExampleEdition.read(PAGES.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("| [`"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Check.values())
                .map(
                    check ->
                        "| [`%1$s`](%1$s.md) | %2$s | %3$s |"
                            .formatted(check.id(), check.level().word(), check.title()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("withExample")
  void the_wrong_example_is_found_and_the_right_one_is_not(Check check) throws IOException {
    String page = ExampleEdition.read(PAGES.resolve(check.id() + ".md"));

    assertThat(page)
        .startsWith("# `" + check.id() + "`\n\n" + check.title() + ".")
        .contains("\n## Why it matters\n", "\n## What to do\n");
    assertThat(found(page, "Wrong")).extracting(Diagnostic::check).contains(check);
    assertThat(found(page, "Right"))
        .filteredOn(
            finding ->
                finding.check() == check
                    || (finding.level() != Check.Level.NOTE && !OF_CASES.contains(finding.check())))
        .isEmpty();
  }

  private List<Diagnostic> found(String page, String heading) throws IOException {
    List<ExampleEdition.Block> blocks = ExampleEdition.Block.in(page, heading);
    assertThat(blocks).isNotEmpty();
    if (blocks.getFirst().language().equals("json")) {
      List<Diagnostic> problems = new ArrayList<>();
      PackageReader.json(new JsonMapper().readTree(blocks.getFirst().text()), problems);
      return problems;
    }
    ExampleEdition edition = new ExampleEdition(temporary.resolve(heading), "checks/edition");
    for (ExampleEdition.Block block : blocks) {
      edition.put(block);
    }
    return edition.check(RuleCache.in(compiled)).run().findings();
  }
}
