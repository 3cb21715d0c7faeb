package ketcov.regression;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionId;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PolicyCatalog;
import ketcov.text.Diagnostic;

/**
 * A library with its sample cases, each read once.
 *
 * @param chosen the editions below the folder that was asked for
 * @param cases the sample cases of every edition, in the order of files; those that are refused are
 *     left out
 * @param problems what is wrong with policies, rules or case files
 */
public record ReadCases(
    PolicyCatalog<CompiledEdition> catalog,
    List<CompiledEdition> chosen,
    Map<EditionId, List<Read>> cases,
    List<Diagnostic> problems) {
  public ReadCases {
    chosen = List.copyOf(chosen);
    problems = List.copyOf(problems);
  }

  /** A sample case and what was read of it. */
  public record Read(SampleCase sample, CaseReading.Accepted accepted) {}

  /** Reads the whole library at {@code root}; the editions below {@code below} are the chosen. */
  public static ReadCases of(Path root, Path below, CaseReader reader, RuleCache cache) {
    PolicyLibrary.Loaded library = PolicyLibrary.load(root, cache);
    List<Diagnostic> problems = new ArrayList<>(library.problems());
    Map<EditionId, List<Read>> cases = new LinkedHashMap<>();
    for (CompiledEdition edition : library.catalog().editions()) {
      for (SampleCase sample : CaseFiles.read(edition.source(), problems)) {
        if (reader.read(sample.body()) instanceof CaseReading.Accepted accepted) {
          cases
              .computeIfAbsent(sample.edition(), name -> new ArrayList<>())
              .add(new Read(sample, accepted));
        }
      }
    }
    String wanted = new LibraryFolder(root).nameOf(below);
    return new ReadCases(
        library.catalog(),
        library.catalog().editions().stream()
            .filter(edition -> Path.of(edition.source().folder()).startsWith(wanted))
            .toList(),
        cases,
        problems);
  }

  /** The cases of an edition. */
  public List<Read> of(EditionId edition) {
    return cases.getOrDefault(edition, List.of());
  }

  /** The problems that keep an edition or a case from being run. */
  public List<Diagnostic> errors() {
    return problems.stream().filter(p -> p.isError()).toList();
  }
}
