package ketcov.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of the embedded database alone: another process, and one that is killed. */
class EmbeddedStoreTest {
  private final Path folder;
  private final StoreLocation location;

  EmbeddedStoreTest(@TempDir Path folder) {
    this.folder = folder;
    this.location = StoreLocation.in(folder);
  }

  /** A process that keeps answers, one after the other, and says which are kept. */
  static final class Writer {
    private Writer() {}

    public static void main(String... args) {
      try (Store store = Store.open(StoreLocation.in(Path.of(args[0])))) {
        while (!Thread.currentThread().isInterrupted()) {
          AnsweredCase answer = Answers.answer("x".repeat(20_000));
          store.keep(answer);
          System.out.println(answer.id());
        }
      }
    }
  }

  @Test
  void a_store_in_use_by_another_process_is_refused_in_one_sentence() throws Exception {
    Process writer = writer();
    try (BufferedReader said = writer.inputReader(UTF_8)) {
      assertThat(said.readLine()).hasSize(36);
      assertThatThrownBy(() -> Store.open(location))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "the store "
                  + folder.resolve("store.mv.db")
                  + " is in use by another process, probably `ketcov serve`; stop that first");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  @Test
  void what_was_acknowledged_survives_a_kill() throws Exception {
    List<UUID> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < 3; kill++) {
      Process writer = writer();
      try (BufferedReader said =
          new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
        for (int i = 0; i < 50; i++) {
          String line = said.readLine();
          assertThat(line).as("what start %s says", kill).isNotNull();
          acknowledged.add(UUID.fromString(line));
        }
        // Not by the process itself, which would close what it said, too.
        writer.toHandle().destroyForcibly();
        // The last line may have been cut off.
        said.lines()
            .filter(line -> line.length() == 36)
            .map(UUID::fromString)
            .forEach(acknowledged::add);
        writer.waitFor();
      }
    }
    try (Store store = Store.open(location)) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(150);
      assertThat(acknowledged).allMatch(id -> store.answer(id).isPresent(), "is still there");
    }
  }

  @Test
  void the_database_leaves_one_file() throws IOException {
    try (Store store = Store.open(location)) {
      AnsweredCase tooLong = Answers.unjudged("a payer with a long name ".repeat(10));
      assertThatThrownBy(() -> store.keep(tooLong))
          .isInstanceOf(StoreException.class)
          .hasMessage("the store failed: SQL state 22001");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .as("no trace, which would hold values")
          .containsExactly(folder.resolve("store.mv.db"));
    }
  }

  private Process writer() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            "-Xmx128m",
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
