package ketcov.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.WholeLibrary;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpactTest {
  private static final WholeLibrary LIBRARY = WholeLibrary.load();
  private static final PolicyLibrary.Loaded LOADED =
      new PolicyLibrary.Loaded(LIBRARY.catalog(), List.of());

  private static Side premera(String edition) {
    return Side.of(edition, LOADED, "rules-drl/premera/spravato/" + edition);
  }

  private static Impact between(Side before, Side after) throws IOException {
    List<Diagnostic> problems = new ArrayList<>();
    Impact impact =
        ImpactRun.of(
            before,
            after,
            ImpactRun.samples(before, after, problems),
            LIBRARY.reader(),
            problems::add);
    assertThat(problems).isEmpty();
    return impact;
  }

  /** What changed of a kind, as {@code +id}, {@code -id} or {@code ~id}. */
  private static String changed(Impact impact, List<EditionChange.Subject> subjects) {
    return impact.editions().stream()
        .flatMap(edition -> edition.changes().stream())
        .filter(change -> subjects.contains(change.subject()))
        .map(change -> ImpactWords.sign(change.fate()) + change.id())
        .collect(Collectors.joining(" "));
  }

  private static String moved(Impact impact, Move.Kind kind) {
    return String.join(
        " ",
        new TreeSet<>(
            impact.moves().stream()
                .filter(group -> group.move().kind() == kind)
                .map(group -> group.move().id())
                .toList()));
  }

  /** What the payer's change log says, and nothing else. */
  @ParameterizedTest
  @CsvSource({
    "2022-11-01, 2025-03-01, -concurrent-oral-antidepressant, concurrent-oral-antidepressant, '', -doc-oral-antidepressant-name",
    "2025-03-01, 2025-06-01, '', '', '', +INITIAL",
    "2025-06-01, 2026-01-01, ~sud-guard +bipolar-guard, bipolar-guard sud-guard, ~HCPCS S0013 +HCPCS J0013, ''",
    "2026-01-01, 2026-03-01, ~bipolar-guard +psychosis-guard, bipolar-guard psychosis-guard, '', ''"
  })
  void between_two_editions_of_premera_only_that_moves_which_the_change_log_describes(
      String before, String after, String changed, String moved, String codes, String others)
      throws IOException {
    Impact impact = between(premera(before), premera(after));

    assertThat(impact.notAnswered()).isZero();
    assertThat(impact.cases()).isGreaterThan(100);
    assertThat(changed(impact, List.of(EditionChange.Subject.CRITERION))).isEqualTo(changed);
    assertThat(moved(impact, Move.Kind.CRITERION)).isEqualTo(moved);
    assertThat(changed(impact, List.of(EditionChange.Subject.CODE))).isEqualTo(codes);
    assertThat(
            changed(
                impact,
                List.of(
                    EditionChange.Subject.EXCLUSION,
                    EditionChange.Subject.NOTICE,
                    EditionChange.Subject.DOCUMENTATION,
                    EditionChange.Subject.QUANTITY_LIMIT,
                    EditionChange.Subject.TERM,
                    EditionChange.Subject.SCOPE)))
        .isEqualTo(others);
    assertThat(moved(impact, Move.Kind.EXCLUSION)).isEmpty();
    assertThat(moved(impact, Move.Kind.QUANTITY_LIMIT)).isEmpty();
  }

  @Test
  void a_threshold_that_changed_is_said_in_words_beside_the_rule_that_bears_it()
      throws IOException {
    Impact impact = between(premera("2025-06-01"), premera("2026-01-01"));

    assertThat(impact.editions().getFirst().changes())
        .filteredOn(change -> change.id().equals("sud-guard"))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.casesMoved()).isGreaterThan(10);
              assertThat(change.details())
                  .contains(
                      new EditionChange.Detail(
                          "rule",
                          "\"The patient is abstinent for three months\" (substance use: abstinence days ≥ 90)",
                          "\"The patient is abstinent for a month and agrees to stay so\" (substance use: abstinence days ≥ 30; agrees to abstain)"));
            });
  }

  @Test
  void a_library_moves_nothing_against_itself() throws IOException {
    Side premera = Side.of("premera", LOADED, "rules-drl/premera");

    Impact impact = between(premera, premera);

    assertThat(premera.single()).isNull();
    assertThat(impact.cases()).isGreaterThan(300);
    assertThat(impact.moves()).isEmpty();
    assertThat(impact.editions()).isEmpty();
    assertThat(impact.fails(Impact.FailOn.ANY)).isFalse();
    assertThat(ImpactText.of(impact).getFirst()).isEqualTo("The policies ask the same.");
  }
}
