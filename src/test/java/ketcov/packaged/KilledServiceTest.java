package ketcov.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import ketcov.SmallLibrary;
import ketcov.authoring.NoHalfState;
import ketcov.authoring.Role;
import ketcov.store.Store;
import ketcov.store.StoreLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service on the embedded database, killed at any moment: it starts again by itself,
 * and whatever it acknowledged is there. {@code -Dketcov.kills=100} kills it more often than the
 * gate does.
 */
class KilledServiceTest {
  private static final int KILLS = Integer.getInteger("ketcov.kills", 3);
  private static final long SEED = Long.getLong("ketcov.kills.seed", 20261124);

  /** Each start is followed by a look at what was done since the last one, each tenth at all. */
  private static final int FULLY = 10;

  /** The longest that it works before it is killed. */
  private static final int MOST_MILLISECONDS = 6_000;

  @Test
  void nothing_acknowledged_is_lost_and_it_starts_by_itself(@TempDir Path folder) throws Exception {
    SmallLibrary library = SmallLibrary.in(folder);
    PackagedService.Setup setup =
        new PackagedService.Setup(folder.resolve("data"), library.root(), Map.of());
    Random random = new Random(SEED);
    List<BusyClients.Acknowledged> all = new ArrayList<>();
    List<Long> startMilliseconds = new ArrayList<>();
    List<BusyClients.Acknowledged> since = List.of();
    int whileStarting = 0;
    try (PackagedService service = PackagedService.start(setup)) {
      for (String title : List.of("The first", "The second", "The third")) {
        TwoReplicasTest.approved(service, setup, new AgePolicy(title, 21).files(library));
      }
    }
    for (int kill = 1; kill <= KILLS; kill++) {
      String when = "kill " + kill + " with the seed " + SEED;
      if (random.nextInt(5) == 0) {
        PackagedService starting = PackagedService.begin(setup);
        Thread.sleep(random.nextInt(3_000));
        starting.kill();
        whileStarting++;
      }
      long begin = System.nanoTime();
      PackagedService service = PackagedService.start(setup);
      try {
        startMilliseconds.add((System.nanoTime() - begin) / 1_000_000);
        holds(service, setup, kill % FULLY == 0 ? all : since, when);
        BusyClients clients = new BusyClients(service, setup, library, random.nextLong());
        clients.awaitFirst();
        Thread.sleep(random.nextInt(MOST_MILLISECONDS));
        service.kill();
        since = clients.ended();
        all.addAll(since);
        assertThat(clients.unexpected()).as(when).isEmpty();
      } finally {
        service.kill();
      }
    }
    try (PackagedService service = PackagedService.start(setup)) {
      holds(service, setup, all, "the end");
    }
    assertThat(setup.run("audit", "verify")).contains("sound: ");
    try (Store store = Store.open(StoreLocation.in(setup.data()))) {
      NoHalfState.holds(store, "the end");
    }
    Map<String, Integer> counts = new HashMap<>();
    all.forEach(one -> counts.merge(one.step().name(), 1, Integer::sum));
    System.out.printf(
        Locale.ROOT,
        "%d kills at work and %d while it started; acknowledged and not lost: %s; ready again after"
            + " %d ms at the most%n",
        KILLS,
        whileStarting,
        counts,
        startMilliseconds.stream().max(Comparator.naturalOrder()).orElseThrow());
    assertThat(counts).containsKeys("ASSESSED", "DETERMINED", "ACTIVATED");
  }

  private static void holds(
      PackagedService service,
      PackagedService.Setup setup,
      List<BusyClients.Acknowledged> acknowledged,
      String when)
      throws Exception {
    Caller reader = Caller.of(service, setup.tokenKey(), "dora", Role.AUDITOR);
    JsonNode packages = reader.get("/v1/policy-packages").done().json();
    Map<String, JsonNode> byHash = new HashMap<>();
    Map<Long, String> activations = new HashMap<>();
    for (JsonNode one : packages) {
      byHash.put(one.at("/hash").asText(), one);
      one.at("/activations")
          .forEach(
              activation ->
                  activations.put(
                      activation.at("/number").asLong(), activation.at("/effectiveAt").asText()));
    }
    for (BusyClients.Acknowledged one : acknowledged) {
      JsonNode found = byHash.get(one.id());
      switch (one.step()) {
        case ASSESSED ->
            assertThat(reader.get("/v1/assessments/" + one.id()))
                .as("%s: %s", when, one)
                .isEqualTo(new Caller.Answer(200, one.body()));
        case DETERMINED ->
            assertThat(
                    reader
                        .post(
                            "/v1/assessments/" + one.id() + "/determination",
                            BusyClients.DETERMINATION)
                        .status())
                .as("%s: %s is there already", when, one)
                .isEqualTo(200);
        case SUBMITTED ->
            assertThat(found == null ? "" : found.at("/verification/verdict").asText())
                .as("%s: %s", when, one)
                .isEqualTo("VERIFIED");
        case APPROVED ->
            assertThat(found == null ? 0 : found.at("/approvals").size())
                .as("%s: %s", when, one)
                .isEqualTo(1);
        case ACTIVATED ->
            assertThat(activations.get(Long.valueOf(one.id())))
                .as("%s: %s", when, one)
                .isEqualTo(one.body());
      }
    }
    // What answers is what the last step says.
    String active = "";
    for (JsonNode one : packages) {
      if (one.at("/stage").asText().equals("ACTIVE")) {
        assertThat(active).as(when).isEmpty();
        active = one.at("/contentHash").asText();
      }
    }
    String answers =
        reader.post("/v1/assessments", AgePolicy.CASE).done().at("/policy/contentHash");
    if (active.isEmpty()) {
      assertThat(byHash.values())
          .as(when)
          .noneMatch(one -> one.at("/contentHash").asText().equals(answers));
    } else {
      assertThat(answers).as(when).isEqualTo(active);
    }
  }
}
