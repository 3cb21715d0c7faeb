package ketcov.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.SmallLibrary;
import ketcov.authoring.AccessTokens;
import ketcov.store.Database;
import ketcov.store.StoreLocation;
import org.jspecify.annotations.Nullable;

/** A process of the packaged service, on a port that is free. */
final class PackagedService implements AutoCloseable {
  private static final Path HOME =
      Path.of(System.getProperty("ketcov.home", ".")).toAbsolutePath().normalize();
  private static final Path PROGRAM = HOME.resolve("target/quarkus-app/quarkus-run.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: http://localhost:([0-9]+)");

  private final Process process;
  private final Path log;
  private final AtomicReference<@Nullable String> address = new AtomicReference<>();

  private PackagedService(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * How a service is set up.
   *
   * @param data its data folder; what it says goes into a file there
   * @param rules the library folder
   * @param properties further settings by their names
   */
  record Setup(Path data, Path rules, Map<String, String> properties) {
    Setup {
      properties = Map.copyOf(properties);
    }

    /** A service that keeps what it keeps in an empty database of this kind. */
    static Setup on(Database database, Path data, SmallLibrary library) throws SQLException {
      return database == Database.EMBEDDED
          ? new Setup(data, library.root(), Map.of())
          : replica(database.fresh(data), data, library);
    }

    /** One of several on a database. */
    static Setup replica(StoreLocation store, Path data, SmallLibrary library) {
      return new Setup(data, library.root(), Map.of("ketcov.store.url", store.url()));
    }

    /** The file of the key that tokens for the service are signed with. */
    Path tokenKey() {
      return data.resolve(AccessTokens.KEY_FILE);
    }

    /** The command line that runs a command of the program. */
    List<String> command(String... arguments) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  JAVA.toString(),
                  "-Duser.timezone=UTC",
                  "-Ddrools.dateformat=yyyy-MM-dd",
                  "--sun-misc-unsafe-memory-access=allow",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xmx512m",
                  "-Dketcov.home=" + HOME,
                  "-Dketcov.data=" + data,
                  "-Dketcov.rules=" + rules,
                  "-Dketcov.publishing=on"));
      properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
      command.addAll(List.of("-jar", PROGRAM.toString()));
      command.addAll(List.of(arguments));
      return command;
    }

    /** What a command says, which has to end well. */
    String run(String... arguments) throws IOException, InterruptedException {
      Path out = Files.createTempFile(data, "said", ".txt");
      Process process =
          new ProcessBuilder(command(arguments))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", arguments) + " does not end");
      }
      String said = Files.readString(out);
      if (process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", arguments) + " failed: " + said);
      }
      return said;
    }
  }

  /** Starts a service and does not wait for it. */
  static PackagedService begin(Setup setup) throws IOException {
    if (!Files.isRegularFile(PROGRAM)) {
      throw new IllegalStateException(PROGRAM + " is missing: run mvn package first");
    }
    Files.createDirectories(setup.data());
    Path log = Files.createTempFile(setup.data(), "service", ".log");
    return new PackagedService(
        new ProcessBuilder(
                setup.command("serve", "--port", "0", "--rules", setup.rules().toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start(),
        log);
  }

  /** Starts a service and waits until it answers. */
  static PackagedService start(Setup setup) throws IOException, InterruptedException {
    PackagedService service = begin(setup);
    try {
      service.awaitReady();
      return service;
    } catch (Throwable e) {
      service.kill();
      throw e;
    }
  }

  /** Waits until it says that it is ready. */
  void awaitReady() throws InterruptedException {
    Caller anybody = new Caller(this, null);
    await(() -> anybody.get("/q/health/ready").status() == 200, "is not ready");
  }

  /** Waits for something of this service. */
  void await(BooleanSupplier condition, String otherwise) throws InterruptedException {
    long end = System.nanoTime() + STARTING.toNanos();
    while (!isListening() || !condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError(
            "the service "
                + (process.isAlive() ? otherwise : "ended by itself")
                + ", and said:\n"
                + said());
      }
      Thread.sleep(20);
    }
  }

  private boolean isListening() {
    if (address.get() == null) {
      Matcher matcher = LISTENING.matcher(said());
      if (matcher.find()) {
        address.set("http://localhost:" + matcher.group(1));
      }
    }
    return address.get() != null;
  }

  /** Where it listens, once it does. */
  String address() {
    return Objects.requireNonNull(address.get(), "it does not listen yet");
  }

  /** All that it said so far. */
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Asks it to end, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
