package ketcov.checking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.engine.RuleCache;
import ketcov.text.Diagnostic;
import ketcov.text.StrictYaml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Honest mistakes of an author, {@code mistaken/mistakes.yaml}, with exactly what is said of each,
 * {@code mistaken/expected.txt}. {@code -Dketcov.record=true} writes what is said anew.
 */
class MistakesTest {
  private static final Path FOLDER = ExampleEdition.RESOURCES.resolve("mistaken");
  private static final Path EXPECTED = FOLDER.resolve("expected.txt");
  private static final Map<String, String> RECORDED = new TreeMap<>();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private static Path compiled;

  private final Path temporary;

  MistakesTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  /** One mistake: in a file, a text becomes another one. */
  record Mistake(String slug, String did, List<JsonNode> edits) {
    @Override
    public String toString() {
      return slug;
    }
  }

  static Stream<Mistake> mistakes() {
    JsonNode root =
        Objects.requireNonNull(
            StrictYaml.read("mistakes.yaml", ExampleEdition.read(FOLDER.resolve("mistakes.yaml")))
                .root());
    List<Mistake> mistakes = new ArrayList<>();
    for (JsonNode entry : root.path("mistakes")) {
      List<JsonNode> edits = new ArrayList<>(List.of(entry));
      if (entry.has("also")) {
        edits.add(entry.path("also"));
      }
      mistakes.add(new Mistake(entry.path("slug").asText(), entry.path("did").asText(), edits));
    }
    return mistakes.stream();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void each_mistake_is_named_at_its_place(Mistake mistake) throws IOException {
    ExampleEdition edition = made(mistake);

    String said =
        edition.check(RuleCache.in(compiled)).run().findings().stream()
            .map(finding -> finding + "\n")
            .collect(Collectors.joining());

    RECORDED.put(mistake.slug(), "# " + mistake.slug() + ": she " + mistake.did() + "\n" + said);
    if (!Boolean.getBoolean("ketcov.record")) {
      assertThat(RECORDED.get(mistake.slug())).isEqualTo(expected().get(mistake.slug()));
    }
    assertThat(said).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void each_finding_points_at_text_and_ends_as_a_sentence(Mistake mistake) throws IOException {
    ExampleEdition edition = made(mistake);

    for (Diagnostic finding : edition.check(RuleCache.in(compiled)).run().findings()) {
      List<String> lines = Files.readAllLines(edition.root().resolveSibling(finding.file()));
      assertThat(finding.line()).isLessThanOrEqualTo(lines.size());
      assertThat(finding.column()).isLessThanOrEqualTo(lines.get(finding.line() - 1).length() + 1);
      assertThat(finding.message())
          .matches("(?s).*[.?]")
          .doesNotContain("Exception", "null.", "``", "org.");
    }
  }

  @Test
  void the_edition_in_which_they_are_made_is_sound() throws IOException {
    ExampleEdition edition = new ExampleEdition(temporary, "mistaken/edition");

    assertThat(edition.check(RuleCache.in(compiled)).run().findings()).isEmpty();
  }

  @Test
  void there_are_many_and_each_is_recorded_once() {
    List<String> slugs = mistakes().map(Mistake::slug).toList();

    assertThat(slugs).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(80);
    if (!Boolean.getBoolean("ketcov.record")) {
      assertThat(expected().keySet()).containsExactlyInAnyOrderElementsOf(slugs);
    }
  }

  @AfterAll
  static void record() throws IOException {
    if (Boolean.getBoolean("ketcov.record")) {
      Files.writeString(EXPECTED, String.join("\n", RECORDED.values()));
    }
  }

  private ExampleEdition made(Mistake mistake) throws IOException {
    ExampleEdition edition = new ExampleEdition(temporary, "mistaken/edition");
    for (JsonNode edit : mistake.edits()) {
      String file = edit.path("in").asText();
      String by = edit.path("by").asText();
      if (edit.path("text").asText().isEmpty()) {
        Path path = edition.edition().resolve(file).normalize();
        Files.createDirectories(path.getParent());
        String text =
            by.startsWith("@") ? Files.readString(edition.edition().resolve(by.substring(1))) : by;
        Files.write(path, text.getBytes(StandardCharsets.UTF_8));
      } else {
        edition.replace(file, edit.path("text").asText(), by);
      }
    }
    return edition;
  }

  private static Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    try {
      for (String part : Files.readString(EXPECTED).split("\n(?=# )", -1)) {
        expected.put(part.substring(2, part.indexOf(':')), part);
      }
      return expected;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
