package ketcov.assessment;

/** Rules failed while a part of an assessment was worked out; nothing is answered in its place. */
public final class RuleFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AssessmentResult.RulesFailed result;

  RuleFailure(AssessmentResult.RulesFailed result) {
    super("the rules of " + result.edition() + " failed", null, false, false);
    this.result = result;
  }

  /** Which rules, and how. */
  public AssessmentResult.RulesFailed result() {
    return result;
  }
}
