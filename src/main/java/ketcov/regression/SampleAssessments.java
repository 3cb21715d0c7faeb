package ketcov.regression;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.text.Diagnostic;

/** The assessments of the sample cases, each under the edition in whose folder it lies. */
public final class SampleAssessments {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("sample", Instant.EPOCH);

  private SampleAssessments() {}

  /** Every assessment, in the order of files; a case that is refused has none. */
  public static List<Assessment> of(Path root, CaseReader reader, RuleCache cache) {
    PolicyLibrary.Loaded library = PolicyLibrary.load(root, cache);
    List<Diagnostic> problems = new ArrayList<>(library.problems());
    LibraryCases cases = new LibraryCases(library.catalog());
    problems.addAll(cases.problems());
    Optional<Diagnostic> error = problems.stream().filter(p -> p.isError()).findFirst();
    if (error.isPresent()) {
      throw new IllegalArgumentException("the library has errors, first: " + error.get());
    }
    Assessor assessor = new Assessor(library.catalog());
    return cases.samples().parallelStream()
        .flatMap(sample -> assess(assessor, sample, reader).stream())
        .toList();
  }

  private static Optional<Assessment> assess(
      Assessor assessor, SampleCase sample, CaseReader reader) {
    CompiledEdition edition = assessor.catalog().edition(sample.owner()).orElseThrow();
    return reader.read(sample.body()) instanceof CaseReading.Accepted accepted
            && assessor.assessUnder(edition, accepted, STAMP)
                instanceof AssessmentResult.Assessed assessed
        ? Optional.of(assessed.assessment())
        : Optional.empty();
  }
}
