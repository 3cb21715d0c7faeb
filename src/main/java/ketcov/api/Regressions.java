package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import ketcov.assessment.Assessor;
import ketcov.regression.CaseFilter;
import ketcov.regression.CaseResult;
import ketcov.regression.CaseRunner;
import ketcov.regression.LibraryCases;
import ketcov.regression.ParallelRun;
import ketcov.regression.RunTotals;
import ketcov.text.Diagnostic;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sample cases of the service's own library in the background, one run at a time. The last
 * few runs are remembered, each with its first failures; a restart forgets them.
 */
@ApplicationScoped
public class Regressions {
  private static final Logger LOG = Logger.getLogger(Regressions.class);
  private static final int MOST_FAILURES = 200;
  private static final int REMEMBERED = 10;

  private final Library library;
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private @Nullable Run running;

  Regressions(Library library) {
    this.library = library;
  }

  /** Where a run is. */
  public enum RunState {
    RUNNING,
    DONE,
    CANCELLED,
    BROKEN
  }

  /** One thing that was not as expected. */
  public record DifferenceResponse(
      String what, String expected, String actual, String why, String citation) {}

  /** A case that did not come out as expected. */
  public record FailureResponse(
      String name, String file, int line, String edition, List<DifferenceResponse> differences) {
    public FailureResponse {
      differences = List.copyOf(differences);
    }
  }

  /**
   * A run as it stands.
   *
   * @param cases how many cases the library has; those that are not wanted are not run
   * @param done how many have come out
   * @param failures the first of those that failed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RegressionResponse(
      String id,
      RunState state,
      Instant startedAt,
      @Nullable Instant endedAt,
      int cases,
      int done,
      int asExpected,
      int failed,
      Map<String, Integer> outlooks,
      List<String> errors,
      List<FailureResponse> failures) {
    public RegressionResponse {
      errors = List.copyOf(errors);
      failures = List.copyOf(failures);
    }
  }

  /** One run. What the run's thread writes, others read under its lock. */
  private static final class Run {
    private final String id = UUID.randomUUID().toString();
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final int cases;
    private final List<String> errors;
    private final RunTotals totals = new RunTotals();
    private final List<FailureResponse> failures = new ArrayList<>();
    private RunState state = RunState.RUNNING;
    private @Nullable Instant endedAt;
    private volatile boolean cancelled;

    Run(LibraryCases library) {
      this.cases = library.samples().size();
      this.errors =
          library.problems().stream()
              .filter(problem -> problem.isError())
              .map(Diagnostic::toString)
              .limit(MOST_FAILURES)
              .toList();
    }

    synchronized void add(CaseResult result) {
      totals.result(result);
      if (!result.passed() && failures.size() < MOST_FAILURES) {
        failures.add(
            new FailureResponse(
                result.sample().name(),
                result.sample().file(),
                result.sample().place().line(),
                result.group(),
                result.differences().stream()
                    .map(
                        d ->
                            new DifferenceResponse(
                                d.what(), d.expected(), d.actual(), d.why(), d.citation()))
                    .toList()));
      }
    }

    synchronized void end(RunState how) {
      state = how;
      endedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    synchronized RegressionResponse now() {
      RunTotals.Count all = totals.all();
      Map<String, Integer> outlooks = new LinkedHashMap<>();
      totals.outlooks().forEach((outlook, n) -> outlooks.put(outlook.name(), n.intValue()));
      return new RegressionResponse(
          id,
          state,
          startedAt,
          endedAt,
          cases,
          (int) all.cases(),
          (int) (all.passed() + all.answered()),
          (int) all.failed(),
          outlooks,
          errors,
          failures);
    }
  }

  /** Starts a run; empty when one is running. */
  synchronized Optional<RegressionResponse> start(CaseFilter filter) {
    if (running != null) {
      return Optional.empty();
    }
    Assessor assessor = library.assessor();
    LibraryCases cases = new LibraryCases(assessor.catalog());
    Run run = new Run(cases);
    running = run;
    runs.put(run.id, run);
    while (runs.size() > REMEMBERED) {
      runs.remove(runs.keySet().iterator().next());
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread thread = new Thread(() -> work(run, assessor, cases, filter), "regression");
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    thread.start();
    return Optional.of(run.now());
  }

  private void work(Run run, Assessor assessor, LibraryCases cases, CaseFilter filter) {
    RunState how = RunState.BROKEN;
    try {
      // Half of the processors, so that those who ask for an assessment meanwhile get one.
      int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      new ParallelRun(
              new CaseRunner(assessor, library.caseReader()),
              filter.predicate(),
              threads,
              () -> run.cancelled)
          .run(cases, run::add);
      how = RunState.DONE;
    } catch (CancellationException e) {
      how = RunState.CANCELLED;
    } catch (IOException | RuntimeException e) {
      LOG.errorf("regression run %s broke: %s", run.id, e.getClass().getName());
    } finally {
      run.end(how);
      synchronized (this) {
        running = null;
      }
    }
  }

  /** A run that is remembered. */
  synchronized Optional<RegressionResponse> run(String id) {
    return Optional.ofNullable(runs.get(id)).map(Run::now);
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancelled = true;
    }
  }
}
