package ketcov.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;

/** A folder of policies, {@code <payer>/<policy>/<edition>}, with {@code payers.yaml}. */
public final class LibraryFolder {
  private final Path root;

  /** Messages name files relative to the parent of {@code root}. */
  public LibraryFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Every folder that holds a {@code policy.yaml}. */
  public List<Path> editions() {
    return editions(root);
  }

  /** Every folder below one of this library's that holds a {@code policy.yaml}. */
  public List<Path> editions(Path below) {
    try (Stream<Path> files = Files.walk(below, 4)) {
      return files
          .filter(file -> file.getFileName().toString().equals(PolicyPackage.POLICY))
          .map(file -> file.toAbsolutePath().normalize().getParent())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a file or folder in messages. */
  public String nameOf(Path file) {
    Path parent = root.getParent();
    Path absolute = file.toAbsolutePath().normalize();
    Path name =
        parent != null && absolute.startsWith(parent) ? parent.relativize(absolute) : absolute;
    return name.toString().replace('\\', '/');
  }

  /**
   * The files of an edition's folder; empty when an error was added to {@code problems}. Other
   * files beside them are passed over.
   */
  public Optional<PolicyPackage> read(Path folder, List<Diagnostic> problems) {
    int before = problems.size();
    List<Path> found = new ArrayList<>(files(folder, PolicyPackage.POLICY));
    found.addAll(files(folder, ".drl"));
    found.addAll(files(folder.resolve("cases"), ".yaml"));
    if (found.size() > PolicyPackage.MAX_FILES) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_FILE,
              nameOf(folder),
              Place.START,
              "the folder has "
                  + found.size()
                  + " files; at most "
                  + PolicyPackage.MAX_FILES
                  + " are read."));
      return Optional.empty();
    }
    SortedMap<String, String> files = new TreeMap<>();
    for (Path file : found) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      text(file, problems).ifPresent(text -> files.put(name, text));
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new PolicyPackage(nameOf(folder), files));
  }

  /** The edition in a folder; empty when an error was added to {@code problems}. */
  public Optional<EditionSource> edition(Path folder, List<Diagnostic> problems) {
    return read(folder, problems).flatMap(files -> PolicyReader.read(files, problems));
  }

  /**
   * Reads what the payers are called elsewhere; a library without {@code payers.yaml} knows them by
   * their own names alone.
   */
  public PayerDirectory directory(List<EditionSource> sources, List<Diagnostic> problems) {
    List<String> payers = payers(sources);
    Path file = root.resolve(PayerDirectory.FILE);
    if (!Files.exists(file)) {
      return PayerDirectory.of(payers);
    }
    return text(file, problems)
        .map(text -> PayerDirectory.read(nameOf(file), text, payers, payerFolders(), problems))
        .orElseGet(() -> PayerDirectory.of(payers));
  }

  /** The payers of editions that were read. */
  static List<String> payers(List<EditionSource> sources) {
    return sources.stream()
        .map(EditionSource::edition)
        .filter(edition -> !edition.isCompanion())
        .map(edition -> edition.id().payer())
        .distinct()
        .toList();
  }

  /** Every payer of the library, whether its policies were read or not. */
  private Set<String> payerFolders() {
    Set<String> payers = new HashSet<>();
    for (Path folder : editions(root)) {
      payers.add(root.relativize(folder).getName(0).toString());
    }
    return payers;
  }

  private static List<Path> files(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> text(Path file, List<Diagnostic> problems) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_FILE,
              nameOf(file),
              Place.START,
              "this is a link or no file. Put the file itself here."));
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(PolicyPackage.MAX_FILE_BYTES + 1);
      return PackageReader.text(nameOf(file), bytes, problems);
    } catch (IOException e) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_FILE, nameOf(file), Place.START, "the file cannot be read."));
      return Optional.empty();
    }
  }
}
