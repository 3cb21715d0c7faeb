package ketcov.authoring;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.store.Activation;
import ketcov.store.PackageHash;

/**
 * Which packages are in use at an instant. It follows from the activations alone: those that are in
 * effect and not taken back stand, and of each edition the last one counts. An edition that is not
 * here is the one of the library folder, if that holds it.
 *
 * @param packages by edition
 * @param number the last activation that was looked at; 0 for none
 */
public record ActiveEditions(Map<EditionId, PackageHash> packages, long number) {
  private static final Comparator<Activation> IN_EFFECT =
      Comparator.comparing(Activation::effectiveAt).thenComparing(Activation::number);

  public ActiveEditions {
    packages = Map.copyOf(packages);
  }

  /** What is in use at an instant after this history. */
  public static ActiveEditions at(List<Activation> history, Instant instant) {
    Map<EditionId, PackageHash> packages = new TreeMap<>();
    for (Activation activation : standing(history, instant)) {
      PackageHash hash = activation.hash();
      if (hash == null) {
        packages.remove(activation.edition());
      } else {
        packages.put(activation.edition(), hash);
      }
    }
    return new ActiveEditions(
        packages, history.stream().mapToLong(Activation::number).max().orElse(0));
  }

  /** The activations that are in effect and not taken back, the last one last. */
  static List<Activation> standing(List<Activation> history, Instant instant) {
    Set<Long> undone = undone(history, instant);
    return history.stream()
        .filter(entry -> !entry.isRollback())
        .filter(entry -> !entry.effectiveAt().isAfter(instant))
        .filter(entry -> !undone.contains(entry.number()))
        .sorted(IN_EFFECT)
        .toList();
  }

  /** The activations that are yet to take effect and not called off, the next one first. */
  static List<Activation> pending(List<Activation> history, Instant instant) {
    Set<Long> undone = undone(history, instant);
    return history.stream()
        .filter(entry -> !entry.isRollback())
        .filter(entry -> entry.effectiveAt().isAfter(instant))
        .filter(entry -> !undone.contains(entry.number()))
        .sorted(IN_EFFECT)
        .toList();
  }

  /** The activation that rolling back this policy takes back. */
  static Optional<Activation> latest(List<Activation> history, PolicyId policy, Instant instant) {
    return standing(history, instant).stream()
        .filter(entry -> entry.edition().policy().equals(policy))
        .reduce((earlier, later) -> later);
  }

  static Set<Long> undone(List<Activation> history, Instant instant) {
    return history.stream()
        .filter(entry -> !entry.effectiveAt().isAfter(instant))
        .flatMap(entry -> Optional.ofNullable(entry.undoes()).stream())
        .collect(Collectors.toSet());
  }

  /** The package of an edition; empty when the library folder's edition is in use. */
  public Optional<PackageHash> of(EditionId edition) {
    return Optional.ofNullable(packages.get(edition));
  }

  /** The editions that differ from those of another instant. */
  List<EditionId> differFrom(ActiveEditions other) {
    Set<EditionId> all = new TreeSet<>(packages.keySet());
    all.addAll(other.packages.keySet());
    return all.stream().filter(edition -> !of(edition).equals(other.of(edition))).toList();
  }
}
