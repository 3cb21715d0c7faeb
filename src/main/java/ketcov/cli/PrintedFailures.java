package ketcov.cli;

import ketcov.regression.CaseResult;
import ketcov.regression.RunListener;
import ketcov.text.Diagnostic;

/** Prints problems and failures as they come. */
record PrintedFailures(Terminal terminal) implements RunListener {
  @Override
  public void problem(Diagnostic problem) {
    terminal.diagnostic(problem);
  }

  @Override
  public void result(CaseResult result) {
    if (result.passed()) {
      return;
    }
    terminal.line(
        terminal.styled(
                Terminal.Style.STRONG,
                result.sample().file() + ":" + result.sample().place().line())
            + " "
            + result.sample().name());
    int width = result.differences().stream().mapToInt(d -> d.what().length()).max().orElse(0);
    for (CaseResult.Difference difference : result.differences()) {
      String indent = " ".repeat(width + 4);
      terminal.line(
          "  "
              + difference.what()
              + " ".repeat(width - difference.what().length())
              + "  expected "
              + terminal.styled(Terminal.Style.GOOD, difference.expected()));
      terminal.line(
          indent + "actual   " + terminal.styled(Terminal.Style.BAD, difference.actual()));
      String why =
          difference.why()
              + (difference.citation().isEmpty() ? "" : " [" + difference.citation() + "]");
      if (!why.isEmpty()) {
        terminal.line(indent + terminal.styled(Terminal.Style.FAINT, why));
      }
    }
  }
}
