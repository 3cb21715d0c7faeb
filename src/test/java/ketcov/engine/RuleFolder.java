package ketcov.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of {@code src/test/resources/rules}, laid over the sound edition beside it: it holds
 * only the files in which it differs.
 */
record RuleFolder(Path folder) {
  static final Path RULES =
      Path.of(System.getProperty("ketcov.home", "."), "src/test/resources/rules");

  /** Where the edition lies in a library. */
  static final String EDITION = "rules-drl/example/esketamine/undated";

  /** The folders of one kind: {@code good} or {@code bad}. */
  static Stream<RuleFolder> of(String kind) {
    try (Stream<Path> folders = Files.list(RULES.resolve(kind))) {
      return folders.filter(Files::isDirectory).sorted().map(RuleFolder::new).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sound edition itself. */
  static RuleFolder sound() {
    return new RuleFolder(RULES.resolve("edition"));
  }

  /** Copies the edition below a folder; answers the library's root. */
  Path copyTo(Path parent) {
    try {
      Path edition = parent.resolve(EDITION);
      for (Path from : List.of(RULES.resolve("edition"), folder)) {
        copy(from, edition);
      }
      return parent.resolve("rules-drl");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** What is expected; with {@code -Dketcov.record=true}, {@code actual} becomes it. */
  String expected(String file, String actual) {
    try {
      Path recorded = folder.resolve(file);
      if (Boolean.getBoolean("ketcov.record")) {
        Files.writeString(recorded, actual);
      }
      return Files.readString(recorded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
