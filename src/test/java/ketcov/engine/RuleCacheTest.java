package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ketcov.policy.EditionSource;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCacheTest {
  private final Path temporary;
  private final Path entry;
  private final RuleCache cache;
  private EditionSource source;

  RuleCacheTest(@TempDir Path temporary) {
    this.temporary = temporary;
    this.entry = temporary.resolve("cache/example/esketamine/undated.rules");
    this.cache = RuleCache.in(temporary.resolve("cache"));
    this.source = TestEdition.source(temporary, "");
  }

  @BeforeEach
  void compileOnce() {
    answersFor41Years(compile());
    assertThat(entry).isRegularFile();
  }

  @Test
  void what_was_compiled_is_found_again_and_answers_the_same() throws IOException {
    byte[] written = Files.readAllBytes(entry);

    assertThat(cache.find(source)).isPresent();
    answersFor41Years(compile());
    assertThat(Files.readAllBytes(entry)).isEqualTo(written);
  }

  @Test
  void nothing_but_the_entry_is_left_in_the_folder() throws IOException {
    try (Stream<Path> files = Files.walk(temporary.resolve("cache"))) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(entry);
    }
  }

  @Test
  void a_changed_rule_is_compiled_again() throws IOException {
    source =
        TestEdition.source(
            temporary,
            TestEdition.rule(
                "The patient is old enough", "$patient : Patient( ageYears >= 65 )", "$patient"));

    assertThat(cache.find(source)).isEmpty();
    assertThat(firings(compile())).isZero();
    assertThat(cache.find(source)).isPresent();
  }

  @Test
  void each_damaged_byte_of_the_entry_is_noticed() throws IOException {
    byte[] sound = Files.readAllBytes(entry);
    for (int at = 0; at < sound.length; at += at < 200 ? 1 : 997) {
      byte[] damaged = sound.clone();
      damaged[at] ^= 1;
      Files.write(entry, damaged);
      assertThat(cache.find(source)).as("byte " + at).isEmpty();
    }
  }

  @Test
  void an_entry_that_ends_early_is_compiled_again() throws IOException {
    byte[] sound = Files.readAllBytes(entry);
    for (int length : List.of(0, 1, 64, 153, 154, 155, sound.length / 2, sound.length - 1)) {
      Files.write(entry, Arrays.copyOf(sound, length));
      answersFor41Years(compile());
      assertThat(cache.find(source)).isPresent();
    }
  }

  @Test
  void the_entry_of_an_older_version_is_compiled_again() throws IOException {
    String text = Files.readString(entry, StandardCharsets.ISO_8859_1);
    int key = text.indexOf('\n') + 1;
    Files.writeString(
        entry,
        text.substring(0, key) + "0".repeat(64) + text.substring(key + 64),
        StandardCharsets.ISO_8859_1);

    assertThat(cache.find(source)).isEmpty();
    answersFor41Years(compile());
  }

  @Test
  void an_entry_with_other_rules_than_were_read_is_compiled_again() {
    EditionSource other =
        TestEdition.source(
            temporary,
            TestEdition.rule("Anyone is old enough", "$patient : Patient( )", "$patient"));
    byte[] foreign = EditionCompiler.build(other, new ArrayList<>()).orElseThrow();
    cache.keep(source, foreign);

    answersFor41Years(compile());
    assertThat(cache.find(source).orElseThrow()).isNotEqualTo(foreign);
  }

  @Test
  void an_entry_that_is_no_module_is_compiled_again() {
    cache.keep(source, "no jar".getBytes(StandardCharsets.UTF_8));

    answersFor41Years(compile());
  }

  @Test
  void where_nothing_can_be_kept_rules_are_compiled_all_the_same() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    List<Diagnostic> problems = new ArrayList<>();
    RuleCache inFile = RuleCache.in(file);
    assertThat(EditionCompiler.compile(source, problems, inFile)).isPresent();
    assertThat(problems).isEmpty();
    assertThat(inFile.trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("undated.rules"));
    assertThat(cache.trouble()).isEmpty();
  }

  private CompiledEdition compile() {
    List<Diagnostic> problems = new ArrayList<>();
    CompiledEdition edition = EditionCompiler.compile(source, problems, cache).orElseThrow();
    assertThat(problems).isEmpty();
    return edition;
  }

  private static void answersFor41Years(CompiledEdition edition) {
    assertThat(firings(edition)).isEqualTo(1);
  }

  private static int firings(CompiledEdition edition) {
    return switch (RuleSession.fire(edition, TestEdition.facts("'patient': {'ageYears': 41}"))) {
      case RuleOutcome.Fired fired -> fired.findings().size();
      case RuleOutcome.Failed failed -> throw new AssertionError(failed.toString());
    };
  }
}
