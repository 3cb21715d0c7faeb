package ketcov.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Hostile rules of tests call this; nothing else does. */
public final class Canary {
  private static final AtomicInteger CALLS = new AtomicInteger();

  private Canary() {}

  /** Called by code that must never run. */
  public static boolean sing() {
    CALLS.incrementAndGet();
    return true;
  }

  private static volatile CountDownLatch held = new CountDownLatch(0);

  /** Lets every {@link #hold} wait from now on. */
  static void holdAll() {
    held = new CountDownLatch(1);
  }

  /** Ends all waiting. */
  static void releaseAll() {
    held.countDown();
  }

  /**
   * Does not come back until it is released, as a join that takes for ever; nothing interrupts it.
   */
  public static boolean hold() {
    boolean interrupted = false;
    while (held.getCount() > 0) {
      try {
        held.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  /** How often code ran that must never run. */
  static int calls() {
    return CALLS.get();
  }
}
