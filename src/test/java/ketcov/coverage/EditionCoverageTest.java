package ketcov.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import ketcov.SmallLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.ReadCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditionCoverageTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());

  private final SmallLibrary library;

  EditionCoverageTest(@TempDir Path folder) {
    this.library = SmallLibrary.in(folder);
  }

  private EditionCoverage coverage() {
    ReadCases cases = ReadCases.of(library.root(), library.root(), READER, RuleCache.none());
    assertThat(cases.errors()).isEmpty();
    return EditionCoverage.of(cases, cases.chosen().getFirst());
  }

  private static List<String> gaps(EditionCoverage coverage, Subject subject) {
    return coverage.gaps().stream()
        .filter(gap -> gap.subject() == subject)
        .map(gap -> gap.place().line() + " " + gap.part() + " " + gap.side())
        .toList();
  }

  @Test
  void what_the_cases_reach_is_told_from_what_they_miss() {
    EditionCoverage coverage = coverage();

    assertThat(gaps(coverage, Subject.RULES)).isEmpty();
    assertThat(gaps(coverage, Subject.CONDITIONS)).containsExactly("14 ageYears < 100 false");
    assertThat(gaps(coverage, Subject.BOUNDARIES))
        .containsExactly("14 ageYears < 100 just reached", "14 ageYears < 100 just missed");
    assertThat(gaps(coverage, Subject.CRITERIA)).isEmpty();
    assertThat(gaps(coverage, Subject.EXCLUSIONS)).isEmpty();
  }

  @Test
  void a_bound_is_tested_only_by_its_own_value_and_the_one_beside_it() {
    library.replace("cases/all.yaml", "patient: {ageYears: 17}", "patient: {ageYears: 16}");
    library.replace("cases/all.yaml", "patient: {ageYears: 18}", "patient: {ageYears: 19}");

    assertThat(gaps(coverage(), Subject.BOUNDARIES))
        .contains("13 ageYears >= 18 just reached", "13 ageYears >= 18 just missed");
  }

  @Test
  void a_rule_that_no_case_fires_and_an_outcome_that_none_has_are_gaps() {
    library.replace("cases/all.yaml", "orderedForPatient: false", "orderedForPatient: true");
    library.replace("cases/all.yaml", "TRIGGERED", "CLEAR");

    EditionCoverage coverage = coverage();

    assertThat(gaps(coverage, Subject.RULES)).containsExactly("19  fired");
    assertThat(gaps(coverage, Subject.EXCLUSIONS)).hasSize(1);
  }

  @Test
  void the_first_day_wants_a_case_on_it_and_one_on_the_day_before() {
    library.replace("cases/all.yaml", "serviceDate: 2026-02-01", "serviceDate: 2026-01-01");
    library.replace(
        "cases/all.yaml",
        "  - name: Nothing is said\n",
        "  - name: Nothing is said\n    select: true\n");

    List<String> gaps = gaps(coverage(), Subject.DAYS);

    assertThat(gaps).noneMatch(gap -> gap.contains("the first day, 2026-01-01"));
    assertThat(gaps).anyMatch(gap -> gap.contains("the day before the first, 2025-12-31"));
  }

  @Test
  void the_page_colours_each_line_by_what_reaches_it() {
    String page = CoverageHtml.of(List.of(coverage()));

    assertThat(page)
        .contains("<div class=\"good\" title=\"ageYears &gt;= 18 true: 1 case")
        .contains("<div class=\"part\" title=\"ageYears &lt; 100")
        .doesNotContain("http://", "https://");
  }
}
