package ketcov;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A library of one edition with one criterion, one exclusion and three cases, {@code
 * rules/style/sound}, in a folder of its own that a test may change.
 *
 * @param root its {@code rules-drl}
 */
public record SmallLibrary(Path root) {

  /** Puts it below a folder. */
  public static SmallLibrary in(Path folder) {
    Path from =
        Path.of(
            URI.create(
                Objects.requireNonNull(SmallLibrary.class.getResource("/rules/style/sound"))
                    .toString()));
    Path root = folder.resolve("rules-drl");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("expected.txt")) {
          Files.copy(file, root.resolve(from.relativize(file).toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SmallLibrary(root);
  }

  /** The folder of the edition. */
  public Path edition() {
    return root.resolve("payer/policy/2026-01-01");
  }

  /** Replaces what must stand once in a file of the edition. */
  public void replace(String file, String text, String by) {
    Path path = edition().resolve(file);
    try {
      String before = Files.readString(path);
      if (before.indexOf(text) < 0 || before.indexOf(text) != before.lastIndexOf(text)) {
        throw new IllegalArgumentException("`" + text + "` does not stand once in " + file);
      }
      Files.writeString(path, before.replace(text, by));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
