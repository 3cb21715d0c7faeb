package ketcov.authoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  PackageState of(Transaction transaction, StoredPackage stored, Instant now) {
    PackageHash hash = stored.hash();
    List<String> submitters = transaction.reviews().submitters(hash);
    List<Approval> approvals =
        transaction.reviews().approvals(hash).stream()
            .filter(
                approval -> submitters.stream().noneMatch(approval.approver()::equalsIgnoreCase))
            .toList();
    List<Activation> history = transaction.activations().all();
    return new PackageState(
        stored,
        stage(stored, !approvals.isEmpty(), history, now),
        submitters,
        approvals,
        transaction.reviews().signatures(hash),
        inUseBefore(transaction, stored.edition(), stored.contentHash(), now),
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
    Optional<Activation> last =
        history.stream()
            .filter(one -> !one.isRollback() && hash.equals(one.hash()))
            .filter(one -> wasInEffect(one, history, now))
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

  /** Whether an activation has ever taken effect: one that was called off before has not. */
  private static boolean wasInEffect(Activation one, List<Activation> history, Instant now) {
    return !one.effectiveAt().isAfter(now)
        && history.stream()
            .noneMatch(
                other ->
                    Objects.equals(other.undoes(), one.number())
                        && other.effectiveAt().isBefore(one.effectiveAt()));
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
    Set<String> before = new TreeSet<>();
    folder.apply(edition).ifPresent(before::add);
    List<Activation> history = transaction.activations().all();
    for (Activation one : history) {
      PackageHash hash = one.hash();
      if (one.edition().equals(edition)
          && hash != null
          && !one.isRollback()
          && wasInEffect(one, history, now)) {
        transaction.packages().find(hash).ifPresent(found -> before.add(found.contentHash()));
      }
    }
    before.remove(contentHash);
    return List.copyOf(before);
  }
}
