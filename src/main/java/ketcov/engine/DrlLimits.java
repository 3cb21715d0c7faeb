package ketcov.engine;

/** How large rules may be, so that neither building nor firing them can get out of hand. */
final class DrlLimits {
  /** Most patterns of facts in one rule. */
  static final int MAX_PATTERNS = 10;

  /** Most conditions in one pattern. */
  static final int MAX_CONSTRAINTS = 20;

  private DrlLimits() {}
}
