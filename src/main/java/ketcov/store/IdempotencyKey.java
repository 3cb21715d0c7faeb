package ketcov.store;

/** The client's own name for a request, by which it may repeat it: visible ASCII characters. */
public record IdempotencyKey(String value) {
  /** Most characters. */
  public static final int MAX_LENGTH = 255;

  public IdempotencyKey {
    if (!fits(value)) {
      throw new IllegalArgumentException("no key");
    }
  }

  /** Whether a text can be a key. */
  public static boolean fits(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
