package ketcov.authoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import ketcov.policy.EditionId;
import ketcov.store.Activation;
import ketcov.store.Approval;
import ketcov.store.PackageHash;
import ketcov.store.StoredPackage;
import ketcov.store.Transaction;
import ketcov.store.Verdict;

/** Where packages are in their lives, told from what was recorded of them. */
final class PackageStates {
  private final Function<EditionId, Optional<String>> folder;

  PackageStates(Function<EditionId, Optional<String>> folder) {
    this.folder = folder;
  }

  /** Several packages, with what they share read once. */
  List<PackageState> of(Transaction transaction, List<StoredPackage> packages, Instant now) {
    List<Activation> history = transaction.activations().all();
    Map<EditionId, Map<PackageHash, String>> contents = new HashMap<>();
    List<PackageState> states = new ArrayList<>();
    for (StoredPackage stored : packages) {
      states.add(
          of(
              transaction,
              stored,
              now,
              new Shared(
                  history,
                  contents.computeIfAbsent(
                      stored.edition(), transaction.packages()::contentHashes))));
    }
    return states;
  }

  /**
   * What the packages of an edition share.
   *
   * @param contents the content hash of each package of the edition
   */
  private record Shared(List<Activation> history, Map<PackageHash, String> contents) {}

  PackageState of(Transaction transaction, StoredPackage stored, Instant now) {
    return of(transaction, List.of(stored), now).getFirst();
  }

  private PackageState of(
      Transaction transaction, StoredPackage stored, Instant now, Shared shared) {
    PackageHash hash = stored.hash();
    List<String> submitters = transaction.reviews().submitters(hash);
    List<Approval> approvals =
        transaction.reviews().approvals(hash).stream()
            .filter(
                approval -> submitters.stream().noneMatch(approval.approver()::equalsIgnoreCase))
            .toList();
    List<Activation> history = shared.history();
    return new PackageState(
        stored,
        stage(stored, !approvals.isEmpty(), history, now),
        submitters,
        approvals,
        transaction.reviews().signatures(hash),
        inUseBefore(shared, stored.edition(), stored.contentHash(), now),
        activations(hash, history));
  }

  private static Stage stage(
      StoredPackage stored, boolean approved, List<Activation> history, Instant now) {
    PackageHash hash = stored.hash();
    if (ActiveEditions.at(history, now).of(stored.edition()).filter(hash::equals).isPresent()) {
      return Stage.ACTIVE;
    }
    if (ActiveEditions.pending(history, now).stream().anyMatch(one -> hash.equals(one.hash()))) {
      return Stage.SCHEDULED;
    }
    Set<Long> calledOff = calledOff(history);
    Optional<Activation> last =
        history.stream()
            .filter(one -> !one.isRollback() && hash.equals(one.hash()))
            .filter(one -> !one.effectiveAt().isAfter(now))
            .filter(one -> !calledOff.contains(one.number()))
            .reduce((earlier, later) -> later);
    if (last.isPresent()) {
      return ActiveEditions.undone(history, now).contains(last.get().number())
          ? Stage.ROLLED_BACK
          : Stage.SUPERSEDED;
    }
    Verdict verdict = stored.verification().map(StoredPackage.Verification::verdict).orElse(null);
    if (verdict == null) {
      return Stage.DRAFT;
    }
    return switch (verdict) {
      case REFUSED -> Stage.REFUSED;
      case VERIFIED -> approved ? Stage.APPROVED : Stage.VERIFIED;
    };
  }

  private static List<Activation> activations(PackageHash hash, List<Activation> history) {
    Set<Long> own = new TreeSet<>();
    List<Activation> activations = new ArrayList<>();
    for (Activation one : history) {
      if (!one.isRollback() && hash.equals(one.hash())) {
        own.add(one.number());
        activations.add(one);
      } else if (one.undoes() != null && own.contains(one.undoes())) {
        activations.add(one);
      }
    }
    return activations;
  }

  /** The content hashes that an edition has been in use with, other than this one. */
  List<String> inUseBefore(
      Transaction transaction, EditionId edition, String contentHash, Instant now) {
    return inUseBefore(
        new Shared(transaction.activations().all(), transaction.packages().contentHashes(edition)),
        edition,
        contentHash,
        now);
  }

  private List<String> inUseBefore(
      Shared shared, EditionId edition, String contentHash, Instant now) {
    Set<String> before = new TreeSet<>();
    folder.apply(edition).ifPresent(before::add);
    Set<Long> neverInEffect = calledOff(shared.history());
    for (Activation one : shared.history()) {
      PackageHash hash = one.hash();
      if (one.edition().equals(edition)
          && hash != null
          && !one.isRollback()
          && !one.effectiveAt().isAfter(now)
          && !neverInEffect.contains(one.number())) {
        Optional.ofNullable(shared.contents().get(hash)).ifPresent(before::add);
      }
    }
    before.remove(contentHash);
    return List.copyOf(before);
  }

  /** The activations that were taken back before they took effect. */
  private static Set<Long> calledOff(List<Activation> history) {
    Map<Long, Instant> effective = new HashMap<>();
    history.forEach(one -> effective.put(one.number(), one.effectiveAt()));
    Set<Long> calledOff = new HashSet<>();
    for (Activation one : history) {
      Long undoes = one.undoes();
      if (undoes != null
          && Optional.ofNullable(effective.get(undoes))
              .filter(one.effectiveAt()::isBefore)
              .isPresent()) {
        calledOff.add(undoes);
      }
    }
    return calledOff;
  }
}
