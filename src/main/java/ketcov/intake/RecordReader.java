package ketcov.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Reads a record other than the case from JSON, as strictly as a case is read: its components say
 * of themselves what they may be.
 */
public final class RecordReader<T extends Record> {
  private final Class<T> type;
  private final RecordShape shape;

  /** A reader of one type. */
  public RecordReader(Class<T> type) {
    this.type = type;
    this.shape = new RecordShape(type);
  }

  /** What came of reading. */
  public sealed interface Reading<T> {
    /** The record. */
    record Accepted<T>(T value) implements Reading<T> {}

    /** It is refused; every problem that was found. */
    record Refused<T>(List<CaseProblem> problems) implements Reading<T> {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads one object. Thread-safe. */
  public Reading<T> read(JsonNode root) {
    Problems problems = new Problems();
    if (!root.isObject()) {
      problems.wrong("", root, "has the wrong type.", "one JSON object");
      return new Reading.Refused<>(problems.found());
    }
    T value = type.cast(shape.read(root, "", false, problems));
    return problems.found().isEmpty()
        ? new Reading.Accepted<>(value)
        : new Reading.Refused<>(problems.found());
  }
}
