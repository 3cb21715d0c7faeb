package ketcov.store;

/** What came of recording a determination. */
public sealed interface Recording {
  /** It is the first of its assessment. */
  record Recorded(RecordedDetermination now) implements Recording {}

  /** It was recorded before, word for word. */
  record Repeated(RecordedDetermination before) implements Recording {}

  /** It stands now where another one stood. */
  record Replaced(RecordedDetermination now) implements Recording {}

  /** Another one is recorded, and stays. */
  record Conflicting(RecordedDetermination before) implements Recording {}

  /** The assessment is not in the store. */
  record UnknownAssessment() implements Recording {}
}
