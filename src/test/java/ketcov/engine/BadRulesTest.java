package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code rules/bad} gets exactly the messages that it expects. */
class BadRulesTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private final Path temporary;

  BadRulesTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  static Stream<RuleFolder> bad() {
    return RuleFolder.of("bad");
  }

  /** Drools logs to a handler that took hold of the console before these tests did. */
  private final Handler logged =
      new Handler() {
        @Override
        public void publish(LogRecord log) {
          // What the service shows of Drools; below that, it tells its own story.
          if (log.getLevel().intValue() < Level.WARNING.intValue()) {
            return;
          }
          printed.writeBytes(
              (log.getLoggerName() + ": " + log.getMessage()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(logged);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(logged);
    System.setOut(out);
    System.setErr(err);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void each_broken_edition_gets_its_messages_and_nothing_is_printed(RuleFolder folder) {
    String messages = messages(folder.copyTo(temporary));

    assertThat(messages).isEqualTo(folder.expected("expected-errors.txt", messages));
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void each_message_points_at_text_and_speaks_of_rules_not_of_the_machine(RuleFolder folder)
      throws IOException {
    Path root = folder.copyTo(temporary);

    List<Diagnostic> problems = PolicyLibrary.load(root, RuleCache.none()).problems();

    assertThat(problems).isNotEmpty();
    for (Diagnostic problem : problems) {
      assertThat(problem.message())
          .doesNotContainIgnoringCase("compile")
          .doesNotContainIgnoringCase("drools")
          .doesNotContain("null.", "Exception", "org.", "ERR ", "@Positional", "``")
          .endsWith(problem.message().endsWith("?") ? "?" : ".");
      Path file = root.resolveSibling(problem.file());
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      if (!lines.isEmpty()) {
        assertThat(problem.line()).isLessThanOrEqualTo(lines.size());
        String line = lines.get(problem.line() - 1);
        assertThat(problem.column()).isLessThanOrEqualTo(Math.max(1, line.length()));
      }
    }
  }

  @Test
  void the_edition_that_they_are_laid_over_is_sound() {
    assertThat(messages(RuleFolder.sound().copyTo(temporary))).isEmpty();
  }

  @Test
  void there_are_many_kinds_of_mistakes() {
    assertThat(bad()).hasSizeGreaterThan(150);
  }

  @Test
  void an_edition_with_errors_is_left_out_and_does_not_keep_out_others() throws IOException {
    Path root = new RuleFolder(RuleFolder.RULES.resolve("bad/unknown-field")).copyTo(temporary);
    Path other = root.resolve("example/esketamine/2025-01-01");
    Files.createDirectories(other);
    Path sound = RuleFolder.RULES.resolve("edition");
    for (String file : List.of("diagnosis.drl", "step-therapy.drl")) {
      Files.copy(sound.resolve(file), other.resolve(file));
    }
    Files.writeString(
        other.resolve("policy.yaml"),
        Files.readString(sound.resolve("policy.yaml"))
            .replace("edition: undated", "edition: \"2025-01-01\""));

    PolicyLibrary.Loaded loaded = PolicyLibrary.load(root, RuleCache.none());

    assertThat(loaded.hasErrors()).isTrue();
    assertThat(loaded.catalog().editions())
        .extracting(edition -> edition.policy().edition())
        .containsExactly("2025-01-01");
  }

  @Test
  void a_warning_does_not_keep_an_edition_out() {
    Path root = new RuleFolder(RuleFolder.RULES.resolve("bad/value-set-unused")).copyTo(temporary);

    PolicyLibrary.Loaded loaded = PolicyLibrary.load(root, RuleCache.none());

    assertThat(loaded.hasErrors()).isFalse();
    assertThat(loaded.problems()).hasSize(1);
    assertThat(loaded.catalog().editions()).hasSize(1);
  }

  @Test
  void a_file_that_is_too_long_is_not_read() throws IOException {
    Path root = RuleFolder.sound().copyTo(temporary);
    Files.writeString(
        temporary.resolve(RuleFolder.EDITION).resolve("long.drl"),
        "// long\n".repeat(DrlText.MAX_CHARACTERS / 8 + 1));

    assertThat(messages(root))
        .isEqualTo(
            RuleFolder.EDITION
                + "/long.drl:1:1: error: the file has 100008 characters; at most 100000 are read. Split it by topic. [unreadable-file]\n");
  }

  private static String messages(Path root) {
    return PolicyLibrary.load(root, RuleCache.none()).problems().stream()
        .map(problem -> problem + "\n")
        .collect(Collectors.joining());
  }
}
