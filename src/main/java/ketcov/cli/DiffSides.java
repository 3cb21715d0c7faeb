package ketcov.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ketcov.engine.CompiledEdition;
import ketcov.engine.EditionCompiler;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.impact.GitRevision;
import ketcov.impact.Impact;
import ketcov.impact.Side;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.store.PackageHash;
import ketcov.store.Store;
import ketcov.text.Diagnostic;

/** Finds what {@code diff} was asked to compare: a folder, a package or a git revision. */
final class DiffSides {
  private final Library library;
  private final Map<Path, PolicyLibrary.Loaded> loaded = new HashMap<>();

  DiffSides(Library library) {
    this.library = library;
  }

  /**
   * What a name means: a folder, else the hash of a package in the store, else a git revision, of
   * which {@code REVISION:FOLDER} takes a part.
   *
   * @throws Impact.Unreadable when it is none of them, or when its policies have errors
   */
  Side of(String name) throws IOException, Impact.Unreadable {
    Path folder = Path.of(name);
    if (Files.isDirectory(folder)) {
      return folder(name, folder);
    }
    Optional<Side> side = PackageHash.fits(name) ? stored(name) : Optional.empty();
    return side.isPresent()
        ? side.get()
        : revision(name)
            .orElseThrow(
                () ->
                    new Impact.Unreadable(
                        "`"
                            + name
                            + "` is no folder, no package of the store and no revision of the repository that holds "
                            + library.root(),
                        List.of()));
  }

  private Side folder(String name, Path below) throws Impact.Unreadable {
    Path root = root(below);
    PolicyLibrary.Loaded of = load(root);
    Side side = Side.of(name, of, new LibraryFolder(root).nameOf(below));
    return sound(side, of, new LibraryFolder(root).nameOf(below));
  }

  private PolicyLibrary.Loaded load(Path root) {
    PolicyLibrary.Loaded known = loaded.get(root);
    if (known == null) {
      boolean own = root.equals(library.root().toAbsolutePath().normalize());
      known = PolicyLibrary.load(root, own ? library.cache() : library.cacheOfOthers());
      loaded.put(root, known);
    }
    return known;
  }

  /** The library that a folder belongs to: payers are the folders above policies and editions. */
  private Path root(Path below) throws Impact.Unreadable {
    Path folder = below.toAbsolutePath().normalize();
    List<Path> editions = new LibraryFolder(folder).editions();
    if (editions.isEmpty()) {
      throw new Impact.Unreadable("there is no policy.yaml in or below " + below, List.of());
    }
    Path policy = editions.getFirst().getParent();
    Path payer = policy == null ? null : policy.getParent();
    Path root = payer == null ? null : payer.getParent();
    if (root == null || !folder.startsWith(root)) {
      throw new Impact.Unreadable(
          below + " is no part of a library: expected PAYER/POLICY/EDITION/policy.yaml", List.of());
    }
    return root;
  }

  private Optional<Side> stored(String hash) throws Impact.Unreadable {
    Optional<PolicyPackage> files;
    try (Store store = Store.open(library.store())) {
      files =
          store.inTransaction(transaction -> transaction.packages().files(new PackageHash(hash)));
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    List<Diagnostic> problems = new ArrayList<>();
    Optional<EditionSource> source = PolicyReader.read(files.get(), problems);
    CompiledEdition edition =
        source
            .flatMap(read -> EditionCompiler.compile(read, problems, RuleCache.none()))
            .orElseThrow(() -> new Impact.Unreadable("package " + hash + " has errors", problems));
    Path root = library.root().toAbsolutePath().normalize();
    PolicyLibrary.Loaded with = PolicyLibrary.with(root, load(root), List.of(edition));
    return new Side(hash.substring(0, 12), with.catalog(), List.of(), null)
        .only(edition.policy().editionId());
  }

  private Optional<Side> revision(String name) throws IOException, Impact.Unreadable {
    int colon = name.indexOf(':');
    String revision = colon < 0 ? name : name.substring(0, colon);
    Path root = library.root();
    Optional<GitRevision> found = GitRevision.read(root, revision);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PolicyLibrary.Loaded of = PolicyLibrary.load(found.get().files(), library.cacheOfOthers());
    String below = colon < 0 ? "" : name.substring(colon + 1).replaceAll("/+$", "");
    String part = below.isEmpty() || below.startsWith("rules-drl") ? below : "rules-drl/" + below;
    Side side = Side.of(name, of, part);
    if (side.part().isEmpty()) {
      throw new Impact.Unreadable(
          "revision " + revision + " has no policy in or below " + part, List.of());
    }
    return Optional.of(sound(side, of, part));
  }

  /** An edition that was left out for its errors would look as if it had been removed. */
  private static Side sound(Side side, PolicyLibrary.Loaded of, String below)
      throws Impact.Unreadable {
    List<Diagnostic> errors =
        of.problems().stream()
            .filter(problem -> problem.isError())
            .filter(
                problem -> below.isEmpty() || Path.of(problem.file()).startsWith(Path.of(below)))
            .toList();
    if (!errors.isEmpty()) {
      throw new Impact.Unreadable("the policies of " + side.name() + " have errors", errors);
    }
    return side;
  }
}
