package ketcov.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The jobs of {@code docs/ci.md} are YAML, and their commands are ours. */
class CiPageTest {
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void every_job_checks_runs_the_cases_and_compares_with_options_that_there_are()
      throws IOException {
    Path page = Path.of(System.getProperty("ketcov.home", "."), "docs/ci.md");
    List<Object> jobs =
        BLOCK
            .matcher(Files.readString(page))
            .results()
            .map(block -> new Yaml(new SafeConstructor(new LoaderOptions())).load(block.group(1)))
            .map(Object.class::cast)
            .toList();

    assertThat(jobs).hasSize(2);
    for (Object job : jobs) {
      List<String> commands = new ArrayList<>();
      collect(job, commands);
      assertThat(commands)
          .anyMatch(command -> command.startsWith("./ketcov check --sarif "))
          .anyMatch(command -> command.startsWith("./ketcov regress --junit "))
          .anyMatch(command -> command.matches("\\./ketcov diff .* --markdown .*"));
      commands.forEach(CiPageTest::parse);
    }
  }

  @Test
  void an_option_that_there_is_not_would_be_noticed() {
    assertThatThrownBy(() -> parse("./ketcov regress --junits cases.xml"))
        .isInstanceOf(CommandLine.UnmatchedArgumentException.class);
  }

  private static void parse(String command) {
    String[] words = command.replace("\"", "").split(" ", -1);
    new CommandLine(new Ketcov())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(Arrays.copyOfRange(words, 1, words.length));
  }

  private static void collect(Object node, List<String> commands) {
    switch (node) {
      case Map<?, ?> map -> map.values().forEach(value -> collect(value, commands));
      case List<?> list -> list.forEach(value -> collect(value, commands));
      case String text when text.startsWith("./ketcov ") -> commands.add(text);
      default -> {
        // Neither holds a command nor is one.
      }
    }
  }
}
