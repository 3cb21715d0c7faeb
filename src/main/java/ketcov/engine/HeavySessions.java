package ketcov.engine;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs sessions that may take long, each on a thread of its own that is left behind when its time
 * is over: nothing stops the engine in the midst of a join. At most {@value #MOST_THREADS} threads
 * live at a time, those that were left behind included, so that they cannot eat up the service.
 */
final class HeavySessions {
  static final int MOST_THREADS = 4;

  /** An edition that left so many sessions behind fires no more until it is loaded again. */
  static final int MOST_LEFT_BEHIND = 3;

  private static final Semaphore THREADS = new Semaphore(MOST_THREADS);

  private final AtomicInteger leftBehind = new AtomicInteger();

  /** Whether too many sessions were left behind. */
  boolean suspended() {
    return leftBehind.get() >= MOST_LEFT_BEHIND;
  }

  /**
   * Runs.
   *
   * @param late the answer when the deadline passes; the session goes on until it ends by itself
   * @param busy the answer when no thread becomes free in time
   */
  RuleOutcome run(
      Supplier<RuleOutcome> session, Duration deadline, RuleOutcome late, RuleOutcome busy) {
    long until = System.nanoTime() + deadline.toNanos();
    try {
      if (!THREADS.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        return busy;
      }
      FutureTask<RuleOutcome> task = new FutureTask<>(session::get);
      Thread.ofPlatform()
          .daemon()
          .name("heavy rule session")
          .start(
              () -> {
                try {
                  task.run();
                } finally {
                  THREADS.release();
                }
              });
      try {
        return task.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        leftBehind.incrementAndGet();
        task.cancel(true);
        return late;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a session of rules ended with an error", e.getCause());
    }
  }
}
