package ketcov.regression;

import java.util.List;

/**
 * How one sample case came out.
 *
 * @param differences what was expected and what came, none when the case passed
 * @param nanos time of the assessment in nanoseconds
 */
public record CaseResult(SampleCase sample, List<Difference> differences, long nanos) {
  public CaseResult {
    differences = List.copyOf(differences);
  }

  /** Whether everything was as expected. */
  public boolean passed() {
    return differences.isEmpty();
  }

  /**
   * One thing that was not as expected.
   *
   * @param what the thing, such as {@code criteria age-min}
   * @param why the reason that the assessment gives; empty when it gives none
   */
  public record Difference(String what, String expected, String actual, String why) {}
}
