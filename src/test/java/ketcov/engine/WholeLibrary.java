package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.PolicyCatalog;
import ketcov.regression.CaseFiles;
import ketcov.regression.SampleCase;
import ketcov.text.Diagnostic;

/** Every edition of {@code rules-drl}, compiled, with all its sample cases. */
public record WholeLibrary(
    PolicyCatalog<CompiledEdition> catalog,
    List<SampleCase> samples,
    CaseReader reader,
    Assessor assessor) {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("test", Instant.EPOCH);

  /** The library; read once for all tests of a run. */
  public static WholeLibrary load() {
    return Once.LIBRARY;
  }

  private static final class Once {
    private static final WholeLibrary LIBRARY = read();
  }

  private static WholeLibrary read() {
    Path root = Path.of(System.getProperty("ketcov.home", "."), "rules-drl");
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(root, RuleCache.none());
    List<Diagnostic> problems = new ArrayList<>(loaded.problems());
    List<SampleCase> samples = new ArrayList<>();
    loaded
        .catalog()
        .editions()
        .forEach(edition -> samples.addAll(CaseFiles.read(edition.source(), problems)));
    assertThat(problems).isEmpty();
    return new WholeLibrary(
        loaded.catalog(),
        samples,
        new CaseReader(ReferenceTables.load()),
        new Assessor(loaded.catalog()));
  }

  /** The edition in whose folder a case lies. */
  public CompiledEdition editionOf(SampleCase sample) {
    return catalog.edition(sample.owner()).orElseThrow();
  }

  /** The case as it is read; empty when it is refused. */
  public Optional<CaseReading.Accepted> read(JsonNode body) {
    return reader.read(body) instanceof CaseReading.Accepted accepted
        ? Optional.of(accepted)
        : Optional.empty();
  }

  /** The answer of an edition to a case. */
  Assessment assess(CompiledEdition edition, CaseReading.Accepted read) {
    return switch (assessor.assessUnder(edition, read, STAMP)) {
      case AssessmentResult.Assessed assessed -> assessed.assessment();
      case AssessmentResult.UnknownEdition unknown -> throw new AssertionError(unknown.toString());
      case AssessmentResult.RulesFailed failed -> throw new AssertionError(failed.toString());
    };
  }
}
