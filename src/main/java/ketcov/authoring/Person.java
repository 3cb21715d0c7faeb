package ketcov.authoring;

import java.util.Collection;
import java.util.Set;

/**
 * Who acts.
 *
 * @param name as the audit trail tells it: 1 to 200 visible characters, with blanks only between
 *     them. Two names that differ only in upper and lower case are one person
 */
public record Person(String name, Set<Role> roles) {
  /** Most characters of a name. */
  public static final int MOST_CHARACTERS = 200;

  public Person {
    if (!fits(name)) {
      throw new IllegalArgumentException("no name of a person");
    }
    roles = Set.copyOf(roles);
  }

  /** Whether a text can be a name. */
  public static boolean fits(String name) {
    return !name.isEmpty()
        && name.length() <= MOST_CHARACTERS
        && name.equals(name.strip())
        && name.codePoints()
            .noneMatch(
                c ->
                    Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
  }

  /** Whether she has one of these roles. */
  boolean has(Role... any) {
    for (Role role : any) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }

  /** Whether she is among these. */
  boolean isAmong(Collection<String> names) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }
}
