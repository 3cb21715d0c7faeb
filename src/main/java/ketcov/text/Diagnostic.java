package ketcov.text;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.BitSet;
import java.util.Comparator;

/**
 * One finding about a file, at a line and column counted from 1.
 *
 * @param check what found it, which also says how much it weighs
 * @param file the file as the user named it, with forward slashes
 * @param message what was found, what was expected and what to do
 */
public record Diagnostic(Check check, String file, int line, int column, String message)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::file)
          .thenComparingInt(Diagnostic::line)
          .thenComparingInt(Diagnostic::column)
          .thenComparing(Diagnostic::message)
          .thenComparing(Diagnostic::check);

  private static final BitSet HIDDEN = new BitSet();

  static {
    HIDDEN.set(Character.CONTROL);
    HIDDEN.set(Character.FORMAT);
    HIDDEN.set(Character.LINE_SEPARATOR);
    HIDDEN.set(Character.PARAGRAPH_SEPARATOR);
    HIDDEN.set(Character.SURROGATE);
  }

  public Diagnostic {
    file = plain(file);
    message = plain(message);
    line = Math.max(1, line);
    column = Math.max(1, column);
  }

  /**
   * A text that may hold what a stranger wrote, on one line of a log or terminal: what is invisible
   * or breaks the line becomes a question mark.
   */
  public static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (HIDDEN.get(Character.getType(text.charAt(i)))) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
            .map(c -> HIDDEN.get(Character.getType(c)) ? '?' : c)
            .forEach(plain::appendCodePoint);
        return plain.toString();
      }
    }
    return text;
  }

  /** A finding of a check at a place. */
  public static Diagnostic of(Check check, String file, Place place, String message) {
    return new Diagnostic(check, file, place.line(), place.column(), message);
  }

  /** How much it weighs. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Check.Level level() {
    return check.level();
  }

  /** Whether it keeps an edition from being loaded. */
  @JsonIgnore
  public boolean isError() {
    return level() == Check.Level.ERROR;
  }

  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column: severity: text [check]}. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + level().word()
        + ": "
        + message
        + " ["
        + check.id()
        + "]";
  }
}
