package ketcov.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;

/** Files of the project that fuzzing begins from. */
public final class Library {
  static final Path HOME = Path.of(System.getProperty("ketcov.home", "."));

  private Library() {}

  /** The sound edition, whose rules {@link ketcov.engine.RuleTarget} replaces. */
  public static EditionSource edition() {
    Path folder = HOME.resolve("src/test/resources/rules/edition");
    SortedMap<String, String> files = new TreeMap<>();
    for (Path file : files("src/test/resources/rules/edition", "")) {
      files.put(folder.relativize(file).toString(), new String(bytes(file), UTF_8));
    }
    return PolicyReader.read(
            new PolicyPackage("rules-drl/example/esketamine/undated", files), new ArrayList<>())
        .orElseThrow(() -> new IllegalStateException("the sound edition is not sound"));
  }

  /** Every file below a folder whose name ends so, in their order. */
  static List<Path> files(String folder, String suffix) {
    try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
