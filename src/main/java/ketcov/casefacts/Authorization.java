package ketcov.casefacts;

/** A first request, or one to continue therapy. */
public enum Authorization {
  INITIAL,
  REAUTHORIZATION
}
