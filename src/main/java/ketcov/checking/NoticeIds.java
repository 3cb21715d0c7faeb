package ketcov.checking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PolicyPackage;

/** Every id that a notice can have, in any edition of a library or from the service itself. */
record NoticeIds(Set<String> ids) {
  private static final Pattern ID = Pattern.compile("\\bid: *[\"']?([a-z0-9-]+)(?![\\w/-])");

  /** What the service itself notes of an edition, a case or a payer. */
  private static final Set<String> OF_THE_SERVICE =
      Set.of(
          "undated-source",
          "partial-source",
          "partial-use",
          "inferred-criteria",
          "case-data",
          "benefit-manager",
          "payer-name");

  /** The ids of a whole library, also of the editions that are not checked. */
  static NoticeIds of(LibraryFolder library) {
    Set<String> ids = new TreeSet<>(OF_THE_SERVICE);
    for (Path folder : library.editions()) {
      try {
        Path policy = folder.resolve(PolicyPackage.POLICY);
        // Whatever cannot be read as text is told by the check of its own edition.
        Matcher id =
            ID.matcher(new String(Files.readAllBytes(policy), StandardCharsets.ISO_8859_1));
        while (id.find()) {
          ids.add(id.group(1));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new NoticeIds(ids);
  }
}
