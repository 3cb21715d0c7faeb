package ketcov.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ketcov.SmallLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.ReadCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationRunTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());

  private final Path folder;
  private final SmallLibrary library;

  MutationRunTest(@TempDir Path folder) {
    this.folder = folder;
    this.library = SmallLibrary.in(folder);
  }

  private ReadCases cases() {
    return ReadCases.of(library.root(), library.root(), READER, RuleCache.none());
  }

  private MutationRun run() {
    return MutationRun.of(cases(), READER, KnownFates.none());
  }

  private static String fateOf(MutationRun run, String change) {
    return run.results().stream()
        .filter(result -> result.mutant().change().equals(change))
        .map(result -> result.fate() + " " + result.by())
        .findFirst()
        .orElse("no such change");
  }

  @Test
  void a_change_that_a_case_expects_otherwise_is_noticed_and_another_survives() {
    MutationRun run = run();

    assertThat(run.problems()).isEmpty();
    assertThat(fateOf(run, "`ageYears >= 18` becomes `ageYears < 18`"))
        .isEqualTo("KILLED An adult with a product of his own");
    assertThat(fateOf(run, "`ageYears < 100` becomes `ageYears < 101`")).isEqualTo("SURVIVED ");
  }

  @Test
  void a_case_at_the_bound_notices_what_survived_without_it() throws IOException {
    Files.writeString(
        library.edition().resolve("cases/old.yaml"),
        """
        base:
          serviceDate: 2026-04-14
          coverage: {payer: payer}
          request: {drug: ESKETAMINE, route: INTRANASAL, indication: TRD}
        cases:
          - name: A hundred years
            case:
              patient: {ageYears: 100}
            expect:
              criteria: {age-min: NOT_MET}
        """);

    assertThat(fateOf(run(), "`ageYears < 100` becomes `ageYears < 101`"))
        .isEqualTo("KILLED A hundred years");
  }

  @Test
  void a_case_that_fails_without_a_change_is_a_problem_and_nothing_else_is_said() {
    library.replace("cases/all.yaml", "criteria: {age-min: MET}", "criteria: {age-min: NOT_MET}");

    MutationRun run = run();

    assertThat(run.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message()).contains("`An adult with a product of his own`"));
    assertThat(run.count(MutantResult.Fate.KILLED)).isZero();
  }

  @Test
  void a_mark_with_a_reason_makes_a_survivor_equivalent() throws IOException {
    mark(
        "The member is at least 18 years old, and less than 100: `ageYears < 100` becomes `ageYears < 101`");

    MutationRun run = run();

    assertThat(run.problems()).isEmpty();
    assertThat(fateOf(run, "`ageYears < 100` becomes `ageYears < 101`"))
        .isEqualTo("EQUIVALENT nobody is that old");
  }

  @Test
  void a_mark_that_matches_no_change_is_an_error_with_its_place() throws IOException {
    mark(
        "The member is at least 18 years old, and less than 100: `ageYears < 100` becomes `ageYears < 102`");

    assertThat(run().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.toString())
                  .startsWith("rules-drl/payer/policy/2026-01-01/equivalent-mutants.yaml:2:");
              assertThat(problem.message()).contains("no mutant of this edition is named");
            });
  }

  @Test
  void a_mark_at_a_change_that_a_case_notices_is_an_error() throws IOException {
    mark(
        "The member is at least 18 years old, and less than 100: `ageYears >= 18` becomes `ageYears < 18`");

    assertThat(run().problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).contains("marked equivalent, but case"));
  }

  @Test
  void a_mark_without_a_reason_is_refused() throws IOException {
    Files.writeString(
        library.edition().resolve("equivalent-mutants.yaml"),
        "mutants:\n  - mutant: some change\n");

    assertThat(run().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("reason"));
  }

  private void mark(String mutant) throws IOException {
    Files.writeString(
        library.edition().resolve("equivalent-mutants.yaml"),
        "mutants:\n  - mutant: \"%s\"\n    reason: nobody is that old\n".formatted(mutant));
  }

  @Test
  void what_is_known_is_relied_on_until_a_case_changes() {
    Path kept = folder.resolve("fates");
    ReadCases first = cases();
    MutationRun anew = MutationRun.of(first, READER, fates(kept, first));
    MutationRun again = MutationRun.of(first, READER, fates(kept, first));
    library.replace("cases/all.yaml", "criteria: {age-min: MET}", "outlook: LIKELY_APPROVED");
    ReadCases changed = cases();
    MutationRun then = MutationRun.of(changed, READER, fates(kept, changed));

    assertThat(anew.known()).isZero();
    assertThat(again.known()).isEqualTo(1);
    assertThat(again.results())
        .extracting(MutantResult::fate)
        .isEqualTo(anew.results().stream().map(MutantResult::fate).toList());
    assertThat(then.known()).isZero();
  }

  private KnownFates fates(Path kept, ReadCases cases) {
    return KnownFates.in(kept, library.root(), cases);
  }
}
