package ketcov.text;

import java.util.Comparator;

/**
 * One finding about a file, at a line and column counted from 1.
 *
 * @param file the file as the user named it, with forward slashes
 * @param message what was found, what was expected and what to do
 */
public record Diagnostic(String file, int line, int column, Level level, String message)
    implements Comparable<Diagnostic> {

  /** An error keeps the edition from being loaded; a warning does not. */
  public enum Level {
    ERROR,
    WARNING
  }

  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::file)
          .thenComparingInt(Diagnostic::line)
          .thenComparingInt(Diagnostic::column)
          .thenComparing(Diagnostic::message);

  public Diagnostic {
    line = Math.max(1, line);
    column = Math.max(1, column);
  }

  /** An error at a place. */
  public static Diagnostic error(String file, Place place, String message) {
    return new Diagnostic(file, place.line(), place.column(), Level.ERROR, message);
  }

  /** A warning at a place. */
  public static Diagnostic warning(String file, Place place, String message) {
    return new Diagnostic(file, place.line(), place.column(), Level.WARNING, message);
  }

  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column: severity: text}. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + (level == Level.ERROR ? "error" : "warning")
        + ": "
        + message;
  }
}
