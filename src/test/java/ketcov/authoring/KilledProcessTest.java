package ketcov.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ketcov.authoring.Packages.ANNA;
import static ketcov.authoring.Packages.BEN;
import static ketcov.authoring.Packages.CARLA;
import static ketcov.authoring.Packages.DORA;
import static ketcov.authoring.Packages.MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ketcov.assessment.Decision;
import ketcov.store.Activation;
import ketcov.store.AnsweredCase;
import ketcov.store.Answers;
import ketcov.store.Database;
import ketcov.store.Determination;
import ketcov.store.PackageHash;
import ketcov.store.RecordedDetermination;
import ketcov.store.Store;
import ketcov.store.StoreLocation;
import ketcov.store.StoredPackage;
import ketcov.store.SubmittedPackage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is killed at any moment loses nothing that it acknowledged and leaves no half
 * state. {@code -Dketcov.kills=100} kills it more often than the gate does.
 */
class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("ketcov.kills", 8);

  /** Each kill is followed by a look at what it could have lost, each tenth by a look at all. */
  private static final int FULLY = 10;

  private static final long SEED = Long.getLong("ketcov.kills.seed", 20261124);

  private static final Pattern WHOLE =
      Pattern.compile(
          "(assessed|determined|purged) [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
              + "|(submitted|verified|approved) [0-9a-f]{64}|activated [0-9]+");

  /** A process that works on, and says what is done when it is done. */
  static final class Worker {
    private Worker() {}

    public static void main(String... args) {
      Random random = new Random(Long.parseLong(args[3]));
      StoreLocation location =
          new StoreLocation(
              args[0],
              new StoreLocation.Credentials(
                  args[1].isEmpty() ? null : args[1], args[1].isEmpty() ? null : args[2]));
      try (Store store = Store.open(location)) {
        PackageLife life =
            new PackageLife(
                store,
                SigningPolicy.NONE,
                edition -> Optional.empty(),
                () -> Instant.now().truncatedTo(ChronoUnit.MICROS));
        System.out.println("open");
        while (!Thread.currentThread().isInterrupted()) {
          assess(store, random);
          publish(life, random);
        }
      }
    }

    private static void assess(Store store, Random random) {
      AnsweredCase answer =
          Answers.answer("{\"x\":\"" + "x".repeat(random.nextInt(20_000)) + "\"}");
      store.keep(answer);
      System.out.println("assessed " + answer.id());
      store.record(
          answer.id(),
          new RecordedDetermination(
              new Determination(Decision.APPROVED, LocalDate.of(2026, 5, 2), null), Answers.NOW),
          "ben");
      System.out.println("determined " + answer.id());
      if (random.nextInt(4) == 0) {
        new Retention(store, () -> Answers.NOW).purge(DORA, answer.id());
        System.out.println("purged " + answer.id());
      }
    }

    private static void publish(PackageLife life, Random random) {
      SubmittedPackage submitted =
          Packages.of(MARCH, UUID.randomUUID() + "y".repeat(random.nextInt(50_000)));
      PackageHash hash = submitted.hash();
      say("submitted", hash, life.submit(ANNA, submitted));
      say("verified", hash, life.verify(ANNA, hash, any -> Packages.good()));
      say("approved", hash, life.approve(BEN, hash, "A correction."));
      if (life.activations().activate(CARLA, hash, null, null)
          instanceof Step.Done<Activation>(Activation activation)) {
        System.out.println("activated " + activation.number());
      }
      if (random.nextInt(3) == 0
          && life.activations().rollBack(CARLA, MARCH.policy(), null, null)
              instanceof Step.Done<Activation>(Activation rollback)) {
        System.out.println("activated " + rollback.number());
      }
    }

    private static void say(String what, PackageHash hash, Step<PackageState> step) {
      if (!(step instanceof Step.Done)) {
        throw new IllegalStateException(step.toString());
      }
      System.out.println(what + " " + hash);
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void nothing_acknowledged_is_lost(Database database, @TempDir Path folder)
      throws IOException, InterruptedException, SQLException {
    StoreLocation location = database.fresh(folder);
    int kills = database == Database.EMBEDDED ? KILLS : Math.max(3, KILLS / 10);
    Random random = new Random(SEED);
    List<String> acknowledged = new ArrayList<>();
    int opened = 0;
    for (int kill = 1; kill <= kills; kill++) {
      List<String> said = killed(location, random);
      opened += said.isEmpty() ? 0 : 1;
      acknowledged.addAll(said);
      String when = "kill " + kill + " with the seed " + SEED;
      try (Store store = Store.open(location)) {
        holds(store, said, when);
        if (kill % FULLY == 0 || kill == kills) {
          holds(store, acknowledged, when);
          NoHalfState.holds(store, when);
        }
      }
    }
    System.out.println(
        database + ": " + kills + " kills, " + acknowledged.size() + " acknowledged, none lost");
    assertThat(opened).as("most were killed at work, some while they started").isPositive();
    assertThat(acknowledged.stream().map(line -> line.split(" ", -1)[0]).distinct())
        .contains("assessed", "determined", "submitted", "verified", "approved", "activated");
  }

  /** Starts a worker and kills it; what it acknowledged. */
  private static List<String> killed(StoreLocation location, Random random)
      throws IOException, InterruptedException {
    StoreLocation.Credentials credentials = location.credentials();
    Process worker =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                Worker.class.getName(),
                location.url(),
                Optional.ofNullable(credentials.user()).orElse(""),
                Optional.ofNullable(credentials.password()).orElse(""),
                Long.toString(random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader said = worker.inputReader(UTF_8)) {
      if (random.nextInt(5) == 0) {
        // While it starts, or a little later.
        if (worker.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS)) {
          throw new AssertionError("the worker ended by itself");
        }
      } else {
        assertThat(said.readLine()).as("what the worker says first").isEqualTo("open");
        int lines = random.nextInt(120);
        for (int i = 0; i < lines; i++) {
          acknowledged.add(String.valueOf(said.readLine()));
        }
        if (worker.waitFor(random.nextInt(10), TimeUnit.MILLISECONDS)) {
          throw new AssertionError("the worker ended by itself");
        }
      }
      // SIGKILL, and not by the process itself, which would close what it said, too.
      worker.toHandle().destroyForcibly();
      said.lines().forEach(acknowledged::add);
      worker.waitFor();
    }
    // The last line may have been cut off: then nobody was told.
    return acknowledged.stream().filter(line -> WHOLE.matcher(line).matches()).toList();
  }

  /** Nothing acknowledged is lost. */
  private static void holds(Store store, List<String> acknowledged, String when) {
    Map<String, List<String>> told = NoHalfState.told(store);
    List<String> purged = told.getOrDefault("ASSESSMENT_PURGED", List.of());
    PackageLife life =
        new PackageLife(store, SigningPolicy.NONE, edition -> Optional.empty(), () -> Answers.NOW);
    Set<String> activations =
        life.activations().history().stream()
            .map(one -> Long.toString(one.number()))
            .collect(Collectors.toSet());
    for (String line : acknowledged) {
      String what = line.substring(0, line.indexOf(' '));
      String id = line.substring(line.indexOf(' ') + 1);
      boolean there =
          switch (what) {
            case "assessed" -> store.answer(UUID.fromString(id)).isPresent() || purged.contains(id);
            case "determined" ->
                told.getOrDefault("DETERMINATION_RECORDED", List.of()).contains(id);
            case "purged" -> purged.contains(id) && store.answer(UUID.fromString(id)).isEmpty();
            case "submitted" -> stored(store, id).isPresent();
            case "verified" ->
                stored(store, id).flatMap(StoredPackage::verification).isPresent()
                    && hasModule(store, id);
            case "approved" ->
                !store
                    .inTransaction(
                        transaction -> transaction.reviews().approvals(new PackageHash(id)))
                    .isEmpty();
            case "activated" -> activations.contains(id);
            default -> throw new AssertionError(line);
          };
      assertThat(there).as("%s: %s", when, line).isTrue();
    }
  }

  private static Optional<StoredPackage> stored(Store store, String hash) {
    return store.inTransaction(transaction -> transaction.packages().find(new PackageHash(hash)));
  }

  private static boolean hasModule(Store store, String hash) {
    return store.inTransaction(
        transaction -> transaction.packages().module(new PackageHash(hash), "e").isPresent());
  }
}
