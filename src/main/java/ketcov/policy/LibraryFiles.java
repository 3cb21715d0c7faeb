package ketcov.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A library whose files come from elsewhere than a folder, such as a revision of git.
 *
 * @param editions the files of each edition by name within it, by the edition's folder {@code
 *     <payer>/<policy>/<edition>}
 * @param payers the text of {@code payers.yaml}; null when there is none
 */
public record LibraryFiles(
    SortedMap<String, SortedMap<String, String>> editions, @Nullable String payers) {
  private static final String ROOT = "rules-drl/";

  /**
   * Sorts files into editions; what belongs to none is passed over.
   *
   * @param files the texts by name relative to the library, {@code
   *     premera/spravato/2026-03-01/policy.yaml}
   */
  public static LibraryFiles of(Map<String, String> files) {
    SortedMap<String, SortedMap<String, String>> editions = new TreeMap<>();
    files.forEach(
        (name, text) -> {
          String[] parts = name.split("/", 4);
          if (parts.length == 4 && PolicyPackage.holds(parts[3])) {
            editions
                .computeIfAbsent(
                    String.join("/", parts[0], parts[1], parts[2]), folder -> new TreeMap<>())
                .put(parts[3], text);
          }
        });
    editions.values().removeIf(edition -> !edition.containsKey(PolicyPackage.POLICY));
    return new LibraryFiles(editions, files.get(PayerDirectory.FILE));
  }

  /** Each edition; one with an error is left out, and what is wrong added to {@code problems}. */
  public List<EditionSource> read(List<Diagnostic> problems) {
    List<EditionSource> sources = new ArrayList<>();
    editions.forEach(
        (folder, files) -> {
          List<Diagnostic> own = new ArrayList<>();
          Optional<EditionSource> source =
              PolicyReader.read(new PolicyPackage(ROOT + folder, files), own);
          problems.addAll(own);
          source.ifPresent(sources::add);
        });
    return sources;
  }

  /** What the payers are called elsewhere. */
  public PayerDirectory directory(List<EditionSource> sources, List<Diagnostic> problems) {
    List<String> loaded = LibraryFolder.payers(sources);
    if (payers == null) {
      return PayerDirectory.of(loaded);
    }
    Set<String> known = new HashSet<>();
    editions.keySet().forEach(folder -> known.add(folder.substring(0, folder.indexOf('/'))));
    return PayerDirectory.read(ROOT + PayerDirectory.FILE, payers, loaded, known, problems);
  }
}
