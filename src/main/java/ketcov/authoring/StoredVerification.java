package ketcov.authoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ketcov.assessment.AssessmentJson;
import ketcov.store.StoredPackage;
import ketcov.store.Verdict;
import ketcov.text.Diagnostic;

/**
 * A verification as the store keeps it, in JSON.
 *
 * @param activation the last activation when it began: what it was verified against follows from it
 */
public record StoredVerification(
    Verdict verdict,
    List<Diagnostic> findings,
    int cases,
    int failedCases,
    List<VerificationReport.ChangedDecision> changes,
    long activation,
    Instant begunAt) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  static StoredVerification of(VerificationReport report, long activation, Instant begunAt) {
    return new StoredVerification(
        report.verdict(),
        report.findings(),
        report.cases(),
        report.failedCases(),
        report.changes(),
        activation,
        begunAt);
  }

  String json() {
    return new String(AssessmentJson.bytes(this), StandardCharsets.UTF_8);
  }

  /** What is kept of the last verification of a package; empty when there was none. */
  public static Optional<StoredVerification> of(StoredPackage stored) {
    return stored
        .verification()
        .map(
            verification -> {
              try {
                return MAPPER.readValue(verification.report(), StoredVerification.class);
              } catch (JsonProcessingException e) {
                throw new IllegalStateException("a stored verification is not as it was written");
              }
            });
  }
}
