package ketcov.authoring;

import static ketcov.authoring.Packages.ANNA;
import static ketcov.authoring.Packages.BEN;
import static ketcov.authoring.Packages.CARLA;
import static ketcov.authoring.Packages.DORA;
import static ketcov.authoring.Packages.JUNE;
import static ketcov.authoring.Packages.MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ketcov.policy.EditionId;
import ketcov.store.Activation;
import ketcov.store.Approval;
import ketcov.store.AtOnce;
import ketcov.store.AuditCheck;
import ketcov.store.AuditEntry;
import ketcov.store.AuditReader;
import ketcov.store.Database;
import ketcov.store.PackageHash;
import ketcov.store.ShadowRun;
import ketcov.store.Store;
import ketcov.store.SubmittedPackage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class PackageLifeTest {
  private final Store store;
  private final Map<EditionId, String> folder = new HashMap<>();
  private Instant now = Instant.parse("2026-05-02T10:15:30.123456Z");
  private final PackageLife life;

  PackageLifeTest(Database database, @TempDir Path folder) throws SQLException {
    this.store = Store.open(database.fresh(folder));
    this.life = life(SigningPolicy.NONE);
  }

  private PackageLife life(SigningPolicy signing) {
    return new PackageLife(
        store, signing, edition -> Optional.ofNullable(folder.get(edition)), () -> now);
  }

  @AfterEach
  void close() {
    assertThat(new AuditReader(store).check(Optional.empty())).isInstanceOf(AuditCheck.Sound.class);
    store.close();
  }

  @Test
  void a_package_goes_from_draft_to_use_and_back() {
    SubmittedPackage first = Packages.of(MARCH, "first");
    PackageHash hash = first.hash();
    assertThat(done(life.submit(ANNA, first)).stage()).isEqualTo(Stage.DRAFT);
    assertThat(refused(life.approve(BEN, hash, null))).isEqualTo(new Refusal.NotVerified());
    assertThat(done(life.verify(ANNA, hash, submitted -> Packages.good())).stage())
        .isEqualTo(Stage.VERIFIED);
    assertThat(refused(activate(hash))).isEqualTo(new Refusal.NotApproved());
    assertThat(done(life.approve(BEN, hash, null)).stage()).isEqualTo(Stage.APPROVED);
    Activation activation = done(activate(hash));
    assertThat(stage(hash)).isEqualTo(Stage.ACTIVE);
    assertThat(life.activations().active().packages()).containsExactly(Map.entry(MARCH, hash));

    now = now.plusSeconds(60);
    SubmittedPackage second = Packages.of(MARCH, "second");
    approved(second, "The source was misread.");
    assertThat(done(activate(second.hash())).number()).isEqualTo(2);
    assertThat(stage(hash)).isEqualTo(Stage.SUPERSEDED);

    now = now.plusSeconds(60);
    Activation rollback = done(rollBack(null));
    assertThat(rollback.hash()).isEqualTo(hash);
    assertThat(rollback.undoes()).isEqualTo(2);
    assertThat(stage(second.hash())).isEqualTo(Stage.ROLLED_BACK);
    assertThat(stage(hash)).isEqualTo(Stage.ACTIVE);

    now = now.plusSeconds(60);
    assertThat(done(rollBack(null)).hash()).as("the library folder's").isNull();
    assertThat(stage(hash)).isEqualTo(Stage.ROLLED_BACK);
    assertThat(refused(rollBack(null))).isEqualTo(new Refusal.NothingToTakeBack(MARCH.policy()));

    assertThat(life.activations().history()).hasSize(4).first().isEqualTo(activation);
    assertThat(life.activations().activeAt(now.minusSeconds(120)).of(MARCH))
        .contains(second.hash());
    assertThat(actions())
        .containsExactly(
            "anna PACKAGE_SUBMITTED",
            "anna PACKAGE_VERIFIED",
            "ben PACKAGE_APPROVED",
            "carla PACKAGE_ACTIVATED",
            "anna PACKAGE_SUBMITTED",
            "anna PACKAGE_VERIFIED",
            "ben PACKAGE_APPROVED",
            "carla PACKAGE_ACTIVATED",
            "carla PACKAGE_ROLLED_BACK",
            "carla PACKAGE_ROLLED_BACK");
  }

  @Test
  void each_step_needs_its_role() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    PackageHash hash = submitted.hash();
    approved(submitted, null);
    List<Step<?>> steps =
        List.of(
            life.submit(CARLA, Packages.of(MARCH, "b")),
            life.verify(CARLA, hash, any -> Packages.good()),
            life.approve(CARLA, hash, null),
            life.sign(DORA, hash, "k", "s"),
            life.activations().activate(ANNA, hash, null, null),
            life.activations().returnToFolder(BEN, MARCH, null, null),
            life.activations().rollBack(DORA, MARCH.policy(), null, null),
            life.activations().cancel(ANNA, 1, null),
            life.startShadow(DORA, hash),
            life.stopShadow(DORA, new java.util.UUID(0, 0)));
    assertThat(steps)
        .allSatisfy(step -> assertThat(refused(step)).isInstanceOf(Refusal.NeedsRole.class));
    assertThat(refused(steps.get(1)).says())
        .isEqualTo("This needs the role `author` or `approver`.");
  }

  @Test
  void nobody_approves_what_she_submitted() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    PackageHash hash = submitted.hash();
    life.submit(ANNA, submitted);
    life.verify(ANNA, hash, any -> Packages.good());
    assertThat(refused(life.approve(ANNA, hash, null))).isEqualTo(new Refusal.OwnWork());
    assertThat(refused(life.approve(new Person("Anna", Set.of(Role.APPROVER)), hash, null)))
        .isEqualTo(new Refusal.OwnWork());

    assertThat(repeated(life.submit(BEN, submitted)).submitters()).containsExactly("anna", "ben");
    assertThat(refused(life.approve(BEN, hash, null))).isEqualTo(new Refusal.OwnWork());
  }

  @Test
  void an_approval_of_somebody_who_submits_it_later_counts_no_more() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    approved(submitted, null);
    life.submit(BEN, submitted);
    assertThat(stage(submitted.hash())).isEqualTo(Stage.VERIFIED);
    assertThat(refused(activate(submitted.hash()))).isEqualTo(new Refusal.NotApproved());
  }

  @Test
  void of_submitting_and_approving_at_once_nothing_comes_that_one_person_did_alone() {
    for (int round = 0; round < 10; round++) {
      SubmittedPackage submitted = Packages.of(MARCH, "round " + round);
      PackageHash hash = submitted.hash();
      life.submit(ANNA, submitted);
      life.verify(ANNA, hash, any -> Packages.good());
      AtOnce.run(
          2, i -> () -> i == 0 ? life.submit(BEN, submitted) : life.approve(BEN, hash, "Checked."));
      assertThat(life.find(hash).orElseThrow().approvals()).isEmpty();
      assertThat(refused(activate(hash))).isEqualTo(new Refusal.NotApproved());
    }
  }

  @Test
  void repeating_a_step_changes_nothing() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    PackageHash hash = submitted.hash();
    approved(submitted, null);
    Activation activation = done(activate(hash));
    int entries = actions().size();
    now = now.plusSeconds(60);

    repeated(life.submit(ANNA, submitted));
    repeated(life.approve(BEN, hash, "Another remark."));
    assertThat(activate(hash)).isEqualTo(new Step.AlreadyDone<>(activation));
    assertThat(life.find(hash).orElseThrow().approvals())
        .extracting(Approval::remark)
        .containsExactly((String) null);

    Activation rollback = done(rollBack(1L));
    assertThat(rollBack(1L)).isEqualTo(new Step.AlreadyDone<>(rollback));
    assertThat(actions()).hasSize(entries + 1);
  }

  @Test
  void of_eight_who_put_it_to_use_at_once_one_does() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    approved(submitted, null);
    List<Step<Activation>> steps = AtOnce.run(8, i -> () -> activate(submitted.hash()));
    assertThat(steps).filteredOn(Step.Done.class::isInstance).hasSize(1);
    assertThat(steps).filteredOn(Step.AlreadyDone.class::isInstance).hasSize(7);
    assertThat(life.activations().history()).hasSize(1);
  }

  @Test
  void a_package_that_did_not_pass_goes_no_further_until_it_is_verified_again() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    PackageHash hash = submitted.hash();
    life.submit(ANNA, submitted);
    PackageState state = done(life.verify(ANNA, hash, any -> Packages.bad()));
    assertThat(state.stage()).isEqualTo(Stage.REFUSED);
    assertThat(StoredVerification.of(state.stored()))
        .hasValueSatisfying(
            stored -> {
              assertThat(stored.findings()).isEqualTo(Packages.bad().findings());
              assertThat(stored.changes()).isEqualTo(Packages.bad().changes());
              assertThat(stored.failedCases()).isEqualTo(1);
            });
    assertThat(refused(life.approve(BEN, hash, null))).isEqualTo(new Refusal.VerificationFailed());
    life.verify(ANNA, hash, any -> Packages.good());
    life.approve(BEN, hash, null);
    life.verify(ANNA, hash, any -> Packages.bad());
    assertThat(refused(activate(hash))).isEqualTo(new Refusal.VerificationFailed());
    assertThat(refused(life.startShadow(CARLA, hash))).isEqualTo(new Refusal.VerificationFailed());
  }

  @Test
  void an_unknown_package_is_refused_everywhere() {
    PackageHash hash = Packages.of(MARCH, "never").hash();
    assertThat(
            List.of(
                refused(life.verify(ANNA, hash, any -> Packages.good())),
                refused(life.approve(ANNA, hash, null)),
                refused(life.sign(ANNA, hash, "k", "s")),
                refused(activate(hash)),
                refused(life.startShadow(CARLA, hash))))
        .containsOnly(new Refusal.UnknownPackage(hash));
    assertThat(life.find(hash)).isEmpty();
  }

  @Test
  void what_is_put_to_use_for_later_waits_for_its_time_and_can_be_called_off() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    PackageHash hash = submitted.hash();
    approved(submitted, null);
    Instant later = now.plus(Duration.ofDays(3));
    Step<Activation> step = life.activations().activate(CARLA, hash, later, null);
    assertThat(stage(hash)).isEqualTo(Stage.SCHEDULED);
    assertThat(life.activations().nextChange()).contains(later);
    assertThat(life.activations().active().packages()).isEmpty();
    assertThat(life.activations().activate(CARLA, hash, later, null))
        .isEqualTo(new Step.AlreadyDone<>(done(step)));
    assertThat(refused(rollBack(null)))
        .as("it is not in effect")
        .isEqualTo(new Refusal.NothingToTakeBack(MARCH.policy()));

    Activation called = done(life.activations().cancel(CARLA, 1, "Not yet."));
    assertThat(life.activations().cancel(CARLA, 1, null)).isEqualTo(new Step.AlreadyDone<>(called));
    assertThat(stage(hash)).isEqualTo(Stage.APPROVED);
    assertThat(life.activations().activeAt(later).packages()).isEmpty();

    done(life.activations().activate(CARLA, hash, later, null));
    now = later;
    assertThat(stage(hash)).isEqualTo(Stage.ACTIVE);
    assertThat(life.activations().nextChange()).isEmpty();
    assertThat(refused(life.activations().cancel(CARLA, 3, null)))
        .isEqualTo(new Refusal.InEffect(3));
    assertThat(refused(life.activations().cancel(CARLA, 9, null)))
        .isEqualTo(new Refusal.UnknownActivation(9));
    assertThat(refused(life.activations().activate(CARLA, hash, now.minusSeconds(1), null)))
        .isInstanceOf(Refusal.InThePast.class);
  }

  @Test
  void a_clock_that_is_behind_puts_nothing_before_what_was_recorded() {
    SubmittedPackage first = Packages.of(MARCH, "a");
    SubmittedPackage second = Packages.of(MARCH, "b");
    approved(first, null);
    done(activate(first.hash()));
    now = now.minusSeconds(5);
    approved(second, "A correction.");
    done(activate(second.hash()));
    assertThat(life.activations().active().of(MARCH)).contains(second.hash());
  }

  @Test
  void only_the_latest_is_rolled_back() {
    for (String text : List.of("a", "b")) {
      SubmittedPackage submitted = Packages.of(MARCH, text);
      approved(submitted, "A correction.");
      done(activate(submitted.hash()));
    }
    assertThat(refused(rollBack(1L))).isEqualTo(new Refusal.NotTheLatest(1, 2));
  }

  @Test
  void an_edition_returns_to_the_folder_and_that_can_be_taken_back() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    assertThat(refused(life.activations().returnToFolder(CARLA, MARCH, null, null)))
        .isEqualTo(new Refusal.NothingToTakeBack(MARCH.policy()));
    approved(submitted, null);
    done(activate(submitted.hash()));
    done(life.activations().returnToFolder(CARLA, MARCH, null, null));
    assertThat(stage(submitted.hash())).isEqualTo(Stage.SUPERSEDED);
    done(rollBack(null));
    assertThat(stage(submitted.hash())).isEqualTo(Stage.ACTIVE);
  }

  @Test
  void a_correction_is_approved_only_with_a_reason() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    folder.put(MARCH, submitted.contentHash());
    life.submit(ANNA, submitted);
    assertThat(life.find(submitted.hash()).orElseThrow().corrects()).as("the same rules").isEmpty();

    folder.put(MARCH, "other rules");
    life.verify(ANNA, submitted.hash(), any -> Packages.good());
    assertThat(life.find(submitted.hash()).orElseThrow().corrects()).containsExactly("other rules");
    assertThat(refused(life.approve(BEN, submitted.hash(), " ")))
        .isEqualTo(new Refusal.NeedsReason(MARCH));
    done(life.approve(BEN, submitted.hash(), "The source was misread."));
    done(activate(submitted.hash()));
    done(rollBack(null));

    folder.clear();
    assertThat(life.inUseBefore(MARCH, "third"))
        .as("that it was taken back does not undo that it was in use")
        .containsExactly(submitted.contentHash());
  }

  @Test
  void what_was_called_off_before_its_time_is_not_corrected() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    approved(submitted, null);
    done(life.activations().activate(CARLA, submitted.hash(), now.plus(Duration.ofDays(1)), null));
    now = now.plus(Duration.ofHours(1));
    done(life.activations().cancel(CARLA, 1, null));
    now = now.plus(Duration.ofDays(2));
    assertThat(life.inUseBefore(MARCH, "b")).isEmpty();
    assertThat(stage(submitted.hash())).isEqualTo(Stage.APPROVED);
  }

  @Test
  void a_verification_beside_other_editions_than_are_in_use_is_outdated() {
    SubmittedPackage march = Packages.of(MARCH, "a");
    SubmittedPackage june = Packages.of(JUNE, "b");
    approved(march, null);
    approved(june, null);
    done(activate(march.hash()));
    assertThat(refused(activate(june.hash())))
        .isEqualTo(new Refusal.VerificationOutdated(List.of(MARCH)));
    life.verify(BEN, june.hash(), any -> Packages.good());
    done(activate(june.hash()));
  }

  @Test
  void a_verification_that_begins_before_another_activation_is_outdated_when_it_ends() {
    SubmittedPackage march = Packages.of(MARCH, "a");
    SubmittedPackage june = Packages.of(JUNE, "b");
    approved(march, null);
    life.submit(ANNA, june);
    life.verify(
        ANNA,
        june.hash(),
        any -> {
          done(activate(march.hash()));
          return Packages.good();
        });
    life.approve(BEN, june.hash(), null);
    assertThat(refused(activate(june.hash())))
        .isEqualTo(new Refusal.VerificationOutdated(List.of(MARCH)));
  }

  @Test
  void where_signatures_are_required_only_those_of_the_right_keys_count() {
    KeyPair author = Signatures.newKeys();
    KeyPair approver = Signatures.newKeys();
    TrustedKeys.Reading keys =
        TrustedKeys.read(
            "keys.yaml",
            "keys:\n" + key("anna", "author", author) + key("ben", "approver", approver));
    assertThat(keys.problems()).isEmpty();
    PackageLife strict = life(new SigningPolicy(true, keys.keys()));
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    PackageHash hash = submitted.hash();
    approved(submitted, null);

    assertThat(refused(strict.activations().activate(CARLA, hash, null, null)))
        .isEqualTo(new Refusal.NotSigned());
    assertThat(refused(strict.sign(BEN, hash, "carla", "x")))
        .isEqualTo(new Refusal.UnknownKey("carla"));
    PackageHash other = Packages.of(MARCH, "b").hash();
    for (String wrong :
        List.of(
            "x",
            "",
            Signatures.sign(other, approver.getPrivate()),
            Signatures.sign(hash, author.getPrivate()))) {
      assertThat(refused(strict.sign(BEN, hash, "ben", wrong)))
          .isEqualTo(new Refusal.WrongSignature("ben"));
    }
    done(strict.sign(ANNA, hash, "anna", Signatures.sign(hash, author.getPrivate())));
    assertThat(refused(strict.activations().activate(CARLA, hash, null, null)))
        .as("an author's key")
        .isEqualTo(new Refusal.NotSigned());
    String signature = Signatures.sign(hash, approver.getPrivate());
    done(strict.sign(BEN, hash, "ben", signature));
    assertThat(strict.sign(BEN, hash, "ben", signature)).isInstanceOf(Step.AlreadyDone.class);
    assertThat(
            refused(
                life(new SigningPolicy(true, TrustedKeys.NONE))
                    .activations()
                    .activate(CARLA, hash, null, null)))
        .as("a key that is no longer listed")
        .isEqualTo(new Refusal.NotSigned());
    done(strict.activations().activate(CARLA, hash, null, null));
  }

  private static String key(String id, String role, KeyPair pair) {
    return "  - { id: %s, role: %s, publicKey: %s }\n"
        .formatted(id, role, Signatures.text(pair.getPublic()));
  }

  @Test
  void a_shadow_run_begins_once_and_ends_once() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    approved(submitted, null);
    ShadowRun run = done(life.startShadow(CARLA, submitted.hash()));
    assertThat(life.startShadow(CARLA, submitted.hash())).isEqualTo(new Step.AlreadyDone<>(run));
    ShadowRun ended = done(life.stopShadow(BEN, run.id()));
    assertThat(ended.stoppedBy()).isEqualTo("ben");
    assertThat(life.stopShadow(CARLA, run.id())).isEqualTo(new Step.AlreadyDone<>(ended));
    assertThat(refused(life.stopShadow(CARLA, new java.util.UUID(1, 1))))
        .isEqualTo(new Refusal.UnknownShadowRun());
    assertThat(actions()).endsWith("carla SHADOW_STARTED", "ben SHADOW_STOPPED");
  }

  @Test
  void a_remark_that_is_too_long_is_refused() {
    SubmittedPackage submitted = Packages.of(MARCH, "a");
    life.submit(ANNA, submitted);
    life.verify(ANNA, submitted.hash(), any -> Packages.good());
    for (String remark : List.of("x".repeat(501), "a\u0000b", "a\u001b[2J")) {
      assertThat(refused(life.approve(BEN, submitted.hash(), remark)))
          .isEqualTo(new Refusal.UnfitRemark());
    }
    done(life.approve(BEN, submitted.hash(), "x".repeat(500)));
  }

  @Test
  void packages_are_listed_the_newest_first() {
    List<PackageHash> hashes = new ArrayList<>();
    for (String text : List.of("a", "b", "c")) {
      now = now.plusSeconds(1);
      life.submit(ANNA, Packages.of(MARCH, text));
      hashes.addFirst(Packages.of(MARCH, text).hash());
    }
    assertThat(life.all()).extracting(state -> state.stored().hash()).isEqualTo(hashes);
  }

  private void approved(SubmittedPackage submitted, @Nullable String remark) {
    done(life.submit(ANNA, submitted));
    done(life.verify(ANNA, submitted.hash(), any -> Packages.good()));
    done(life.approve(BEN, submitted.hash(), remark));
  }

  private Step<Activation> activate(PackageHash hash) {
    return life.activations().activate(CARLA, hash, null, null);
  }

  private Step<Activation> rollBack(@Nullable Long number) {
    return life.activations().rollBack(CARLA, MARCH.policy(), number, null);
  }

  private Stage stage(PackageHash hash) {
    return life.find(hash).orElseThrow().stage();
  }

  private List<String> actions() {
    List<AuditEntry> entries = new ArrayList<>();
    new AuditReader(store).forEach(entries::add);
    return entries.stream().map(entry -> entry.actor() + " " + entry.action()).toList();
  }

  private static <T> T done(Step<T> step) {
    assertThat(step).isInstanceOf(Step.Done.class);
    return ((Step.Done<T>) step).now();
  }

  private static <T> T repeated(Step<T> step) {
    assertThat(step).isInstanceOf(Step.AlreadyDone.class);
    return ((Step.AlreadyDone<T>) step).before();
  }

  private static Refusal refused(Step<?> step) {
    assertThat(step).isInstanceOf(Step.Refused.class);
    return ((Step.Refused<?>) step).why();
  }
}
