package ketcov.mutation;

/**
 * What came of a mutant.
 *
 * @param by the name of the case that noticed it, or why it is equivalent; empty for a survivor
 */
public record MutantResult(Mutant mutant, Fate fate, String by) {

  /** What can come of a mutant. */
  public enum Fate {
    /** A case noticed it. */
    KILLED,
    /** No case noticed it. */
    SURVIVED,
    /** No case could notice it. */
    EQUIVALENT
  }
}
