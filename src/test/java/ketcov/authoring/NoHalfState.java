package ketcov.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ketcov.policy.PolicyPackage;
import ketcov.store.Activation;
import ketcov.store.AuditCheck;
import ketcov.store.AuditEntry;
import ketcov.store.AuditReader;
import ketcov.store.PackageHash;
import ketcov.store.Store;
import ketcov.store.StoredPackage;
import ketcov.store.Transaction;

/** What holds in a store at any moment: each step was taken as a whole, and told. */
public final class NoHalfState {
  private NoHalfState() {}

  /** What the audit trail tells: the subjects of each action. */
  static Map<String, List<String>> told(Store store) {
    return trail(store).stream()
        .collect(
            Collectors.groupingBy(
                AuditEntry::action, Collectors.mapping(AuditEntry::subject, Collectors.toList())));
  }

  private static List<AuditEntry> trail(Store store) {
    List<AuditEntry> trail = new ArrayList<>();
    new AuditReader(store).forEach(trail::add);
    return trail;
  }

  /** What is there was told, what was told is there, and the audit trail is sound. */
  public static void holds(Store store, String when) {
    assertThat(new AuditReader(store).check(Optional.empty()))
        .as(when)
        .isInstanceOf(AuditCheck.Sound.class);
    Map<String, List<String>> told = told(store);
    List<Long> activations =
        trail(store).stream()
            .filter(
                entry ->
                    entry.action().equals("PACKAGE_ACTIVATED")
                        || entry.action().equals("PACKAGE_ROLLED_BACK"))
            .map(NoHalfState::activation)
            .toList();
    store.inTransaction(
        transaction -> {
          holds(transaction, told, when);
          assertThat(transaction.activations().all())
              .as(when)
              .extracting(Activation::number)
              .containsExactlyElementsOf(activations);
          return true;
        });
  }

  private static void holds(Transaction transaction, Map<String, List<String>> told, String when) {
    List<StoredPackage> packages = transaction.packages().all();
    assertThat(hashes(packages))
        .as(when)
        .containsExactlyInAnyOrderElementsOf(told.getOrDefault("PACKAGE_SUBMITTED", List.of()));
    List<String> verified =
        hashes(packages.stream().filter(one -> one.verification().isPresent()).toList());
    assertThat(verified)
        .as(when)
        .containsExactlyInAnyOrderElementsOf(told.getOrDefault("PACKAGE_VERIFIED", List.of()));
    List<String> approved = new ArrayList<>();
    for (StoredPackage one : packages) {
      PackageHash hash = one.hash();
      assertThat(transaction.packages().files(hash).map(PolicyPackage::hash))
          .as(when)
          .contains(hash.value());
      assertThat(transaction.reviews().submitters(hash)).as(when).containsExactly(one.author());
      transaction.reviews().approvals(hash).forEach(approval -> approved.add(hash.value()));
    }
    assertThat(approved)
        .as(when)
        .containsExactlyInAnyOrderElementsOf(told.getOrDefault("PACKAGE_APPROVED", List.of()));
  }

  private static List<String> hashes(List<StoredPackage> packages) {
    return packages.stream().map(one -> one.hash().value()).toList();
  }

  private static Long activation(AuditEntry entry) {
    return Long.valueOf(entry.detail().replaceFirst(".*\"activation\":\"([0-9]+)\".*", "$1"));
  }
}
