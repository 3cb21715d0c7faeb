package ketcov.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A payer's policy: {@code premera/spravato}. */
public record PolicyId(String payer, String policy) implements Comparable<PolicyId> {
  /** Reads {@code payer/policy}. */
  @JsonCreator
  public static PolicyId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
      throw new IllegalArgumentException("`" + text + "` is no policy id; expected payer/policy");
    }
    return new PolicyId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(PolicyId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  @JsonValue
  public String toString() {
    return payer + "/" + policy;
  }
}
