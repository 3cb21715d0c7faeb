package ketcov.assessment;

import ketcov.engine.RuleOutcome;
import ketcov.policy.EditionId;

/** What came of assessing a case. */
public sealed interface AssessmentResult {

  /** An answer. */
  record Assessed(Assessment assessment) implements AssessmentResult {}

  /** The request names an edition that the payer does not have. */
  record UnknownEdition(String payer, String edition) implements AssessmentResult {}

  /** The rules of an edition failed; nothing is answered in its place. */
  record RulesFailed(EditionId edition, RuleOutcome.Failed failure) implements AssessmentResult {}
}
