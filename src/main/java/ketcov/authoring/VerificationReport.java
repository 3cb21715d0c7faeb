package ketcov.authoring;

import java.util.List;
import java.util.Optional;
import ketcov.policy.EditionId;
import ketcov.store.CompiledModule;
import ketcov.store.Verdict;
import ketcov.text.Diagnostic;

/**
 * What came of a verification.
 *
 * @param findings what is wrong, or worth a look, by file, line and column
 * @param cases how many cases of the package were run
 * @param failedCases how many of them did not come out as expected
 * @param changes the decisions of other editions on their cases that would change
 * @param module what was compiled; empty when nothing was
 */
public record VerificationReport(
    Verdict verdict,
    List<Diagnostic> findings,
    int cases,
    int failedCases,
    List<ChangedDecision> changes,
    Optional<CompiledModule> module) {
  public VerificationReport {
    findings = findings.stream().sorted().toList();
    changes = List.copyOf(changes);
  }

  /** A decision of another edition on one of its cases that would change. */
  public record ChangedDecision(EditionId edition, String caseName, String before, String after) {}
}
