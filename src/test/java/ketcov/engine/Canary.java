package ketcov.engine;

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

  /** How often code ran that must never run. */
  static int calls() {
    return CALLS.get();
  }
}
