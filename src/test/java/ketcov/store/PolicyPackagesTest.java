package ketcov.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.policy.PolicyPackage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class PolicyPackagesTest {
  private static final EditionId EDITION =
      new EditionId(new PolicyId("premera", "spravato"), "2026-03-01");
  private static final Instant NOW = Answers.NOW;

  private final Store store;

  PolicyPackagesTest(Database database, @TempDir Path folder) throws SQLException {
    this.store = Store.open(database.fresh(folder));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_package_is_given_again_with_all_its_files() {
    SubmittedPackage submitted = submitted("½ µg 😀\r\n" + "x".repeat(3_000_000));
    keep(submitted);
    assertThat(find(submitted.hash()))
        .contains(
            new StoredPackage(
                submitted.hash(), EDITION, "cd".repeat(32), "anna", NOW, Optional.empty()));
    assertThat(
            store.<Optional<PolicyPackage>>inTransaction(t -> t.packages().files(submitted.hash())))
        .contains(submitted.files());
    assertThat(
            store.<List<StoredPackage>>inTransaction(t -> t.packages().ofContent("cd".repeat(32))))
        .hasSize(1);
    assertThatThrownBy(() -> keep(submitted)).isInstanceOf(StoreException.class);
  }

  @Test
  void the_last_verification_stands() {
    SubmittedPackage submitted = submitted("a");
    keep(submitted);
    for (Verdict verdict : List.of(Verdict.REFUSED, Verdict.VERIFIED)) {
      var verification = new StoredPackage.Verification(verdict, "{}", NOW);
      store.inTransaction(
          transaction -> {
            transaction.packages().verified(submitted.hash(), verification);
            return true;
          });
      assertThat(find(submitted.hash()).flatMap(StoredPackage::verification))
          .contains(verification);
    }
  }

  @Test
  void what_was_compiled_is_kept_for_each_environment() {
    SubmittedPackage submitted = submitted("a");
    keep(submitted);
    byte[] bytes = new byte[2_000_000];
    bytes[1_999_999] = -7;
    CompiledModule module = new CompiledModule("e1", bytes);
    store.inTransaction(
        transaction -> {
          transaction.packages().keep(submitted.hash(), new CompiledModule("e1", new byte[1]));
          transaction.packages().keep(submitted.hash(), module);
          return true;
        });
    store.inTransaction(
        transaction -> {
          assertThat(transaction.packages().module(submitted.hash(), "e1")).contains(module);
          assertThat(transaction.packages().module(submitted.hash(), "e2")).isEmpty();
          return true;
        });
  }

  @Test
  void reviews_and_activations_are_given_again() {
    SubmittedPackage submitted = submitted("a");
    keep(submitted);
    PackageHash hash = submitted.hash();
    var approval = new Approval(hash, "ben", NOW, "Looks right.");
    var signature = new PackageSignature(hash, "k1", "c2ln", "ben", NOW);
    var first = new Activation(1, EDITION, hash, null, NOW.plusSeconds(60), "carla", NOW, null);
    var second = new Activation(2, EDITION, null, 1L, NOW, "carla", NOW, "Too strict.");
    store.inTransaction(
        transaction -> {
          assertThat(transaction.activations().last()).isZero();
          transaction.reviews().submitted(hash, "anna", NOW);
          transaction.reviews().approved(approval);
          transaction.reviews().signed(signature);
          transaction.activations().add(first);
          transaction.activations().add(second);
          return true;
        });
    store.inTransaction(
        transaction -> {
          assertThat(transaction.reviews().submitters(hash)).containsExactly("anna");
          assertThat(transaction.reviews().approvals(hash)).containsExactly(approval);
          assertThat(transaction.reviews().signatures(hash)).containsExactly(signature);
          assertThat(transaction.activations().all()).containsExactly(first, second);
          assertThat(transaction.activations().last()).isEqualTo(2);
          return true;
        });
  }

  @Test
  void a_shadow_run_counts_all_and_lists_a_thousand_differences() {
    SubmittedPackage submitted = submitted("a");
    keep(submitted);
    ShadowRun run =
        new ShadowRun(
            UUID.randomUUID(), submitted.hash(), "carla", NOW, null, null, ShadowRun.Count.NONE);
    UUID assessment = UUID.randomUUID();
    var difference =
        new ShadowRun.Difference(assessment, "/outlook", "LIKELY_APPROVED", "UNCERTAIN");
    store.inTransaction(
        transaction -> {
          transaction.shadowRuns().start(run);
          return true;
        });
    AtOnce.run(
        4,
        i ->
            () ->
                store.inTransaction(
                    transaction -> {
                      for (int j = 0; j < 15; j++) {
                        transaction
                            .shadowRuns()
                            .add(
                                run.id(),
                                new ShadowRun.Count(30, 20, 1),
                                java.util.Collections.nCopies(20, difference));
                      }
                      return true;
                    }));
    store.inTransaction(
        transaction -> {
          ShadowRuns runs = transaction.shadowRuns();
          assertThat(runs.running()).extracting(ShadowRun::id).containsExactly(run.id());
          assertThat(runs.differences(run.id())).hasSize(1_000).containsOnly(difference);
          runs.stop(run.id(), "ben", NOW.plusSeconds(1));
          assertThat(runs.running()).isEmpty();
          assertThat(runs.of(submitted.hash()))
              .containsExactly(
                  new ShadowRun(
                      run.id(),
                      submitted.hash(),
                      "carla",
                      NOW,
                      "ben",
                      NOW.plusSeconds(1),
                      new ShadowRun.Count(1_800, 1_200, 60)));
          assertThat(runs.find(UUID.randomUUID())).isEmpty();
          return true;
        });
  }

  private void keep(SubmittedPackage submitted) {
    store.inTransaction(
        transaction -> {
          transaction.packages().keep(submitted, "anna", NOW);
          return true;
        });
  }

  private Optional<StoredPackage> find(PackageHash hash) {
    return store.inTransaction(transaction -> transaction.packages().find(hash));
  }

  private static SubmittedPackage submitted(String text) {
    return new SubmittedPackage(EDITION, "cd".repeat(32), files(text));
  }

  private static PolicyPackage files(String text) {
    return new PolicyPackage(
        "rules-drl/premera/spravato/2026-03-01", new TreeMap<>(Map.of("policy.yaml", text)));
  }
}
