package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Further editions laid over a library. */
class PolicyLibraryTest {
  private final Path root;
  private final PolicyPackage sound;
  private final PolicyLibrary.Loaded library;

  PolicyLibraryTest(@TempDir Path temporary) {
    this.root = RuleFolder.sound().copyTo(temporary);
    this.library = PolicyLibrary.load(root, RuleCache.none());
    this.sound = library.catalog().editions().getFirst().source().files();
  }

  @BeforeEach
  void the_library_is_sound() {
    assertThat(library.problems()).isEmpty();
  }

  private CompiledEdition edited(String from, String to) throws IOException {
    String policy = String.valueOf(sound.files().get(PolicyPackage.POLICY)).replaceFirst(from, to);
    TreeMap<String, String> files = new TreeMap<>(sound.files());
    assertThat(policy).isNotEqualTo(files.put(PolicyPackage.POLICY, policy));
    List<Diagnostic> problems = new ArrayList<>();
    String folder = policy.contains("edition: 2027") ? "2027-01-01" : "undated";
    PolicyPackage edited = new PolicyPackage("rules-drl/example/esketamine/" + folder, files);
    CompiledEdition compiled =
        PolicyReader.read(edited, problems)
            .flatMap(source -> EditionCompiler.compile(source, problems, RuleCache.none()))
            .orElseThrow(() -> new AssertionError(problems.toString()));
    assertThat(problems).isEmpty();
    return compiled;
  }

  @Test
  void an_edition_of_the_same_name_takes_the_place_of_the_other() throws IOException {
    PolicyLibrary.Loaded with =
        PolicyLibrary.with(root, library, List.of(edited("title: .*", "title: Another")));
    assertThat(with.problems()).isEmpty();
    assertThat(with.catalog().editions())
        .singleElement()
        .satisfies(edition -> assertThat(edition.policy().title()).isEqualTo("Another"));
    assertThat(library.catalog().editions().getFirst().policy().title()).isNotEqualTo("Another");
  }

  @Test
  void an_edition_without_an_end_ends_before_the_next_one() throws IOException {
    CompiledEdition next =
        edited(
            "(?s)edition: undated(.*)inForce:.*?basis: \\w+(, byDate: \\w+)?\\}?",
            "edition: 2027-01-01$1inForce: {from: 2027-01-01, basis: STATED}");
    PolicyLibrary.Loaded with = PolicyLibrary.with(root, library, List.of(next));
    assertThat(with.problems()).isEmpty();
    assertThat(with.catalog().editions())
        .extracting(
            edition -> edition.policy().edition(), edition -> edition.policy().inForce().to())
        .containsExactly(tuple("2027-01-01", null), tuple("undated", LocalDate.of(2026, 12, 31)));
  }
}
