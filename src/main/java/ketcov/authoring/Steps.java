package ketcov.authoring;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ketcov.policy.EditionId;
import ketcov.store.Activation;
import ketcov.store.AuditAction;
import ketcov.store.AuditTrail;
import ketcov.store.PackageHash;
import ketcov.store.Store;
import ketcov.store.StoredPackage;
import ketcov.store.Transaction;
import ketcov.store.Verdict;
import org.jspecify.annotations.Nullable;

/** Does a step as a whole, behind a lock that all replicas share, or not at all. */
final class Steps {
  private final Store store;
  private final InstantSource clock;

  Steps(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Ends a step that may not be done. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal why;

    Stop(Refusal why) {
      super(why.says(), null, false, false);
      this.why = why;
    }
  }

  /** A step's own work, behind the lock. */
  interface Work<T> {
    Step<T> in(Transaction transaction, Instant now);
  }

  /** Does the work of a step for a person with one of these roles. */
  <T> Step<T> step(Person person, List<Role> anyOf, Work<T> work) {
    if (!person.has(anyOf.toArray(Role[]::new))) {
      return new Step.Refused<>(new Refusal.NeedsRole(anyOf));
    }
    try {
      return store.inTransaction(
          transaction -> {
            transaction.audit().lock();
            return work.in(transaction, now(transaction));
          });
    } catch (Stop stop) {
      return new Step.Refused<>(stop.why);
    }
  }

  /** Never before what was recorded: the clocks of replicas differ. */
  Instant now(Transaction transaction) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return transaction.activations().all().stream()
        .map(Activation::at)
        .filter(at -> at.isAfter(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  /** Reads without the lock. */
  <T> T read(Function<Transaction, T> work) {
    return store.inTransaction(work);
  }

  /** The package of this hash, or the step ends. */
  static StoredPackage find(Transaction transaction, PackageHash hash) {
    return transaction
        .packages()
        .find(hash)
        .orElseThrow(() -> new Stop(new Refusal.UnknownPackage(hash)));
  }

  /** The package passed its last verification, or the step ends. */
  static void verified(StoredPackage stored) {
    Verdict verdict =
        stored
            .verification()
            .map(StoredPackage.Verification::verdict)
            .orElseThrow(() -> new Stop(new Refusal.NotVerified()));
    if (verdict == Verdict.REFUSED) {
      throw new Stop(new Refusal.VerificationFailed());
    }
  }

  /** A remark as it is kept; null for none. */
  static @Nullable String remark(@Nullable String remark) {
    if (remark == null || remark.isBlank()) {
      return null;
    }
    if (remark.length() > PackageLife.MOST_CHARACTERS_OF_REMARK
        || remark.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      throw new Stop(new Refusal.UnfitRemark());
    }
    return remark.strip();
  }

  /** What was done to a package. */
  record PackageEvent(Person person, AuditAction action, PackageHash hash, Instant at) {}

  /** Tells the audit trail what was done to a package. */
  static void tell(
      Transaction transaction, PackageEvent event, Map<String, String> detail, EditionId edition) {
    Map<String, String> all = new HashMap<>(detail);
    all.put("edition", edition.toString());
    transaction
        .audit()
        .append(
            new AuditTrail.Event(
                event.person().name(), event.action(), event.hash().value(), all, event.at()));
  }
}
