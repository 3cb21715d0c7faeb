package ketcov.authoring;

/**
 * What came of a step in the life of a package.
 *
 * @param <T> what the step makes
 */
public sealed interface Step<T> {
  /** It was done. */
  record Done<T>(T now) implements Step<T> {}

  /** It had been done before; nothing was changed. */
  record AlreadyDone<T>(T before) implements Step<T> {}

  /** It may not be done; nothing was changed. */
  record Refused<T>(Refusal why) implements Step<T> {}
}
