package ketcov.authoring;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.store.Activation;
import ketcov.store.AuditAction;
import ketcov.store.AuditTrail;
import ketcov.store.PackageHash;
import ketcov.store.StoredPackage;
import ketcov.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What is in use, and how it changes: packages are put to use now or for later, and taken back. The
 * history only grows. Thread-safe.
 */
public final class PolicyActivations {
  private final Steps steps;
  private final PackageStates states;
  private final SigningPolicy signing;

  PolicyActivations(Steps steps, PackageStates states, SigningPolicy signing) {
    this.steps = steps;
    this.states = states;
    this.signing = signing;
  }

  /**
   * Puts a package to use.
   *
   * @param effectiveAt from when on; null for now
   */
  public Step<Activation> activate(
      Person person, PackageHash hash, @Nullable Instant effectiveAt, @Nullable String remark) {
    return steps.step(
        person,
        List.of(Role.PUBLISHER),
        (transaction, now) -> {
          StoredPackage stored = Steps.find(transaction, hash);
          PackageState state = states.of(transaction, stored, now);
          Steps.verified(stored);
          if (state.approvals().isEmpty()) {
            throw new Steps.Stop(new Refusal.NotApproved());
          }
          if (signing.required() && !signing.isSigned(state.signatures())) {
            throw new Steps.Stop(new Refusal.NotSigned());
          }
          return put(
              transaction,
              new Putting(person, stored.edition(), hash, now, Steps.remark(remark)),
              effectiveAt);
        });
  }

  /**
   * Returns an edition to what the library folder holds, now or later.
   *
   * @param effectiveAt from when on; null for now
   */
  public Step<Activation> returnToFolder(
      Person person, EditionId edition, @Nullable Instant effectiveAt, @Nullable String remark) {
    return steps.step(
        person,
        List.of(Role.PUBLISHER),
        (transaction, now) -> {
          List<Activation> history = transaction.activations().all();
          if (ActiveEditions.at(history, now).of(edition).isEmpty()
              && ActiveEditions.pending(history, now).stream()
                  .noneMatch(entry -> entry.edition().equals(edition))) {
            throw new Steps.Stop(new Refusal.NothingToTakeBack(edition.policy()));
          }
          return put(
              transaction,
              new Putting(person, edition, null, now, Steps.remark(remark)),
              effectiveAt);
        });
  }

  private record Putting(
      Person person,
      EditionId edition,
      @Nullable PackageHash hash,
      Instant now,
      @Nullable String remark) {}

  private Step<Activation> put(
      Transaction transaction, Putting putting, @Nullable Instant effectiveAt) {
    Instant now = putting.now();
    Instant from = effectiveAt == null ? now : effectiveAt.truncatedTo(ChronoUnit.MICROS);
    if (from.isBefore(now)) {
      throw new Steps.Stop(new Refusal.InThePast(from));
    }
    List<Activation> history = transaction.activations().all();
    Optional<PackageHash> wanted = Optional.ofNullable(putting.hash());
    // What is in use already, or will be from that very time on, is not put to use again.
    Optional<Activation> same =
        (effectiveAt == null
                ? ActiveEditions.standing(history, now)
                : ActiveEditions.pending(history, now).stream()
                    .filter(entry -> entry.effectiveAt().equals(from))
                    .toList())
            .stream()
                .filter(entry -> entry.edition().equals(putting.edition()))
                .reduce((earlier, later) -> later)
                .filter(entry -> Optional.ofNullable(entry.hash()).equals(wanted));
    if (same.isPresent()) {
      return new Step.AlreadyDone<>(same.get());
    }
    wanted.ifPresent(hash -> upToDate(Steps.find(transaction, hash), history, now));
    Activation activation =
        new Activation(
            transaction.activations().last() + 1,
            putting.edition(),
            putting.hash(),
            null,
            from,
            putting.person().name(),
            now,
            putting.remark());
    add(transaction, putting.person(), AuditAction.PACKAGE_ACTIVATED, activation);
    return new Step.Done<>(activation);
  }

  /**
   * Takes back the latest activation of a policy that is in effect: the package before it is in use
   * again, or the edition of the library folder.
   *
   * @param number the activation that shall be taken back, so that a repeated request does not take
   *     back a further one; null for whichever is the latest
   */
  public Step<Activation> rollBack(
      Person person, PolicyId policy, @Nullable Long number, @Nullable String remark) {
    return steps.step(
        person,
        List.of(Role.PUBLISHER),
        (transaction, now) -> {
          List<Activation> history = transaction.activations().all();
          Optional<Activation> done =
              history.stream()
                  .filter(entry -> number != null && number.equals(entry.undoes()))
                  .findFirst();
          if (done.isPresent()) {
            return new Step.AlreadyDone<>(done.get());
          }
          Activation latest =
              ActiveEditions.latest(history, policy, now)
                  .orElseThrow(() -> new Steps.Stop(new Refusal.NothingToTakeBack(policy)));
          if (number != null && number != latest.number()) {
            throw new Steps.Stop(new Refusal.NotTheLatest(number, latest.number()));
          }
          return new Step.Done<>(
              undo(
                  transaction,
                  new Putting(person, latest.edition(), null, now, Steps.remark(remark)),
                  AuditAction.PACKAGE_ROLLED_BACK,
                  latest.number()));
        });
  }

  /** Calls off an activation that is yet to take effect. */
  public Step<Activation> cancel(Person person, long number, @Nullable String remark) {
    return steps.step(
        person,
        List.of(Role.PUBLISHER),
        (transaction, now) -> {
          List<Activation> history = transaction.activations().all();
          Activation planned =
              history.stream()
                  .filter(entry -> entry.number() == number && !entry.isRollback())
                  .findFirst()
                  .orElseThrow(() -> new Steps.Stop(new Refusal.UnknownActivation(number)));
          Optional<Activation> done =
              history.stream()
                  .filter(entry -> Long.valueOf(number).equals(entry.undoes()))
                  .findFirst();
          if (done.isPresent()) {
            return new Step.AlreadyDone<>(done.get());
          }
          if (!planned.effectiveAt().isAfter(now)) {
            throw new Steps.Stop(new Refusal.InEffect(number));
          }
          return new Step.Done<>(
              undo(
                  transaction,
                  new Putting(person, planned.edition(), null, now, Steps.remark(remark)),
                  AuditAction.ACTIVATION_CANCELLED,
                  number));
        });
  }

  private Activation undo(
      Transaction transaction, Putting putting, AuditAction action, long undone) {
    List<Activation> history = new ArrayList<>(transaction.activations().all());
    Activation draft =
        new Activation(
            transaction.activations().last() + 1,
            putting.edition(),
            null,
            undone,
            putting.now(),
            putting.person().name(),
            putting.now(),
            putting.remark());
    history.add(draft);
    Activation rollback =
        new Activation(
            draft.number(),
            draft.edition(),
            ActiveEditions.at(history, putting.now()).of(putting.edition()).orElse(null),
            undone,
            draft.effectiveAt(),
            draft.by(),
            draft.at(),
            draft.remark());
    add(transaction, putting.person(), action, rollback);
    return rollback;
  }

  private static void add(
      Transaction transaction, Person person, AuditAction action, Activation activation) {
    transaction.activations().add(activation);
    Map<String, String> detail = new HashMap<>();
    detail.put("activation", Long.toString(activation.number()));
    detail.put("edition", activation.edition().toString());
    detail.put("effectiveAt", activation.effectiveAt().toString());
    PackageHash hash = activation.hash();
    detail.put("package", hash == null ? "library folder" : hash.value());
    Long undoes = activation.undoes();
    if (undoes != null) {
      detail.put("undoes", Long.toString(undoes));
    }
    transaction
        .audit()
        .append(
            new AuditTrail.Event(
                person.name(),
                action,
                hash == null ? activation.edition().toString() : hash.value(),
                detail,
                activation.at()));
  }

  /** Everything that was put to use or taken back, in its order. */
  public List<Activation> history() {
    return steps.read(transaction -> transaction.activations().all());
  }

  /** Which packages are in use now. */
  public ActiveEditions active() {
    return steps.read(
        transaction -> ActiveEditions.at(transaction.activations().all(), steps.now(transaction)));
  }

  /** Which packages were in use at an instant. */
  public ActiveEditions activeAt(Instant instant) {
    return ActiveEditions.at(history(), instant);
  }

  /** The next time at which something that was put to use for later takes effect. */
  public Optional<Instant> nextChange() {
    return steps.read(
        transaction ->
            ActiveEditions.pending(transaction.activations().all(), steps.now(transaction)).stream()
                .map(Activation::effectiveAt)
                .findFirst());
  }

  /**
   * The number of the last entry of the history; 0 for none. Cheap: it is asked again and again.
   */
  public long last() {
    return steps.read(transaction -> transaction.activations().last());
  }

  /** Other editions must be as they were when the package was verified beside them. */
  private static void upToDate(StoredPackage stored, List<Activation> history, Instant now) {
    StoredVerification verification = StoredVerification.of(stored).orElseThrow();
    ActiveEditions then =
        ActiveEditions.at(
            history.stream().filter(entry -> entry.number() <= verification.activation()).toList(),
            verification.begunAt());
    List<EditionId> changed =
        ActiveEditions.at(history, now).differFrom(then).stream()
            .filter(edition -> !edition.equals(stored.edition()))
            .toList();
    if (!changed.isEmpty()) {
      throw new Steps.Stop(new Refusal.VerificationOutdated(changed));
    }
  }
}
