package ketcov.regression;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ketcov.text.Diagnostic;

/**
 * Runs the cases of a source on several threads and tells the results in the order of the source.
 * However many cases there are, only a few batches of them are in memory. A failure never ends it.
 */
public final class ParallelRun {
  private static final int BATCH = 64;
  private static final int BATCHES_FOR_EACH_THREAD = 4;

  private final CaseRunner runner;
  private final Predicate<SampleCase> wanted;
  private final int threads;
  private final BooleanSupplier cancelled;

  /**
   * A run.
   *
   * @param wanted which cases are run; the others are as if they were not there
   * @param threads on which cases are run, at least one
   * @param cancelled asked now and then; true ends the run before its time
   */
  public ParallelRun(
      CaseRunner runner, Predicate<SampleCase> wanted, int threads, BooleanSupplier cancelled) {
    this.runner = runner;
    this.wanted = wanted;
    this.threads = threads;
    this.cancelled = cancelled;
  }

  /** What came of one entry: problems, or a result, or nothing for a case that is not wanted. */
  private record Done(List<Diagnostic> problems, List<CaseResult> result) {
    static final Done NOTHING = new Done(List.of(), List.of());
  }

  /**
   * Runs every case.
   *
   * @throws IOException when the source cannot be read
   * @throws CancellationException when the run was cancelled
   */
  public void run(CaseSource source, RunListener listener) throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      Batches batches = new Batches(workers, listener);
      try {
        source.forEach(batches::add);
        batches.end();
      } catch (CancellationException e) {
        workers.shutdownNow();
        throw e;
      }
    }
  }

  /** Entries on their way to the workers, and results on their way back. */
  private final class Batches {
    private final ExecutorService workers;
    private final RunListener listener;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Deque<Future<List<Done>>> running = new ArrayDeque<>();
    private List<Supplier<CaseEntry>> next = new ArrayList<>(BATCH);

    Batches(ExecutorService workers, RunListener listener) {
      this.workers = workers;
      this.listener = listener;
    }

    void add(Supplier<CaseEntry> entry) {
      next.add(entry);
      if (next.size() == BATCH) {
        submit();
      }
    }

    void end() {
      submit();
      while (!running.isEmpty()) {
        tell(running.removeFirst());
      }
    }

    private void submit() {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      List<Supplier<CaseEntry>> batch = next;
      next = new ArrayList<>(BATCH);
      running.add(
          workers.submit(
              () -> {
                // Drools asks the thread for the classes that rules name.
                Thread.currentThread().setContextClassLoader(loader);
                return batch.stream().map(ParallelRun.this::work).toList();
              }));
      while (running.size() > BATCHES_FOR_EACH_THREAD * threads
          || (!running.isEmpty() && running.getFirst().isDone())) {
        tell(running.removeFirst());
      }
    }

    private void tell(Future<List<Done>> batch) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      try {
        for (Done done : batch.get()) {
          done.problems().forEach(listener::problem);
          done.result().forEach(listener::result);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      } catch (ExecutionException e) {
        throw new IllegalStateException("running a case failed", e.getCause());
      }
    }
  }

  private Done work(Supplier<CaseEntry> entry) {
    return switch (entry.get()) {
      case CaseEntry.Unreadable unreadable -> new Done(unreadable.problems(), List.of());
      case CaseEntry.Read readable ->
          wanted.test(readable.sample())
              ? new Done(List.of(), List.of(runner.run(readable.sample())))
              : Done.NOTHING;
    };
  }
}
