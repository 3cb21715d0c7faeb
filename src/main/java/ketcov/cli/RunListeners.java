package ketcov.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ketcov.regression.CaseResult;
import ketcov.regression.JUnitReport;
import ketcov.regression.JsonReport;
import ketcov.regression.RunListener;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Everyone who is told of the run, and closed when it ends. */
final class RunListeners implements RunListener, AutoCloseable {
  private final @Nullable Progress progress;
  private final List<RunListener> listeners = new ArrayList<>();

  RunListeners(@Nullable Progress progress) {
    this.progress = progress;
  }

  void add(RunListener listener) {
    listeners.add(listener);
  }

  @Override
  public void result(CaseResult result) {
    if (progress != null && !result.passed()) {
      progress.wipe();
    }
    listeners.forEach(listener -> listener.result(result));
    if (progress != null) {
      progress.result(result);
    }
  }

  @Override
  public void problem(Diagnostic problem) {
    if (progress != null) {
      progress.wipe();
    }
    listeners.forEach(listener -> listener.problem(problem));
  }

  @Override
  public void close() throws IOException {
    if (progress != null) {
      progress.wipe();
    }
    for (RunListener listener : listeners) {
      switch (listener) {
        case JUnitReport report -> report.close();
        case JsonReport report -> report.close();
        default -> {
          // Holds nothing open.
        }
      }
    }
  }
}
