package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import ketcov.text.Place;

/**
 * What can be said of a rule file before it is parsed: its size, its characters, how deep its
 * parentheses nest. The parser's time doubles with each nested parenthesis, and texts in rules
 * become source code, so this comes first.
 */
final class DrlText {
  static final int MAX_CHARACTERS = 100_000;
  static final int MAX_LINE = 500;
  static final int MAX_NESTING = 6;

  private DrlText() {}

  /** A problem at a place. */
  record Problem(Place place, String message) {}

  static List<Problem> check(String text) {
    List<Problem> problems = new ArrayList<>();
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          new Problem(
              Place.START,
              "the file has "
                  + text.length()
                  + " characters; at most "
                  + MAX_CHARACTERS
                  + " are read. Split it by topic."));
      return problems;
    }
    int line = 1;
    int column = 0;
    int depth = 0;
    boolean reportedDepth = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      column++;
      if (c == '\n') {
        line++;
        column = 0;
        continue;
      }
      if (column == MAX_LINE + 1) {
        problems.add(
            new Problem(
                new Place(line, column),
                "the line is longer than " + MAX_LINE + " characters. Break it."));
      }
      if (c == '\t') {
        problems.add(new Problem(new Place(line, column), "a tab stands here. Use spaces."));
      } else if (c != '\r' && (Character.isISOControl(c) || isHidden(c))) {
        problems.add(
            new Problem(
                new Place(line, column),
                "an invisible character stands here. Delete it and type the text anew."));
      } else if (c == '\\') {
        problems.add(
            new Problem(
                new Place(line, column), "a backslash stands here. Rules need none: remove it."));
      } else if (c == '(') {
        depth++;
        if (depth > MAX_NESTING && !reportedDepth) {
          reportedDepth = true;
          problems.add(
              new Problem(
                  new Place(line, column),
                  "parentheses nest deeper than "
                      + MAX_NESTING
                      + " here. Close one, or write two rules."));
        }
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      }
      if (problems.size() > 20) {
        break;
      }
    }
    return problems;
  }

  private static boolean isHidden(char c) {
    return Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
        || Character.isSurrogate(c);
  }
}
