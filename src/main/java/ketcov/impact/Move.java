package ketcov.impact;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that two answers to a case do not agree on.
 *
 * @param policy whose criterion, exclusion or notice it is; null for what belongs to the answer
 * @param id of the criterion, exclusion, notice, limit or paper; empty where there is only one
 * @param says what it is, in words; empty where the id says it
 * @param citation where the policy says so; empty where that is no one place
 * @param difference after less before, of a likelihood; 0 for all else
 */
public record Move(
    Kind kind,
    @Nullable String policy,
    String id,
    String says,
    String citation,
    String before,
    String after,
    double difference) {

  /** What moved, in the order of weight. */
  public enum Kind {
    OUTLOOK("outlook"),
    CRITERION("criterion"),
    EXCLUSION("exclusion"),
    DOCUMENT("document"),
    TERM("approval term"),
    QUANTITY_LIMIT("quantity limit"),
    NOTICE("notice"),
    LIKELIHOOD("likelihood"),
    EDITION("edition that judges");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As a reader calls it. */
    public String words() {
      return words;
    }
  }

  /** What makes moves of several cases the same. */
  record Key(Kind kind, String policy, String id, String before, String after)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::kind)
          .thenComparing(Key::policy)
          .thenComparing(Key::id)
          .thenComparing(Key::before)
          .thenComparing(Key::after)
          .compare(this, other);
    }
  }

  Key key() {
    return new Key(kind, policy == null ? "" : policy, id, before, after);
  }
}
