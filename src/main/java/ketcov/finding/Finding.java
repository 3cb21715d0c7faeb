package ketcov.finding;

import java.util.List;

/**
 * What one rule established.
 *
 * @param rule the rule's sentence
 * @param bears id of the criterion, exclusion or notice
 * @param citation where the policy says so
 * @param evidence JSON pointers into the submitted case, in its order
 */
public record Finding(
    RuleRole role, String rule, String bears, String citation, List<String> evidence) {
  public Finding {
    evidence = List.copyOf(evidence);
  }
}
