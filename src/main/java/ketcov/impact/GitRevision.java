package ketcov.impact;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ketcov.policy.LibraryFiles;
import ketcov.policy.PayerDirectory;
import ketcov.policy.PolicyPackage;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/**
 * The policies of a git revision. They are read in memory; nothing is checked out.
 *
 * @param files the library
 * @param commit the revision's full name
 */
public record GitRevision(LibraryFiles files, String commit) {

  /** A library and the repository that it lies in. */
  private record Place(Path gitDirectory, String library) {}

  /**
   * Reads a revision.
   *
   * @param library the folder of policies in the working tree
   * @param revision a branch, tag, commit or {@code HEAD~1}
   * @return empty when there is no repository, or no such revision in it
   * @throws Impact.Unreadable when the revision has no such folder or a file that is too large
   * @throws IOException when the repository cannot be read
   */
  public static Optional<GitRevision> read(Path library, String revision)
      throws IOException, Impact.Unreadable {
    Optional<Place> place = place(library);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try (Repository repository =
            new FileRepositoryBuilder().setGitDir(place.get().gitDirectory().toFile()).build();
        RevWalk walk = new RevWalk(repository)) {
      ObjectId commit = repository.resolve(revision + "^{commit}");
      if (commit == null) {
        return Optional.empty();
      }
      ObjectId tree = walk.parseCommit(commit).getTree();
      return Optional.of(
          new GitRevision(
              LibraryFiles.of(texts(repository, tree, place.get().library(), revision)),
              commit.name()));
    } catch (RevisionSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Place> place(Path library) throws IOException {
    Path folder = library.toRealPath();
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
    File directory = builder.getGitDir();
    if (directory == null) {
      return Optional.empty();
    }
    try (Repository repository = builder.build()) {
      return repository.isBare()
          ? Optional.empty()
          : Optional.of(
              new Place(
                  directory.toPath(),
                  repository
                      .getWorkTree()
                      .toPath()
                      .toRealPath()
                      .relativize(folder)
                      .toString()
                      .replace('\\', '/')));
    }
  }

  private static SortedMap<String, String> texts(
      Repository repository, ObjectId tree, String library, String revision)
      throws IOException, Impact.Unreadable {
    SortedMap<String, String> texts = new TreeMap<>();
    try (TreeWalk files = new TreeWalk(repository)) {
      files.addTree(tree);
      files.setRecursive(true);
      if (!library.isEmpty()) {
        files.setFilter(PathFilter.create(library));
      }
      while (files.next()) {
        String name =
            library.isEmpty()
                ? files.getPathString()
                : files.getPathString().substring(library.length() + 1);
        if (FileMode.REGULAR_FILE.equals(files.getFileMode(0)) && isOfLibrary(name)) {
          texts.put(name, text(repository.open(files.getObjectId(0)), name));
        }
      }
    }
    if (texts.isEmpty()) {
      throw new Impact.Unreadable(
          "revision " + revision + " has no policies in " + library, List.of());
    }
    return texts;
  }

  private static boolean isOfLibrary(String name) {
    String[] parts = name.split("/", 4);
    return name.equals(PayerDirectory.FILE) || (parts.length == 4 && PolicyPackage.holds(parts[3]));
  }

  private static String text(ObjectLoader file, String name) throws IOException, Impact.Unreadable {
    if (file.getSize() > PolicyPackage.MAX_FILE_BYTES) {
      throw new Impact.Unreadable(
          name + " is larger than " + PolicyPackage.MAX_FILE_BYTES + " bytes", List.of());
    }
    return new String(file.getBytes(), StandardCharsets.UTF_8);
  }
}
