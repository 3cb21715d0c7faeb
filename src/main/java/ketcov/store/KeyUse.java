package ketcov.store;

/** What a key had been used for. */
public sealed interface KeyUse {
  /** For nothing, in its lifetime. */
  record Unused() implements KeyUse {}

  /** For the same request, which was answered so. */
  record Answered(String answer) implements KeyUse {}

  /** For another request. */
  record OtherRequest() implements KeyUse {}
}
