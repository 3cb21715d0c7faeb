package ketcov.store;

import java.util.UUID;
import ketcov.assessment.Assessment;
import org.jspecify.annotations.Nullable;

/**
 * An assessment as it was answered.
 *
 * @param caseJson what is kept of the case; null for nothing
 * @param payer whom the case names; the payer of the policy goes before
 * @param answer the bytes of the answer, as text
 * @param askedEdition the edition that was asked for beside the case; null for none
 */
public record AnsweredCase(
    Assessment assessment,
    @Nullable String caseJson,
    String payer,
    String answer,
    @Nullable String askedEdition) {

  /** The id of the assessment. */
  public UUID id() {
    return UUID.fromString(assessment.assessmentId());
  }

  /** The payer whose policy judged the case, else the one that the case names. */
  String judgingPayer() {
    Assessment.PolicyUsed policy = assessment.policy();
    return policy == null ? payer : policy.id().payer();
  }
}
