package ketcov.policy;

import com.fasterxml.jackson.annotation.JsonValue;

/** One edition of a policy: {@code premera/spravato@2026-03-01}. */
public record EditionId(PolicyId policy, String edition) implements Comparable<EditionId> {

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
