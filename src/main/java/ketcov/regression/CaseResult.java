package ketcov.regression;

import java.util.List;
import ketcov.assessment.Outlook;
import ketcov.policy.EditionId;
import org.jspecify.annotations.Nullable;

/**
 * How one case came out.
 *
 * @param judgedBy the edition that judged it; null when none did
 * @param outlook the answer; null when there is none
 * @param differences what was expected and what came, none when the case passed
 * @param nanos time of reading and assessing in nanoseconds
 */
public record CaseResult(
    SampleCase sample,
    @Nullable EditionId judgedBy,
    @Nullable Outlook outlook,
    List<Difference> differences,
    long nanos) {
  public CaseResult {
    differences = List.copyOf(differences);
  }

  /** Whether everything was as expected; a case that expects nothing has only to be answered. */
  public boolean passed() {
    return differences.isEmpty();
  }

  /** Where reports list it: the edition that judged, else the one that was to judge. */
  public String group() {
    EditionId edition = judgedBy != null ? judgedBy : sample.edition();
    return edition != null ? edition.toString() : "no edition";
  }

  /** The payer whose edition it is, else the one that the case names. */
  public String payer() {
    EditionId edition = judgedBy != null ? judgedBy : sample.edition();
    return edition != null
        ? edition.policy().payer()
        : sample.body().path("coverage").path("payer").asText("no payer");
  }

  /**
   * One thing that was not as expected.
   *
   * @param what the thing, such as {@code criteria age-min}
   * @param why the reason that the assessment gives; empty when it gives none
   * @param citation where the policy says it; empty when that is no one place
   */
  public record Difference(
      String what, String expected, String actual, String why, String citation) {}
}
