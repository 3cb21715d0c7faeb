package ketcov.assessment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import ketcov.condition.Truth;
import ketcov.policy.PolicyEdition;

/**
 * Where a case stands with an edition: every criterion and exclusion that applies, and what follows
 * for the outlook.
 *
 * @param named the policy names the requested use
 * @param partialSource the source shows only part of the policy
 * @param partialUse what the source does not show of the criteria of this use; empty if they are
 *     taken to be known
 * @param quantityExceeded whether the request asks for more than the policy would grant
 * @param circumstances what the likelihood reads beside these, worked out when it is asked for
 */
record Standing(
    List<Assessment.CriterionResult> criteria,
    List<Assessment.ExclusionResult> exclusions,
    boolean named,
    boolean partialSource,
    List<String> partialUse,
    Truth quantityExceeded,
    Supplier<Circumstances> circumstances) {

  /**
   * What the likelihood reads beside outcomes.
   *
   * @param perhapsLimited the groups whose demand a law may cap, if what is unsaid is said
   * @param exceptionGround whether the case meets a ground for an exception to a group that is not
   *     met
   * @param supports what speaks for the request beside the criteria
   */
  record Circumstances(
      Set<String> perhapsLimited, Truth exceptionGround, List<SupportingFact> supports) {}

  /** Each required group with its outcome: met when one of its criteria is. */
  Map<String, Outcome> groups() {
    return groups(criteria);
  }

  static Map<String, Outcome> groups(List<Assessment.CriterionResult> criteria) {
    Map<String, Outcome> groups = new LinkedHashMap<>();
    for (Assessment.CriterionResult criterion : criteria) {
      if (criterion.required()) {
        groups.merge(criterion.group(), criterion.outcome(), Standing::better);
      }
    }
    return groups;
  }

  /** The groups that are not met only by what a law forbids to ask. */
  Set<String> limited() {
    Set<String> limited = new LinkedHashSet<>();
    Map<String, Outcome> groups = groups();
    for (Assessment.CriterionResult criterion : criteria) {
      if (criterion.required()
          && criterion.limitedByLaw() != null
          && groups.get(criterion.group()) == Outcome.NOT_MET) {
        limited.add(criterion.group());
      }
    }
    return limited;
  }

  private boolean denied() {
    Set<String> limited = limited();
    return groups().entrySet().stream()
        .anyMatch(
            group -> group.getValue() == Outcome.NOT_MET && !limited.contains(group.getKey()));
  }

  /** The outlook. */
  Outlook outlook() {
    Map<String, Outcome> groups = groups();
    if (excluded(PolicyEdition.Effect.NOT_COVERED, ExclusionOutcome.TRIGGERED)) {
      return Outlook.NOT_COVERED;
    }
    if (denied() || excluded(PolicyEdition.Effect.DENIED, ExclusionOutcome.TRIGGERED)) {
      return Outlook.LIKELY_DENIED;
    }
    boolean open =
        !named
            || groups.isEmpty()
            || groups.containsValue(Outcome.UNDETERMINED)
            || groups.containsValue(Outcome.NOT_MET)
            || exclusions.stream()
                .anyMatch(e -> e.required() && e.outcome() == ExclusionOutcome.UNDETERMINED)
            || quantityExceeded == Truth.TRUE
            || !partialUse.isEmpty();
    return open ? Outlook.UNCERTAIN : Outlook.LIKELY_APPROVED;
  }

  private boolean excluded(PolicyEdition.Effect effect, ExclusionOutcome outcome) {
    return exclusions.stream()
        .anyMatch(e -> e.required() && e.effect() == effect && e.outcome() == outcome);
  }

  private static Outcome better(Outcome a, Outcome b) {
    if (a == Outcome.MET || b == Outcome.MET) {
      return Outcome.MET;
    }
    return a == Outcome.UNDETERMINED || b == Outcome.UNDETERMINED
        ? Outcome.UNDETERMINED
        : Outcome.NOT_MET;
  }
}
