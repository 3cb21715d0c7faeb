package ketcov.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import ketcov.regression.CaseResult;
import ketcov.regression.RunListener;

/** A line on standard error that tells how far a run is. It is wiped before anything is printed. */
final class Progress implements RunListener {
  private static final long BETWEEN_NANOS = 100_000_000;
  private static final int BAR = 24;

  private final PrintWriter err;
  private final OptionalLong size;
  private final LongSupplier nanos;
  private final long begin;
  private long last;
  private long done;
  private long failed;
  private int shown;

  /**
   * A progress that begins now.
   *
   * @param size how many cases there are, if that is known
   * @param nanos the time that passes
   */
  Progress(PrintWriter err, OptionalLong size, LongSupplier nanos) {
    this.err = err;
    this.size = size;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
    this.last = begin;
  }

  /** Only a person at a terminal wants to see it. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where nobody sits.
  static boolean isWanted() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void result(CaseResult result) {
    done++;
    if (!result.passed()) {
      failed++;
    }
    long now = nanos.getAsLong();
    if (now - last >= BETWEEN_NANOS) {
      last = now;
      show(now);
    }
  }

  private void show(long now) {
    StringBuilder line = new StringBuilder();
    if (size.isPresent() && size.getAsLong() > 0) {
      int full = (int) Math.min(BAR, BAR * done / size.getAsLong());
      line.append('[')
          .append("=".repeat(full))
          .append(" ".repeat(BAR - full))
          .append(String.format(Locale.ROOT, "] %,d of %,d", done, size.getAsLong()));
    } else {
      line.append(String.format(Locale.ROOT, "%,d", done));
    }
    line.append(
        String.format(
            Locale.ROOT,
            " cases, %,d failed, %,.0f a second",
            failed,
            done / Math.max(1e-9, (now - begin) / 1e9)));
    String padding = " ".repeat(Math.max(0, shown - line.length()));
    err.print("\r" + line + padding);
    err.flush();
    shown = line.length();
  }

  /** Takes the line away. */
  void wipe() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }
}
