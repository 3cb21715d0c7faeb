package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.RuleModel;
import ketcov.finding.Finding;
import ketcov.mutation.LibraryCases;
import ketcov.mutation.Mutant;
import ketcov.mutation.MutantKind;
import ketcov.mutation.Mutants;
import ketcov.mutation.Reading;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyPackage;
import ketcov.regression.ReadCases;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;

/**
 * Changes of rules are tried by the reading of the rules. Of each kind some are written as rules
 * again and fired by Drools on every case of the edition: the same rules must match.
 */
class MutantsByDroolsTest {
  private static final int OF_A_KIND = 4;

  @Test
  void drools_finds_for_changed_rules_what_their_reading_finds() {
    ReadCases library = LibraryCases.load();
    List<String> disagreements = new ArrayList<>();
    Map<MutantKind, Integer> compared = new EnumMap<>(MutantKind.class);
    for (Mutant mutant : sample(library)) {
      RuleModel changed = java.util.Objects.requireNonNull(mutant.after());
      compared.merge(mutant.kind(), 1, Integer::sum);
      CompiledEdition compiled = compiled(mutant.edition().source(), changed);
      CompiledEdition read = mutant.edition().reading(mutant.edition().policy(), List.of(changed));
      for (ReadCases.Read one : library.of(mutant.editionId())) {
        CaseFacts facts = one.accepted().facts();
        List<String> byDrools = matched(RuleSession.fire(compiled, facts));
        List<String> byReading = matched(new Reading().evaluate(read, facts));
        if (!byDrools.equals(byReading)) {
          disagreements.add(
              mutant.name() + " on " + one.sample().name() + ": " + byDrools + ", " + byReading);
        }
      }
    }

    assertThat(disagreements).isEmpty();
    assertThat(compared).hasSizeGreaterThanOrEqualTo(10);
  }

  /** The first of each kind that have a text, at most one of a rule. */
  private static List<Mutant> sample(ReadCases library) {
    Map<MutantKind, Integer> taken = new EnumMap<>(MutantKind.class);
    List<Mutant> sample = new ArrayList<>();
    for (CompiledEdition edition : library.chosen()) {
      String last = "";
      for (Mutant mutant : Mutants.of(edition)) {
        RuleModel after = mutant.after();
        if (after != null
            && !after.name().equals(last)
            && RuleAsText.canWrite(after.when())
            && taken.merge(mutant.kind(), 1, Integer::sum) <= OF_A_KIND) {
          sample.add(mutant);
          last = after.name();
        }
      }
    }
    return sample;
  }

  private static CompiledEdition compiled(EditionSource source, RuleModel rule) {
    SortedMap<String, String> files = new TreeMap<>(source.files().files());
    files.keySet().removeIf(name -> name.endsWith(".drl"));
    files.put("changed.drl", RuleAsText.file(EditionCompiler.packageOf(source), rule));
    EditionSource changed =
        new EditionSource(
            source.edition(),
            new PolicyPackage(source.folder(), files),
            source.contentHash(),
            source.places());
    List<Diagnostic> problems = new ArrayList<>();
    List<RuleModel> rules = new DrlReader(changed, problems).read().rules();
    assertThat(problems).noneMatch(Diagnostic::isError);
    return EditionCompiler.load(
            changed, rules, EditionCompiler.build(changed, problems).orElseThrow(), problems)
        .orElseThrow(() -> new AssertionError(problems.toString()));
  }

  private static List<String> matched(RuleOutcome outcome) {
    return switch (outcome) {
      case RuleOutcome.Fired fired -> fired.findings().stream().map(Finding::rule).toList();
      case RuleOutcome.Failed failed -> List.of("failed: " + failed.reason());
    };
  }
}
