package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import ketcov.text.Check;
import ketcov.text.Place;

/**
 * What can be said of a rule file before it is parsed: its size, its characters, its texts and
 * comments, how deep its parentheses nest. The parser's time doubles with each nested parenthesis,
 * and texts in rules become source code, so this comes first.
 */
final class DrlText {
  static final int MAX_CHARACTERS = 100_000;
  static final int MAX_LINE = 500;
  static final int MAX_NESTING = 6;
  private static final int MAX_PROBLEMS = 20;

  private static final Map<Character, String> INSTEAD =
      Map.of(
          '\u2265', ">=",
          '\u2264', "<=",
          '\u2260', "in ( ... )",
          '\u2013', "-",
          '\u2014', "-",
          '\u2212', "-");

  /** Where the outline, too, takes it that a rule begins, and says what is open before it. */
  private static final Pattern BEGIN = Pattern.compile("rule[\\s\"]");

  private final String text;
  private final StringBuilder code;
  private final List<Problem> problems = new ArrayList<>();
  private int line = 1;
  private int column;
  private Inside inside = Inside.CODE;
  private Place opened = Place.START;
  private int depth;

  private enum Inside {
    CODE,
    TEXT,
    LINE_COMMENT,
    COMMENT
  }

  /** A problem at a place. */
  record Problem(Check check, Place place, String message) {}

  private DrlText(String text) {
    this.text = text;
    this.code = new StringBuilder(text.length());
  }

  /** Reads the characters of a file. */
  static DrlText of(String text) {
    DrlText read = new DrlText(text);
    if (text.length() > MAX_CHARACTERS) {
      read.problem(
          Check.UNREADABLE_FILE,
          Place.START,
          "the file has "
              + text.length()
              + " characters; at most "
              + MAX_CHARACTERS
              + " are read. Split it by topic.");
    } else {
      read.scan();
    }
    return read;
  }

  /** The text that was read. */
  String text() {
    return text;
  }

  List<Problem> problems() {
    return problems;
  }

  /**
   * The file with plain characters in place of those that were reported, so that the rest can be
   * read too; the text itself when none was. Only for messages: a file with problems is refused.
   */
  String repaired() {
    if (problems.isEmpty()) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      repaired.append(
          switch (c) {
            case '\u201c', '\u201d', '\u201e' -> '"';
            case '\n', '\r' -> c;
            default -> c == '\\' || isHidden(c) ? ' ' : c;
          });
    }
    return repaired.toString();
  }

  /**
   * The file without its comments and without what stands between quotation marks: spaces instead,
   * so that every place is the same.
   */
  String code() {
    return code.toString();
  }

  private void scan() {
    for (int i = 0; i < text.length() && problems.size() < MAX_PROBLEMS; i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
      column++;
      if (c == '\n') {
        newLine();
        continue;
      }
      if (column == MAX_LINE + 1) {
        problem(
            Check.UNREADABLE_FILE,
            "the line is longer than " + MAX_LINE + " characters. Break it.");
      }
      if (!(c == '\r' && next == '\n') && !isPlain(c)) {
        code.append(' ');
        continue;
      }
      switch (inside) {
        case CODE -> code(c, next);
        case TEXT -> {
          code.append(c == '"' ? '"' : ' ');
          inside = c == '"' ? Inside.CODE : Inside.TEXT;
        }
        case LINE_COMMENT -> code.append(' ');
        case COMMENT -> {
          code.append(' ');
          if (c == '/' && text.charAt(i - 1) == '*' && !justOpened()) {
            inside = Inside.CODE;
          }
        }
      }
    }
    if (inside == Inside.TEXT) {
      unpaired();
    } else if (inside == Inside.COMMENT) {
      problem(
          Check.UNCLOSED_COMMENT,
          opened,
          "the comment that begins here has no end. End it with `*/`.");
    }
  }

  private void code(char c, char next) {
    boolean comment = c == '/' && (next == '/' || next == '*');
    code.append(comment ? ' ' : c);
    if (c == '"') {
      inside = Inside.TEXT;
      opened = new Place(line, column);
    } else if (comment) {
      inside = next == '/' ? Inside.LINE_COMMENT : Inside.COMMENT;
      opened = new Place(line, column);
    } else if (c == '\'') {
      problem(
          Check.UNUSUAL_CHARACTER,
          "a single quotation mark stands here. Texts stand in double ones: \".");
    } else if (c == '(' || c == '[' || c == '{') {
      depth++;
      if (depth == MAX_NESTING + 1) {
        problem(
            Check.DEEP_PARENTHESES,
            "parentheses nest deeper than "
                + MAX_NESTING
                + " here. Close one, or write two rules.");
      }
    } else if (c == ')' || c == ']' || c == '}') {
      depth = Math.max(0, depth - 1);
    } else if (c > '~') {
      String instead = INSTEAD.get(c);
      problem(
          Check.UNUSUAL_CHARACTER,
          "`"
              + c
              + "` may stand in texts and comments only."
              + (instead == null ? " Use plain letters." : " Write `" + instead + "`."));
    }
  }

  private void newLine() {
    if (inside == Inside.TEXT) {
      unpaired();
    }
    if (inside != Inside.COMMENT) {
      inside = Inside.CODE;
    }
    code.append('\n');
    line++;
    column = 0;
    if (BEGIN.matcher(text).region(code.length(), text.length()).lookingAt()) {
      // What a rule before it left open is told by the outline.
      depth = 0;
    }
  }

  private void unpaired() {
    problem(
        Check.UNPAIRED_QUOTATION_MARK,
        opened,
        "this quotation mark has no pair on its line. Put one before the text and one behind it.");
  }

  /** One asterisk does not both open and close a comment. */
  private boolean justOpened() {
    return opened.line() == line && column - opened.column() <= 2;
  }

  /** Reports a character that may stand nowhere in a file. */
  private boolean isPlain(char c) {
    switch (c) {
      case '\t' -> problem(Check.UNUSUAL_CHARACTER, "a tab stands here. Use spaces.");
      case '\\' ->
          problem(Check.UNUSUAL_CHARACTER, "a backslash stands here. Rules need none: remove it.");
      case '\u201c', '\u201d', '\u201e', '\u2018', '\u2019', '\u00ab', '\u00bb' ->
          problem(
              Check.UNUSUAL_CHARACTER,
              "a curved quotation mark stands here, as word processors write it. Type a straight one.");
      default -> {
        if (c == '\ufeff' && line == 1 && column == 1) {
          problem(
              Check.UNUSUAL_CHARACTER,
              "the file begins with a byte order mark. Save it as UTF-8 without one.");
        } else if (isHidden(c)) {
          problem(
              Check.UNUSUAL_CHARACTER,
              String.format(
                  Locale.ROOT,
                  "an invisible or unusual character (U+%04X) stands here. Delete it and type the text anew.",
                  (int) c));
        } else {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isHidden(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> false;
    };
  }

  private void problem(Check check, String message) {
    problem(check, new Place(line, column), message);
  }

  private void problem(Check check, Place place, String message) {
    problems.add(new Problem(check, place, message));
  }
}
