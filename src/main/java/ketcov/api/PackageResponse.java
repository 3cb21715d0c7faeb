package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import ketcov.authoring.PackageState;
import ketcov.authoring.Stage;
import ketcov.authoring.StoredVerification;
import ketcov.authoring.VerificationReport;
import ketcov.policy.PolicyId;
import ketcov.store.Activation;
import ketcov.store.PackageHash;
import ketcov.store.StoredPackage;
import ketcov.store.Verdict;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A policy package with all that was done with it.
 *
 * @param hash what identifies it: SHA-256 over the names and texts of all its files
 * @param contentHash over what decides, without the sample cases: what assessments name
 * @param corrects the content hashes that this edition has been in use with before
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PackageResponse(
    String hash,
    PolicyId policy,
    String edition,
    String contentHash,
    Stage stage,
    Instant submittedAt,
    List<String> submitters,
    @Nullable VerificationResponse verification,
    List<ApprovalResponse> approvals,
    List<SignatureResponse> signatures,
    List<String> corrects,
    List<ActivationResponse> activations) {

  /** What came of the last verification. */
  public record VerificationResponse(
      Verdict verdict,
      Instant at,
      int cases,
      int failedCases,
      List<Diagnostic> findings,
      List<ChangeResponse> changes) {}

  /** A sample case of another edition that would be decided otherwise. */
  public record ChangeResponse(String edition, String name, String before, String after) {
    static ChangeResponse of(VerificationReport.ChangedDecision change) {
      return new ChangeResponse(
          change.edition().toString(), change.caseName(), change.before(), change.after());
    }
  }

  /** Who approved it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ApprovalResponse(String approver, Instant at, @Nullable String remark) {}

  /** Who signed it, with which key. */
  public record SignatureResponse(String keyId, String signature, String by, Instant at) {}

  /**
   * That something was put to use, or taken back.
   *
   * @param packageHash null for the edition of the library folder
   * @param undoes of a rollback: the activation that it takes back
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ActivationResponse(
      long number,
      PolicyId policy,
      String edition,
      @Nullable String packageHash,
      @Nullable Long undoes,
      Instant effectiveAt,
      String by,
      Instant at,
      @Nullable String remark) {
    static ActivationResponse of(Activation activation) {
      PackageHash hash = activation.hash();
      return new ActivationResponse(
          activation.number(),
          activation.edition().policy(),
          activation.edition().edition(),
          hash == null ? null : hash.value(),
          activation.undoes(),
          activation.effectiveAt(),
          activation.by(),
          activation.at(),
          activation.remark());
    }
  }

  static PackageResponse of(PackageState state) {
    StoredPackage stored = state.stored();
    return new PackageResponse(
        stored.hash().value(),
        stored.edition().policy(),
        stored.edition().edition(),
        stored.contentHash(),
        state.stage(),
        stored.submittedAt(),
        state.submitters(),
        verification(stored),
        state.approvals().stream()
            .map(one -> new ApprovalResponse(one.approver(), one.at(), one.remark()))
            .toList(),
        state.signatures().stream()
            .map(one -> new SignatureResponse(one.keyId(), one.signature(), one.by(), one.at()))
            .toList(),
        state.corrects(),
        state.activations().stream().map(ActivationResponse::of).toList());
  }

  private static @Nullable VerificationResponse verification(StoredPackage stored) {
    return StoredVerification.of(stored)
        .flatMap(
            kept ->
                stored
                    .verification()
                    .map(
                        last ->
                            new VerificationResponse(
                                kept.verdict(),
                                last.at(),
                                kept.cases(),
                                kept.failedCases(),
                                kept.findings(),
                                kept.changes().stream().map(ChangeResponse::of).toList())))
        .orElse(null);
  }
}
