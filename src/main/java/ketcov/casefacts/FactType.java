package ketcov.casefacts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One type of fact that rules can read.
 *
 * @param pointer where it stands in the case, as a JSON pointer; empty for the case itself
 * @param list whether the case holds a list of them
 */
public record FactType(
    Class<? extends Record> factClass,
    String pointer,
    boolean list,
    Map<String, FactField> fields) {
  public FactType {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The name in rules. */
  public String name() {
    return factClass.getSimpleName();
  }

  /** The field of that name. */
  public Optional<FactField> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The field of that name, which must exist. */
  public FactField fieldNamed(String name) {
    return field(name)
        .orElseThrow(() -> new IllegalArgumentException(name() + " has no field " + name));
  }

  /** There is one type for each record; sessions look it up for each fact. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FactType type && factClass == type.factClass;
  }

  @Override
  public int hashCode() {
    return factClass.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
