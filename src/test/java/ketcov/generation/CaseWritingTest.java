package ketcov.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ketcov.SmallLibrary;
import ketcov.coverage.EditionCoverage;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.mutation.KnownFates;
import ketcov.mutation.Mutant;
import ketcov.mutation.MutantResult;
import ketcov.mutation.MutationRun;
import ketcov.regression.ReadCases;
import ketcov.regression.RegressionRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseWritingTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());

  private final SmallLibrary library;

  CaseWritingTest(@TempDir Path folder) {
    this.library = SmallLibrary.in(folder);
  }

  private ReadCases cases() {
    return ReadCases.of(library.root(), library.root(), READER, RuleCache.none());
  }

  private List<Mutant> survivors(ReadCases cases) {
    MutationRun run = MutationRun.of(cases, READER, KnownFates.none());
    assertThat(run.problems()).isEmpty();
    return run.results().stream()
        .filter(result -> result.fate() == MutantResult.Fate.SURVIVED)
        .map(MutantResult::mutant)
        .toList();
  }

  private CaseWriting.Written write() {
    ReadCases cases = cases();
    CompiledEdition edition = cases.chosen().getFirst();
    return new CaseWriting(cases, edition, READER)
        .write(survivors(cases), EditionCoverage.of(cases, edition).gaps());
  }

  private void keep(CaseWriting.Written written) throws IOException {
    for (var file : CaseWriting.byFile(written.cases()).entrySet()) {
      JsonNode base = file.getValue().getFirst().base();
      Files.writeString(
          library.edition().resolve("cases/generated-" + file.getKey()),
          CaseYaml.file("schema", "for a test", base, file.getValue()));
    }
  }

  @Test
  void written_cases_pass_and_leave_no_survivor_that_a_case_can_notice() throws IOException {
    CaseWriting.Written written = write();
    assertThat(written.cases()).isNotEmpty();
    keep(written);

    RegressionRun run = RegressionRun.of(library.root(), library.root(), READER, RuleCache.none());
    assertThat(run.problems()).isEmpty();
    assertThat(run.failures()).isEmpty();
    assertThat(survivors(cases()))
        .extracting(Mutant::name)
        .containsExactlyInAnyOrderElementsOf(
            written.unreached().stream().filter(goal -> !goal.startsWith("inForce")).toList());
    ReadCases then = cases();
    assertThat(EditionCoverage.of(then, then.chosen().getFirst()).gaps())
        .noneMatch(gap -> gap.part().startsWith("ageYears"));
  }

  @Test
  void a_case_says_what_the_rule_reads_and_is_named_for_it() {
    assertThat(write().cases())
        .filteredOn(one -> one.over().at("/patient/ageYears").asInt() == 100)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.name())
                  .isEqualTo("When the patient is 100 years old, age-min is not met");
              assertThat(one.over().at("/patient")).hasSize(1);
              assertThat(one.expect().at("/criteria/age-min").asText()).isEqualTo("NOT_MET");
            });
  }

  @Test
  void two_criteria_outcomes_are_combined_only_where_there_are_two() {
    ReadCases cases = cases();

    assertThat(new CaseWriting(cases, cases.chosen().getFirst(), READER).pairwise().cases())
        .isEmpty();
  }
}
