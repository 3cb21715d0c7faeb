package ketcov.regression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ketcov.assessment.Assessor;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.policy.LibraryFolder;
import ketcov.text.Diagnostic;

/**
 * All sample cases below a folder, run in one start.
 *
 * @param problems what is wrong with policies, rules or case files
 * @param results every case that could be read, in the order of files
 * @param nanos time of all cases in nanoseconds, without loading
 */
public record RegressionRun(List<Diagnostic> problems, List<CaseResult> results, long nanos) {
  public RegressionRun {
    problems = List.copyOf(problems);
    results = List.copyOf(results);
  }

  /** Runs the cases below {@code below} under the whole library at {@code root}. */
  public static RegressionRun of(Path root, Path below, CaseReader reader, RuleCache cache) {
    PolicyLibrary.Loaded library = PolicyLibrary.load(root, cache);
    LibraryCases cases = new LibraryCases(library.catalog(), new LibraryFolder(root).nameOf(below));
    List<Diagnostic> problems = new ArrayList<>(library.problems());
    problems.addAll(cases.problems());
    CaseRunner runner = new CaseRunner(new Assessor(library.catalog()), reader);
    List<CaseResult> results = new ArrayList<>();
    int threads = Runtime.getRuntime().availableProcessors();
    long begin = System.nanoTime();
    try {
      new ParallelRun(runner, CaseFilter.ALL.predicate(), threads, () -> false)
          .run(cases, results::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RegressionRun(problems, results, System.nanoTime() - begin);
  }

  /** The cases that did not come out as expected. */
  public List<CaseResult> failures() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  /** The problems that keep an edition or a case from being run. */
  public List<Diagnostic> errors() {
    return problems.stream().filter(p -> p.level() == Diagnostic.Level.ERROR).toList();
  }

  /** Whether all is well. */
  public boolean passed() {
    return failures().isEmpty() && errors().isEmpty();
  }
}
