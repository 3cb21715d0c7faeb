package ketcov.mutation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import ketcov.engine.CompiledEdition;
import ketcov.intake.CaseReader;
import ketcov.regression.ReadCases;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;

/**
 * A run of all mutants of some editions.
 *
 * @param results every mutant, by edition and in the order of its files
 * @param problems marks that are wrong, and cases that fail without any change
 * @param known how many editions were known from an earlier run
 * @param nanos how long it took
 */
public record MutationRun(
    List<MutantResult> results, List<Diagnostic> problems, int known, long nanos) {
  public MutationRun {
    results = List.copyOf(results);
    problems = List.copyOf(problems);
  }

  private record OfEdition(List<MutantResult> results, List<Diagnostic> problems, boolean known) {}

  /** Runs the mutants of the chosen editions, on all processors. */
  public static MutationRun of(ReadCases library, CaseReader reader, KnownFates knownFates) {
    long begin = System.nanoTime();
    List<OfEdition> editions =
        library.chosen().parallelStream()
            .map(edition -> one(library, edition, reader, knownFates))
            .toList();
    List<MutantResult> results = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    editions.forEach(edition -> results.addAll(edition.results()));
    editions.forEach(edition -> problems.addAll(edition.problems()));
    int known = (int) editions.stream().filter(OfEdition::known).count();
    return new MutationRun(results, problems, known, System.nanoTime() - begin);
  }

  private static OfEdition one(
      ReadCases library, CompiledEdition edition, CaseReader reader, KnownFates knownFates) {
    List<Diagnostic> problems = new ArrayList<>();
    EquivalentMarks marks = new EquivalentMarks(edition.source().files(), problems);
    List<Mutant> mutants = Mutants.of(edition);
    Optional<Map<String, String>> before = knownFates.of(library, edition);
    Map<String, String> killers =
        before.orElseGet(() -> trial(library, edition, mutants, reader, problems));
    if (before.isEmpty() && problems.isEmpty()) {
      knownFates.keep(library, edition, killers);
    }
    List<MutantResult> results = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Mutant mutant : mutants) {
      names.add(mutant.name());
      String killer = killers.getOrDefault(mutant.name(), "");
      Optional<String> marked = marks.reason(mutant);
      if (!killer.isEmpty()) {
        marked.ifPresent(reason -> problems.add(marks.noticed(mutant, killer)));
        results.add(new MutantResult(mutant, MutantResult.Fate.KILLED, killer));
      } else {
        Optional<String> reason = Equivalence.proof(mutant).or(() -> marked);
        results.add(
            new MutantResult(
                mutant,
                reason.isPresent() ? MutantResult.Fate.EQUIVALENT : MutantResult.Fate.SURVIVED,
                reason.orElse("")));
      }
    }
    problems.addAll(marks.unmatched(names));
    return new OfEdition(results, problems, before.isPresent());
  }

  private static Map<String, String> trial(
      ReadCases library,
      CompiledEdition edition,
      List<Mutant> mutants,
      CaseReader reader,
      List<Diagnostic> problems) {
    EditionTrial trial = new EditionTrial(library, edition, reader);
    Optional<String> failing = trial.failing();
    if (failing.isPresent()) {
      problems.add(
          Diagnostic.of(
              Check.EQUIVALENT_MUTANT,
              edition.source().policyFile(),
              Place.START,
              "case `"
                  + failing.get()
                  + "` fails without any change, so nothing can be said. Run `./ketcov regress`."));
      return Map.of();
    }
    Map<String, String> killers = new LinkedHashMap<>();
    mutants.forEach(mutant -> killers.put(mutant.name(), trial.killer(mutant).orElse("")));
    return killers;
  }

  /** How many results are of a kind. */
  public long count(Predicate<MutantResult> which) {
    return results.stream().filter(which).count();
  }

  /** How many came to an end. */
  public long count(MutantResult.Fate fate) {
    return count(result -> result.fate() == fate);
  }

  /** How many of those that could be noticed are, in percent; all of none. */
  public double score() {
    long killed = count(MutantResult.Fate.KILLED);
    long all = killed + count(MutantResult.Fate.SURVIVED);
    return all == 0 ? 100 : 100.0 * killed / all;
  }
}
