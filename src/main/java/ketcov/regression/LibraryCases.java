package ketcov.regression;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ketcov.engine.CompiledEdition;
import ketcov.policy.PolicyCatalog;
import ketcov.text.Diagnostic;

/** The sample cases that lie beside the editions of a library. */
public final class LibraryCases implements CaseSource {
  private final List<SampleCase> samples = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  /** The cases of every edition. */
  public LibraryCases(PolicyCatalog<CompiledEdition> catalog) {
    this(catalog, "");
  }

  /**
   * The cases of the editions in or below a folder.
   *
   * @param below the folder as messages name it; empty for all
   */
  public LibraryCases(PolicyCatalog<CompiledEdition> catalog, String below) {
    for (CompiledEdition edition : catalog.editions()) {
      if (below.isEmpty() || Path.of(edition.source().folder()).startsWith(below)) {
        samples.addAll(CaseFiles.read(edition.source(), problems));
      }
    }
  }

  /** What is wrong with the files; such a file is left out. */
  public List<Diagnostic> problems() {
    return List.copyOf(problems);
  }

  /** The cases, by edition, file and place. */
  public List<SampleCase> samples() {
    return List.copyOf(samples);
  }

  @Override
  public void forEach(Consumer<Supplier<CaseEntry>> to) {
    samples.forEach(sample -> to.accept(() -> new CaseEntry.Read(sample)));
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(samples.size());
  }
}
