package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules written to hurt, each refused where it says and before any of its code runs. They stand in
 * {@code hostile/rules.txt}: a name, the messages, the rule file.
 */
class HostileRulesTest {
  private static final Path FILE =
      Path.of(System.getProperty("ketcov.home", "."), "src/test/resources/hostile/rules.txt");
  private static final String HEAD =
      """
      package policies.example.esketamine
      import ketcov.casefacts.Patient
      import ketcov.casefacts.DrugTrial
      global ketcov.engine.Findings findings
      """;

  private final Path temporary;

  HostileRulesTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  /** One hostile file; {@code @HEAD} in it stands for the head of a sound file. */
  record Hostile(String name, String expected, String text) {
    /** What a line of many equal parts is written as. */
    String drl() {
      String drl = text.replace("@HEAD\n", HEAD);
      java.util.regex.Matcher many =
          java.util.regex.Pattern.compile("@TIMES\\(([0-9]+)\\)\\{([^}]*)\\}").matcher(drl);
      return many.replaceAll(
              found ->
                  java.util.regex.Matcher.quoteReplacement(
                      found.group(2).repeat(Integer.parseInt(found.group(1)))))
          .replace("@CR@", "\r")
          .replace("@NUL@", "\0")
          .replace("@BACKSLASH@", "\\");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> hostile() {
    List<Hostile> all = new ArrayList<>();
    for (String one : read().split("(?m)^=== ", -1)) {
      if (!one.isBlank() && !one.startsWith("#")) {
        String[] lines = one.split("\n", 2);
        String[] parts = lines[1].split("(?m)^---\n", 2);
        all.add(new Hostile(lines[0].strip(), parts[0], parts[1]));
      }
    }
    return all.stream();
  }

  private static String read() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void each_is_refused_at_its_place_and_nothing_of_it_runs(Hostile hostile) throws IOException {
    Path root = RuleFolder.sound().copyTo(temporary);
    Files.writeString(
        temporary.resolve(RuleFolder.EDITION).resolve("diagnosis.drl"), hostile.drl());
    Properties before = (Properties) System.getProperties().clone();

    PolicyLibrary.Loaded loaded =
        PolicyLibrary.load(root, RuleCache.in(temporary.resolve("cache")));
    String messages =
        loaded.problems().stream()
            .filter(Diagnostic::isError)
            .map(problem -> problem.toString().replace(RuleFolder.EDITION + "/", "") + "\n")
            .collect(Collectors.joining());

    if (Boolean.getBoolean("ketcov.record")) {
      Files.writeString(
          FILE,
          read()
              .replace(
                  "=== " + hostile.name() + "\n" + hostile.expected() + "---\n",
                  "=== " + hostile.name() + "\n" + messages + "---\n"));
    } else {
      assertThat(messages).isEqualTo(hostile.expected());
    }
    assertThat(messages).isNotEmpty().doesNotContain("compiled rules");
    assertThat(loaded.catalog().editions()).isEmpty();
    assertThat(Canary.calls()).isZero();
    assertThat(System.getProperties()).isEqualTo(before);
    assertThat(temporary.resolve("cache")).doesNotExist();
    assertThat(temporary.resolve("harm")).doesNotExist();
  }

  @Test
  void there_are_many_of_them() {
    assertThat(hostile()).hasSizeGreaterThanOrEqualTo(45).doesNotHaveDuplicates();
    assertThat(hostile().map(Hostile::name)).doesNotHaveDuplicates();
  }
}
