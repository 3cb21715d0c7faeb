package ketcov.assessment;

import java.util.List;
import ketcov.policy.EditionId;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one assessment, each worked out when it is first asked for: who needs only some of
 * them does not pay for the rest. They are those of {@link Assessment}, as far as the detail goes.
 * For one thread. Any of them throws {@link RuleFailure} when rules that it needs fail.
 */
public sealed interface AssessmentParts permits EditionParts, UnjudgedParts {
  /** The edition that judges the case; null when none or several do. */
  @Nullable EditionId edition();

  /** The outlook. */
  Outlook outlook();

  /** Why the outlook is what it is, in a sentence. */
  String summary();

  /** Each criterion that applies to the request. */
  List<Assessment.CriterionResult> criteria();

  /** Each exclusion that applies to the request. */
  List<Assessment.ExclusionResult> exclusions();

  /** The rules that matched for them. */
  List<Assessment.MatchedRule> matchedRules();

  /** The papers to send. */
  List<Assessment.RequiredDocument> requiredDocumentation();

  /** What the policy would grant. */
  Assessment.@Nullable ExpectedAuthorization authorization();

  /** What the reader should know beside the criteria; fires every companion. */
  List<Assessment.ShownNotice> notices();

  /** All of them. */
  Assessment whole(Assessor.Stamp stamp);
}
