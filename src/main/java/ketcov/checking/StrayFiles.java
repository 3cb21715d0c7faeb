package ketcov.checking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PayerDirectory;
import ketcov.policy.PolicyPackage;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;

/** Finds files that nobody reads, since they lie or are named where an edition has none. */
final class StrayFiles {
  private StrayFiles() {}

  /** Every such file below a folder; what editors and systems leave behind is passed over. */
  static List<Diagnostic> in(LibraryFolder library, Path below, Collection<Path> editions) {
    List<Diagnostic> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(below.toAbsolutePath().normalize())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        boolean leftBehind =
            name.startsWith(".")
                || name.startsWith("#")
                || name.endsWith("~")
                || name.endsWith(".swp");
        if (!leftBehind && !name.equals(PayerDirectory.FILE) && !isRead(file, editions)) {
          found.add(
              Diagnostic.of(
                  Check.STRAY_FILE, library.nameOf(file), Place.START, message(file, editions)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static boolean isRead(Path file, Collection<Path> editions) {
    return editions.stream()
        .filter(file::startsWith)
        .map(edition -> edition.relativize(file).toString().replace('\\', '/'))
        .anyMatch(PolicyPackage::holds);
  }

  private static String message(Path file, Collection<Path> editions) {
    String name = file.getFileName().toString();
    boolean within = editions.stream().anyMatch(file::startsWith);
    if (within) {
      return "nobody reads this file: an edition has policy.yaml and *.drl in its folder and *.yaml under cases/, named in small letters without blanks. Rename or move it, or delete it.";
    }
    return name.endsWith(".drl") || name.matches("(?i)policy\\.ya?ml.*|policy")
        ? "nobody reads this file: there is no policy.yaml beside it, so its folder is no edition. Write one, or correct its name."
        : "nobody reads this file: it lies in no edition. Move it, or delete it.";
  }
}
