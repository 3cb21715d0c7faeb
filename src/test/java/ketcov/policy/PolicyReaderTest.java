package ketcov.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken policies are data: {@code policies/bad/<name>} holds the file and what is said of it.
 * {@code -Dketcov.record=true} writes what is said anew.
 */
class PolicyReaderTest {
  private static final Path DATA =
      Path.of(System.getProperty("ketcov.home", "."), "src/test/resources/policies");
  private static final String FOLDER = "example-health/spravato/2026-01-01";

  private final Path temp;

  PolicyReaderTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private final List<Diagnostic> problems = new ArrayList<>();

  private Path library() {
    return temp.resolve("rules-drl");
  }

  /** Puts an edition's files where the library keeps that edition. */
  private Path edition(Path from) throws IOException {
    Path folder = Files.createDirectories(library().resolve(FOLDER));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  private EditionSource good(Path folder) {
    EditionSource source = new LibraryFolder(library()).edition(folder, problems).orElseThrow();
    assertThat(problems).isEmpty();
    return source;
  }

  static List<String> bad() {
    try (Stream<Path> folders = Files.list(DATA.resolve("bad"))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void a_broken_policy_is_refused_with_file_line_and_column(String name) throws IOException {
    Path expected = DATA.resolve("bad/" + name + "/expected-errors.txt");
    Path folder = edition(DATA.resolve("bad/" + name));
    assertThat(new LibraryFolder(library()).edition(folder, problems)).isEmpty();
    StringBuilder said = new StringBuilder();
    problems.stream().sorted().forEach(problem -> said.append(problem).append('\n'));
    if (Boolean.getBoolean("ketcov.record")) {
      Files.writeString(expected, said);
    }
    assertThat(said.toString())
        .startsWith("rules-drl/" + FOLDER + "/policy.yaml:")
        .isEqualTo(Files.readString(expected));
  }

  @Test
  void there_are_broken_policies_of_many_kinds() {
    assertThat(bad()).hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void a_sound_policy_is_read_with_its_rule_files() throws IOException {
    EditionSource source = good(edition(DATA.resolve("good")));
    assertThat(source.edition().editionId()).hasToString("example-health/spravato@2026-01-01");
    assertThat(source.folder()).isEqualTo("rules-drl/" + FOLDER);
    assertThat(source.policyFile()).isEqualTo("rules-drl/" + FOLDER + "/policy.yaml");
    assertThat(source.rules())
        .containsExactly(
            new EditionSource.RuleFile(
                "rules-drl/" + FOLDER + "/age.drl", "package policies.example_health.spravato\n"));
    assertThat(source.placeOf("/criteria/0/says")).isEqualTo(new Place(14, 5));
    assertThat(source.placeOf("/nowhere")).isEqualTo(Place.START);
  }

  @Test
  void what_is_left_out_has_its_default() throws IOException {
    PolicyEdition edition = good(edition(DATA.resolve("good"))).edition();
    assertThat(edition.kind()).isEqualTo(PolicyEdition.Kind.PAYER);
    assertThat(edition.inForce().byDate()).isTrue();
    assertThat(edition.criteria())
        .singleElement()
        .satisfies(
            criterion -> {
              assertThat(criterion.group()).isEqualTo("age-min");
              assertThat(criterion.appliesTo()).isEqualTo(AppliesTo.ALL);
              assertThat(criterion.documents()).isEmpty();
            });
    assertThat(edition.exclusions()).isEmpty();
    assertThat(edition.valueSets()).isEmpty();
    assertThat(edition.coverage().states()).isEmpty();
  }

  @Test
  void the_content_hash_is_that_of_the_content_and_nothing_else() throws IOException {
    Path folder = edition(DATA.resolve("good"));
    String before = good(folder).contentHash();
    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(good(folder).contentHash());

    Files.createDirectories(folder.resolve("cases"));
    Files.writeString(folder.resolve("cases/a.yaml"), "cases: []\n");
    assertThat(good(folder).contentHash()).isEqualTo(before);

    Files.move(folder.resolve("age.drl"), folder.resolve("years.drl"));
    String renamed = good(folder).contentHash();
    assertThat(renamed).isNotEqualTo(before);

    Files.writeString(folder.resolve("years.drl"), "package policies.other\n");
    assertThat(good(folder).contentHash()).isNotEqualTo(renamed);
  }

  @Test
  void a_rule_file_that_is_not_utf_8_is_refused() throws IOException {
    Path folder = edition(DATA.resolve("good"));
    Files.write(folder.resolve("b.drl"), new byte[] {(byte) 0xE4, 'x'});
    assertThat(new LibraryFolder(library()).edition(folder, problems)).isEmpty();
    assertThat(problems)
        .singleElement()
        .hasToString(
            "rules-drl/"
                + FOLDER
                + "/b.drl:1:1: error: the file is not UTF-8. Save it as UTF-8. [unreadable-file]");
  }

  @Test
  void a_folder_without_a_policy_is_refused() throws IOException {
    Path folder = Files.createDirectories(library().resolve(FOLDER));
    assertThat(new LibraryFolder(library()).edition(folder, problems)).isEmpty();
    assertThat(problems)
        .singleElement()
        .hasToString(
            "rules-drl/"
                + FOLDER
                + "/policy.yaml:1:1: error: there is no such file. Write it. [package-layout]");
  }

  @Test
  void edition_folders_are_found_from_the_library_down_to_one_edition() throws IOException {
    Path folder = edition(DATA.resolve("good"));
    LibraryFolder reader = new LibraryFolder(library());
    assertThat(reader.editions(library())).containsExactly(folder);
    assertThat(reader.editions(library().resolve("example-health"))).containsExactly(folder);
    assertThat(reader.editions(folder)).containsExactly(folder);
  }

  @Test
  void a_schema_that_does_not_ship_is_a_defect() {
    assertThat(PolicyReader.schemaNamed("policy.schema.json").path("type").asText())
        .isEqualTo("object");
    org.assertj.core.api.Assertions.assertThatIllegalStateException()
        .isThrownBy(() -> PolicyReader.schemaNamed("none.json"));
  }
}
