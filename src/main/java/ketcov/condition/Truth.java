package ketcov.condition;

/** Whether something holds; unknown when the case leaves open what decides it. */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  /** Holds when both hold. */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Holds when one of them holds. */
  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
