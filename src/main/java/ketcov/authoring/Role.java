package ketcov.authoring;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person, or a key, may do with packages. */
public enum Role {
  /** Submits packages and has them verified. */
  AUTHOR,
  /** Approves packages of others. */
  APPROVER,
  /** Puts packages to use, takes them back, and runs them in shadow. */
  PUBLISHER,
  /** Reads and exports the audit trail, and purges assessments. */
  AUDITOR;

  /** The role of this name; empty if there is none. */
  public static Optional<Role> named(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** The role as people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
