package ketcov.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.SmallLibrary;
import ketcov.authoring.Role;
import ketcov.store.Database;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two packages of one edition are put to use in turns while cases are assessed without a pause: no
 * answer fails, none mixes the two, and what is not in use any more leaves the memory. {@code
 * -Dketcov.activations=200} does it more often than the gate.
 */
class ManyActivationsTest {
  private static final int ACTIVATIONS = Integer.getInteger("ketcov.activations", 5);
  private static final int CLIENTS = 2;

  /**
   * Class loaders of rules that may live: of the folder's edition, of the package in use and the
   * one before it, and of assessments that are under way on others.
   */
  private static final int MOST_LOADERS = 3 + CLIENTS;

  private static final Pattern HEAP = Pattern.compile("heap .*?used ([0-9]+)K");
  private static final Pattern METASPACE = Pattern.compile("Metaspace +used ([0-9]+)K");
  private static final Pattern LOADERS =
      Pattern.compile("(?m)^ *[0-9]+: +([0-9]+) +[0-9]+ +ketcov\\.engine\\.RuleModule\\$Loader");

  /** What a package must answer with, all of it. */
  private record Answers(String contentHash, String title, String outcome) {}

  /** What the service holds after a collection. */
  private record Memory(int activations, long heapKilobytes, long metaspaceKilobytes, int loaders) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d activations: heap %.1f MB, metaspace %.1f MB, %d class loaders of rules",
          activations,
          heapKilobytes / 1024.0,
          metaspaceKilobytes / 1024.0,
          loaders);
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void no_answer_fails_or_mixes_two_packages_and_memory_stays_flat(
      Database database, @TempDir Path folder) throws Exception {
    SmallLibrary library = SmallLibrary.in(folder);
    PackagedService.Setup setup =
        PackagedService.Setup.on(database, folder.resolve("data"), library);
    try (PackagedService service = PackagedService.start(setup)) {
      Map<String, Answers> right = new ConcurrentHashMap<>();
      List<String> hashes = new ArrayList<>();
      Caller publisher = Caller.of(service, setup.tokenKey(), "cleo", Role.PUBLISHER);
      for (AgePolicy policy :
          List.of(new AgePolicy("From nineteen on", 19), new AgePolicy("From thirty on", 30))) {
        String hash = TwoReplicasTest.approved(service, setup, policy.files(library));
        hashes.add(hash);
        String contentHash = publisher.state(hash).done().at("/contentHash");
        right.put(contentHash, new Answers(contentHash, policy.title(), policy.outcome()));
      }
      publisher.activate(hashes.getLast()).done();

      Queue<String> wrong = new ConcurrentLinkedQueue<>();
      AtomicInteger answered = new AtomicInteger();
      List<Memory> memory = new ArrayList<>();
      long begin = System.nanoTime();
      try (Load load = new Load(new Caller(service, null), right, wrong, answered)) {
        for (int i = 1; i <= ACTIVATIONS; i++) {
          String hash = hashes.get((i - 1) % 2);
          Caller.Answer activated = publisher.activate(hash);
          assertThat(activated.status()).as(activated.body()).isEqualTo(201);
          assertThat(wrong).isEmpty();
          if (i == Math.max(1, ACTIVATIONS / 10) || i == ACTIVATIONS / 2 || i == ACTIVATIONS) {
            memory.add(memory(service, i));
            System.out.println(database + ": " + memory.getLast());
          }
        }
        load.end();
      }
      System.out.printf(
          Locale.ROOT,
          "%d activations and %d assessments by %d clients in %.0f s%n",
          ACTIVATIONS,
          answered.get(),
          CLIENTS,
          (System.nanoTime() - begin) / 1e9);
      assertThat(wrong).isEmpty();
      assertThat(answered.get()).isGreaterThan(ACTIVATIONS);
      assertThat(memory).allMatch(now -> now.loaders() >= 1 && now.loaders() <= MOST_LOADERS);
      Memory early = memory.getFirst();
      Memory late = memory.getLast();
      if (ACTIVATIONS >= 100) {
        // The embedded database fills its cache as it grows, up to a sixteenth of the heap's limit.
        int cache = database == Database.EMBEDDED ? 40 : 0;
        assertThat(late.heapKilobytes()).isLessThan(early.heapKilobytes() + (8 + cache) * 1024L);
        assertThat(late.metaspaceKilobytes()).isLessThan(early.metaspaceKilobytes() + 4 * 1024);
      }
    }
  }

  /** Clients that assess without a pause. */
  private static final class Load implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Future<?>> clients = new ArrayList<>();

    Load(Caller client, Map<String, Answers> right, Queue<String> wrong, AtomicInteger answered) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(
                () -> {
                  while (ended.getCount() > 0) {
                    Caller.Answer answer = client.post("/v1/assessments", AgePolicy.CASE);
                    if (answer.status() != 200 || !isRight(answer, right)) {
                      wrong.add(answer.toString());
                    }
                    answered.incrementAndGet();
                  }
                }));
      }
    }

    private static boolean isRight(Caller.Answer answer, Map<String, Answers> right) {
      String contentHash = answer.at("/policy/contentHash");
      return new Answers(contentHash, answer.at("/policy/title"), answer.at("/criteria/0/outcome"))
          .equals(right.get(contentHash));
    }

    /** Ends them; that one of them could not send is thrown. */
    void end() throws Exception {
      ended.countDown();
      for (Future<?> client : clients) {
        client.get();
      }
    }

    @Override
    public void close() {
      ended.countDown();
      threads.shutdown();
    }
  }

  /** The histogram counts what lives only, so that it begins with a full collection. */
  private static Memory memory(PackagedService service, int activations)
      throws IOException, InterruptedException {
    jcmd(service, "GC.run");
    Matcher loaders = LOADERS.matcher(jcmd(service, "GC.class_histogram"));
    return new Memory(
        activations,
        number(HEAP, jcmd(service, "GC.heap_info")),
        number(METASPACE, jcmd(service, "VM.metaspace", "basic")),
        loaders.find() ? Integer.parseInt(loaders.group(1)) : 0);
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError(text);
    }
    return Long.parseLong(matcher.group(1));
  }

  private static String jcmd(PackagedService service, String... command)
      throws IOException, InterruptedException {
    List<String> jcmd =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(service.pid())));
    jcmd.addAll(List.of(command));
    Process process = new ProcessBuilder(jcmd).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
