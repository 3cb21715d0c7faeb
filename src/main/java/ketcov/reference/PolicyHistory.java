package ketcov.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ketcov.engine.CompiledEdition;
import ketcov.policy.PolicyEdition;
import ketcov.policy.PolicyId;

/**
 * A policy with its editions, the latest first. The latest is the one that begins last, whether or
 * not that day has come or its last day has passed; no page depends on today's date.
 */
record PolicyHistory(PolicyId id, List<CompiledEdition> editions) {
  /** Superseded undated editions come first: none of them answers by date. */
  private static final Comparator<CompiledEdition> IN_TIME =
      Comparator.comparing((CompiledEdition edition) -> inForce(edition).byDate())
          .thenComparing(
              edition -> Objects.requireNonNullElse(inForce(edition).from(), LocalDate.MIN))
          .thenComparing(edition -> edition.policy().edition());

  PolicyHistory {
    editions = editions.stream().sorted(IN_TIME.reversed()).toList();
  }

  /** The policies of a library, by their ids. */
  static List<PolicyHistory> of(List<CompiledEdition> editions) {
    Map<PolicyId, List<CompiledEdition>> byPolicy = new TreeMap<>();
    editions.forEach(
        edition ->
            byPolicy.computeIfAbsent(edition.policy().id(), id -> new ArrayList<>()).add(edition));
    return byPolicy.entrySet().stream()
        .map(entry -> new PolicyHistory(entry.getKey(), entry.getValue()))
        .toList();
  }

  CompiledEdition latest() {
    return editions.getFirst();
  }

  /** The name of an edition, with what a reader has to know of its days in force. */
  static String label(CompiledEdition edition) {
    PolicyEdition.InForce inForce = inForce(edition);
    String name = edition.policy().edition();
    if (Boolean.FALSE.equals(inForce.byDate())) {
      return name + " (superseded)";
    }
    return inForce.to() == null || name.equals("until-" + inForce.to())
        ? name
        : name + " (until " + inForce.to() + ")";
  }

  private static PolicyEdition.InForce inForce(CompiledEdition edition) {
    return edition.policy().inForce();
  }
}
