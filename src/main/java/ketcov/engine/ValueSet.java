package ketcov.engine;

import java.util.HashSet;
import java.util.Set;

/**
 * A named list of codes of a policy, as a fact of its session.
 *
 * @param codes a set that answers {@code contains(null)} with false
 */
public record ValueSet(String name, Set<String> codes) {
  public ValueSet {
    codes = java.util.Collections.unmodifiableSet(new HashSet<>(codes));
  }
}
