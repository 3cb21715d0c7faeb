package ketcov.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ketcov.SmallLibrary;
import ketcov.authoring.Role;
import ketcov.store.Database;
import ketcov.store.StoreLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL answer with the same packages. */
class TwoReplicasTest {
  private static final int ROUNDS = Integer.getInteger("ketcov.rounds", 3);

  /** The promise is two seconds; this is for a machine that has much else to do. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void what_one_replica_puts_to_use_or_takes_back_the_other_answers_with(@TempDir Path folder)
      throws Exception {
    SmallLibrary library = SmallLibrary.in(folder);
    StoreLocation store = Database.POSTGRESQL.fresh(folder);
    PackagedService.Setup here = PackagedService.Setup.replica(store, folder.resolve("a"), library);
    PackagedService.Setup there =
        PackagedService.Setup.replica(store, folder.resolve("b"), library);
    // Both bring the schema up to date, in the same moment.
    try (PackagedService a = PackagedService.begin(here);
        PackagedService b = PackagedService.begin(there)) {
      a.awaitReady();
      b.awaitReady();
      Caller publisher = Caller.of(a, here.tokenKey(), "cleo", Role.PUBLISHER);
      Caller clientOfB = new Caller(b, null);
      AgePolicy policy = new AgePolicy("Adults only", 21);
      String hash = approved(a, here, policy.files(library));

      List<Long> milliseconds = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        publisher.activate(hash).done();
        milliseconds.add(untilTitleIs(policy.title(), clientOfB));
        assertThat(outcome(clientOfB)).isEqualTo("NOT_MET");
        publisher.post(AgePolicy.POLICY + "/rollback", "").done();
        milliseconds.add(untilTitleIs(AgePolicy.TITLE_IN_FOLDER, clientOfB));
        assertThat(outcome(clientOfB)).isEqualTo("MET");
      }
      System.out.println("the other replica followed after " + milliseconds + " ms");
      assertThat(milliseconds).allMatch(took -> took < LIMIT.toMillis());

      Files.copy(here.tokenKey(), there.tokenKey());
      assertThat(Caller.of(b, there.tokenKey(), "dora", Role.AUDITOR).state(hash).at("/stage"))
          .isEqualTo("ROLLED_BACK");
    }
  }

  @Test
  void a_replica_that_cannot_build_what_is_in_use_does_not_answer(@TempDir Path folder)
      throws Exception {
    SmallLibrary library = SmallLibrary.in(folder);
    StoreLocation store = Database.POSTGRESQL.fresh(folder);
    PackagedService.Setup here = PackagedService.Setup.replica(store, folder.resolve("a"), library);
    PackagedService.Setup there =
        PackagedService.Setup.replica(store, folder.resolve("b"), library);
    try (PackagedService a = PackagedService.start(here)) {
      String hash = approved(a, here, new AgePolicy("Adults only", 21).files(library));
      Caller publisher = Caller.of(a, here.tokenKey(), "cleo", Role.PUBLISHER);
      publisher.activate(hash).done();
      // Rules that are sound, and that nobody approved.
      change(store, hash, "ageYears >= 21", "ageYears >= 0");

      try (PackagedService b = PackagedService.begin(there)) {
        Caller client = new Caller(b, null);
        b.await(
            () -> client.get("/q/health/ready").body().contains("\"behind\""),
            "does not say that it is behind");
        Caller.Answer readiness = client.get("/q/health/ready");
        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.body()).contains("package " + hash).contains("not those");
        Caller.Answer assessed = client.post("/v1/assessments", AgePolicy.CASE);
        assertThat(assessed.status()).isEqualTo(503);
        assertThat(assessed.at("/type")).isEqualTo("/problems/not-ready");
        assertThat(client.get("/q/health/live").status()).isEqualTo(200);

        // It follows again as soon as it can.
        publisher.post(AgePolicy.POLICY + "/rollback", "").done();
        b.awaitReady();
        assertThat(title(client)).isEqualTo(AgePolicy.TITLE_IN_FOLDER);
        assertThat(publisher.activate(hash).status()).isEqualTo(409);
      }
    }
  }

  /** Submits and approves a package. */
  static String approved(
      PackagedService service, PackagedService.Setup setup, Map<String, String> files)
      throws Exception {
    String hash =
        Caller.of(service, setup.tokenKey(), "ada", Role.AUTHOR).submit(files).done().at("/hash");
    Caller.of(service, setup.tokenKey(), "ben", Role.APPROVER).approve(hash, "Corrected.").done();
    return hash;
  }

  private static void change(StoreLocation store, String hash, String from, String to)
      throws Exception {
    try (Connection connection = Database.beside(store);
        PreparedStatement files =
            connection.prepareStatement(
                "update policy_package set files = replace(files, ?, ?) where hash = ?");
        PreparedStatement module =
            connection.prepareStatement("delete from package_module where hash = ?")) {
      files.setString(1, from);
      files.setString(2, to);
      files.setString(3, hash);
      assertThat(files.executeUpdate()).isEqualTo(1);
      module.setString(1, hash);
      assertThat(module.executeUpdate()).isPositive();
    }
  }

  private static long untilTitleIs(String wanted, Caller client) throws InterruptedException {
    long begin = System.nanoTime();
    while (!title(client).equals(wanted)) {
      long waited = (System.nanoTime() - begin) / 1_000_000;
      if (waited > 3 * LIMIT.toMillis()) {
        throw new AssertionError("the other replica does not follow");
      }
      Thread.sleep(10);
    }
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static String title(Caller client) {
    return client.post("/v1/assessments", AgePolicy.CASE).done().at("/policy/title");
  }

  private static String outcome(Caller client) {
    return client.post("/v1/assessments", AgePolicy.CASE).done().at("/criteria/0/outcome");
  }
}
