package ketcov.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a person probably meant. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * The nearest candidate by edit distance, letter case aside; empty when none is near: more than a
   * third of the letters would have to change.
   */
  public static Optional<String> among(String word, Collection<String> candidates) {
    if (word.isEmpty() || word.length() > 100) {
      return Optional.empty();
    }
    String wanted = normal(word);
    return candidates.stream()
        .filter(
            candidate -> distance(wanted, normal(candidate)) <= Math.max(1, wanted.length() / 3))
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, normal(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A sentence to append to a message: empty, or {@code " Did you mean `x`?"}. */
  public static String hint(String word, Collection<String> candidates) {
    return among(word, candidates)
        .map(candidate -> " Did you mean `" + candidate + "`?")
        .orElse("");
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
