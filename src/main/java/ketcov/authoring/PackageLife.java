package ketcov.authoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import ketcov.policy.EditionId;
import ketcov.store.Approval;
import ketcov.store.AuditAction;
import ketcov.store.PackageHash;
import ketcov.store.PackageSignature;
import ketcov.store.ShadowRun;
import ketcov.store.Store;
import ketcov.store.StoredPackage;
import ketcov.store.SubmittedPackage;
import ketcov.store.Transaction;
import ketcov.store.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The life of policy packages. Each step says who does it, is done as a whole with its entry in the
 * audit trail or not at all, and may be repeated without harm. Steps wait for one another, on all
 * replicas, so that none is decided on what another one changes. Thread-safe.
 *
 * <p>An edition that has been in use is not changed silently: a package with other rules for it is
 * a correction, which the verification warns of, and which can only be approved with a remark that
 * says why. What was in use before stays in the history, and assessments name it by its content
 * hash.
 */
public final class PackageLife {
  /** Most characters of a remark. */
  public static final int MOST_CHARACTERS_OF_REMARK = 500;

  private final SigningPolicy signing;
  private final Steps steps;
  private final PackageStates states;
  private final PolicyActivations activations;

  /**
   * The life of the packages of a store.
   *
   * @param folder the content hash of an edition that the library folder holds; empty if it holds
   *     none of that name
   */
  public PackageLife(
      Store store,
      SigningPolicy signing,
      Function<EditionId, Optional<String>> folder,
      InstantSource clock) {
    this.signing = signing;
    this.steps = new Steps(store, clock);
    this.states = new PackageStates(folder);
    this.activations = new PolicyActivations(steps, states, signing);
  }

  /** What is in use, and how it changes. */
  public PolicyActivations activations() {
    return activations;
  }

  /** Hands a package in. Another person who hands in the same is noted beside its author. */
  public Step<PackageState> submit(Person person, SubmittedPackage submitted) {
    PackageHash hash = submitted.hash();
    return steps.step(
        person,
        List.of(Role.AUTHOR),
        (transaction, now) -> {
          Optional<StoredPackage> known = transaction.packages().find(hash);
          if (known.isPresent() && person.isAmong(transaction.reviews().submitters(hash))) {
            return new Step.AlreadyDone<>(state(transaction, hash, now));
          }
          if (known.isEmpty()) {
            transaction.packages().keep(submitted, person.name(), now);
          }
          transaction.reviews().submitted(hash, person.name(), now);
          Steps.tell(
              transaction,
              new Steps.PackageEvent(person, AuditAction.PACKAGE_SUBMITTED, hash, now),
              Map.of("contentHash", submitted.contentHash()),
              submitted.edition());
          PackageState state = state(transaction, hash, now);
          return known.isPresent() ? new Step.AlreadyDone<>(state) : new Step.Done<>(state);
        });
  }

  /**
   * Has a package verified, and records what came of it in place of an earlier verification. The
   * verification itself happens outside of any transaction.
   */
  public Step<PackageState> verify(Person person, PackageHash hash, Verification verification) {
    record Begin(SubmittedPackage submitted, long activation, Instant at) {}
    Step<Begin> begin =
        steps.step(
            person,
            List.of(Role.AUTHOR, Role.APPROVER),
            (transaction, now) -> {
              StoredPackage stored = Steps.find(transaction, hash);
              return new Step.Done<>(
                  new Begin(
                      new SubmittedPackage(
                          stored.edition(),
                          stored.contentHash(),
                          transaction.packages().files(hash).orElseThrow()),
                      transaction.activations().last(),
                      now));
            });
    return switch (begin) {
      case Step.Refused<Begin> refused -> new Step.Refused<>(refused.why());
      case Step.Done<Begin>(Begin at) ->
          verified(
              person,
              hash,
              verification.verify(at.submitted()),
              new VerifiedAgainst(at.activation(), at.at()));
      case Step.AlreadyDone<Begin> never -> throw new IllegalStateException();
    };
  }

  /**
   * What a package was verified against: what was in use when the verification began.
   *
   * @param activation the last activation then; 0 for none
   */
  public record VerifiedAgainst(long activation, Instant at) {}

  /** Records what came of verifying a package, in place of an earlier verification. */
  public Step<PackageState> verified(
      Person person, PackageHash hash, VerificationReport report, VerifiedAgainst against) {
    return steps.step(
        person,
        List.of(Role.AUTHOR, Role.APPROVER),
        (transaction, now) -> {
          StoredPackage stored = Steps.find(transaction, hash);
          String kept = StoredVerification.of(report, against.activation(), against.at()).json();
          transaction
              .packages()
              .verified(hash, new StoredPackage.Verification(report.verdict(), kept, now));
          report.module().ifPresent(module -> transaction.packages().keep(hash, module));
          Steps.tell(
              transaction,
              new Steps.PackageEvent(
                  person,
                  report.verdict() == Verdict.VERIFIED
                      ? AuditAction.PACKAGE_VERIFIED
                      : AuditAction.PACKAGE_REFUSED,
                  hash,
                  now),
              Map.of(
                  "cases", Integer.toString(report.cases()),
                  "failedCases", Integer.toString(report.failedCases()),
                  "findings", Integer.toString(report.findings().size()),
                  "changes", Integer.toString(report.changes().size())),
              stored.edition());
          return new Step.Done<>(state(transaction, hash, now));
        });
  }

  /** Approves a package of somebody else: exactly this hash. */
  public Step<PackageState> approve(Person person, PackageHash hash, @Nullable String remark) {
    return steps.step(
        person,
        List.of(Role.APPROVER),
        (transaction, now) -> {
          StoredPackage stored = Steps.find(transaction, hash);
          PackageState before = state(transaction, hash, now);
          if (person.isAmong(before.submitters())) {
            throw new Steps.Stop(new Refusal.OwnWork());
          }
          if (person.isAmong(before.approvals().stream().map(Approval::approver).toList())) {
            return new Step.AlreadyDone<>(before);
          }
          Steps.verified(stored);
          String said = Steps.remark(remark);
          if (!before.corrects().isEmpty() && said == null) {
            throw new Steps.Stop(new Refusal.NeedsReason(stored.edition()));
          }
          transaction.reviews().approved(new Approval(hash, person.name(), now, said));
          Steps.tell(
              transaction,
              new Steps.PackageEvent(person, AuditAction.PACKAGE_APPROVED, hash, now),
              Map.of("correction", Boolean.toString(!before.corrects().isEmpty())),
              stored.edition());
          return new Step.Done<>(state(transaction, hash, now));
        });
  }

  /** Hands in a signature of a package, in base64. Whoever holds the key made it. */
  public Step<PackageState> sign(Person person, PackageHash hash, String keyId, String signature) {
    return steps.step(
        person,
        List.of(Role.AUTHOR, Role.APPROVER, Role.PUBLISHER),
        (transaction, now) -> {
          StoredPackage stored = Steps.find(transaction, hash);
          TrustedKeys.Key key =
              signing
                  .keys()
                  .find(keyId)
                  .orElseThrow(() -> new Steps.Stop(new Refusal.UnknownKey(keyId)));
          if (!Signatures.holds(hash, signature, key.publicKey())) {
            throw new Steps.Stop(new Refusal.WrongSignature(keyId));
          }
          PackageState before = state(transaction, hash, now);
          if (before.signatures().stream().anyMatch(one -> one.keyId().equals(keyId))) {
            return new Step.AlreadyDone<>(before);
          }
          transaction
              .reviews()
              .signed(new PackageSignature(hash, keyId, signature, person.name(), now));
          Steps.tell(
              transaction,
              new Steps.PackageEvent(person, AuditAction.PACKAGE_SIGNED, hash, now),
              Map.of("key", keyId, "role", key.role().word()),
              stored.edition());
          return new Step.Done<>(state(transaction, hash, now));
        });
  }

  /** Begins to evaluate a verified package beside what is in use. */
  public Step<ShadowRun> startShadow(Person person, PackageHash hash) {
    return steps.step(
        person,
        List.of(Role.APPROVER, Role.PUBLISHER),
        (transaction, now) -> {
          StoredPackage stored = Steps.find(transaction, hash);
          Steps.verified(stored);
          Optional<ShadowRun> running =
              transaction.shadowRuns().running().stream()
                  .filter(run -> run.hash().equals(hash))
                  .findFirst();
          if (running.isPresent()) {
            return new Step.AlreadyDone<>(running.get());
          }
          ShadowRun run =
              new ShadowRun(
                  UUID.randomUUID(), hash, person.name(), now, null, null, ShadowRun.Count.NONE);
          transaction.shadowRuns().start(run);
          Steps.tell(
              transaction,
              new Steps.PackageEvent(person, AuditAction.SHADOW_STARTED, hash, now),
              Map.of("run", run.id().toString()),
              stored.edition());
          return new Step.Done<>(run);
        });
  }

  /** Ends a shadow run. */
  public Step<ShadowRun> stopShadow(Person person, UUID id) {
    return steps.step(
        person,
        List.of(Role.APPROVER, Role.PUBLISHER),
        (transaction, now) -> {
          ShadowRun run =
              transaction
                  .shadowRuns()
                  .find(id)
                  .orElseThrow(() -> new Steps.Stop(new Refusal.UnknownShadowRun()));
          if (run.stoppedAt() != null) {
            return new Step.AlreadyDone<>(run);
          }
          transaction.shadowRuns().stop(id, person.name(), now);
          Steps.tell(
              transaction,
              new Steps.PackageEvent(person, AuditAction.SHADOW_STOPPED, run.hash(), now),
              Map.of("run", id.toString()),
              Steps.find(transaction, run.hash()).edition());
          return new Step.Done<>(transaction.shadowRuns().find(id).orElseThrow());
        });
  }

  /** A package with all that was done with it; empty if there is none of this hash. */
  public Optional<PackageState> find(PackageHash hash) {
    return steps.read(
        transaction ->
            transaction
                .packages()
                .find(hash)
                .map(stored -> states.of(transaction, stored, steps.now(transaction))));
  }

  /** Every package, the newest first. */
  public List<PackageState> all() {
    return steps.read(
        transaction ->
            states.of(transaction, transaction.packages().all(), steps.now(transaction)));
  }

  /** The content hashes that an edition has been in use with, other than this one. */
  public List<String> inUseBefore(EditionId edition, String contentHash) {
    return steps.read(
        transaction ->
            states.inUseBefore(transaction, edition, contentHash, steps.now(transaction)));
  }

  private PackageState state(Transaction transaction, PackageHash hash, Instant now) {
    return states.of(transaction, Steps.find(transaction, hash), now);
  }
}
