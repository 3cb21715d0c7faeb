package ketcov.fuzz;

import java.util.Collection;
import ketcov.intake.CaseProblem;
import ketcov.text.Diagnostic;

/** What every refusal must be: at a place, in words, and on one line of the log. */
public final class Said {
  private static final int LONGEST = 6_000;

  private Said() {}

  /** Diagnostics. */
  public static void each(Collection<Diagnostic> problems) {
    problems.forEach(
        problem -> {
          plain(problem.file());
          plain(problem.message());
        });
  }

  static void eachOf(Collection<CaseProblem> problems) {
    problems.forEach(
        problem -> {
          if (!problem.pointer().isEmpty() && !problem.pointer().startsWith("/")) {
            throw new AssertionError("no pointer: " + problem);
          }
          plain(problem.detail());
        });
  }

  private static void plain(String text) {
    if (text.isBlank()) {
      throw new AssertionError("a refusal without words");
    }
    if (text.length() > LONGEST) {
      throw new AssertionError("a refusal of " + text.length() + " characters");
    }
    text.codePoints()
        .filter(Said::breaksTheLine)
        .findFirst()
        .ifPresent(
            c -> {
              throw new AssertionError("a refusal holds U+" + Integer.toHexString(c) + ": " + text);
            });
  }

  private static boolean breaksTheLine(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
