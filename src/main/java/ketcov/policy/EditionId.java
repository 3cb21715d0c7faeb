package ketcov.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One edition of a policy: {@code premera/spravato@2026-03-01}. */
public record EditionId(PolicyId policy, String edition) implements Comparable<EditionId> {
  /**
   * Reads {@code payer/policy@edition}.
   *
   * @throws IllegalArgumentException when it is none
   */
  @JsonCreator
  public static EditionId parse(String text) {
    int at = text.indexOf('@');
    if (at < 0 || at == text.length() - 1) {
      throw new IllegalArgumentException(
          "`" + text + "` is no edition; expected payer/policy@edition");
    }
    return new EditionId(PolicyId.parse(text.substring(0, at)), text.substring(at + 1));
  }

  /**
   * Whether a name that a person gave means this edition: {@code edition}, or {@code
   * payer/policy@edition}.
   */
  public boolean isNamed(String name) {
    return name.equals(edition) || name.equals(toString()) || name.equals(policy + "/" + edition);
  }

  /** The folder below {@code rules-drl}. */
  public String folder() {
    return policy + "/" + edition;
  }

  @Override
  public int compareTo(EditionId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  @JsonValue
  public String toString() {
    return policy + "@" + edition;
  }
}
