package ketcov.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.CaseResult;
import ketcov.regression.JUnitReport;
import ketcov.regression.RegressionRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs the sample cases. */
@CommandLine.Command(
    name = "regress",
    mixinStandardHelpOptions = true,
    header = {"Run the sample cases below PATH and print what is not as expected.", ""},
    description =
        "All cases run in one start, under the whole library. Each failure shows expected and actual side by side.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov regress                            every sample case",
      "  ./ketcov regress rules-drl/cigna            one payer's",
      "  ./ketcov regress --junit target/cases.xml   with a report for the pipeline",
      "",
      "Exit codes: 0 all passed, 1 failures, 2 wrong usage."
    })
final class RegressCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "A folder below rules-drl (default: all).")
  private @Nullable Path path;

  @CommandLine.Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results as JUnit XML too.")
  private @Nullable Path junit;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path below = library.below(path);
    RegressionRun run =
        RegressionRun.of(
            library.rootOf(below), below, new CaseReader(ReferenceTables.load()), library.cache());
    Terminal terminal = new Terminal(out);
    run.problems().forEach(terminal::diagnostic);
    for (CaseResult failure : run.failures()) {
      print(terminal, failure);
    }
    if (junit != null) {
      JUnitReport.write(run, junit);
    }
    int broken = run.errors().size();
    if (run.results().isEmpty() && broken == 0) {
      spec.commandLine().getErr().println("ketcov: there are no sample cases in or below " + below);
      return 1;
    }
    int failed = run.failures().size();
    out.println(
        String.format(
            Locale.ROOT,
            "%d passed, %d failed%s in %.2f s",
            run.results().size() - failed,
            failed,
            broken == 0 ? "" : ", " + broken + " error(s) in policies or case files",
            run.nanos() / 1e9));
    return run.passed() ? 0 : 1;
  }

  private static void print(Terminal terminal, CaseResult failure) {
    terminal.line(
        terminal.styled(
                Terminal.Style.STRONG,
                failure.sample().file() + ":" + failure.sample().place().line())
            + " "
            + failure.sample().name());
    int width = failure.differences().stream().mapToInt(d -> d.what().length()).max().orElse(0);
    for (CaseResult.Difference difference : failure.differences()) {
      String indent = " ".repeat(width + 4);
      terminal.line(
          "  "
              + difference.what()
              + " ".repeat(width - difference.what().length())
              + "  expected "
              + terminal.styled(Terminal.Style.GOOD, difference.expected()));
      terminal.line(
          indent + "actual   " + terminal.styled(Terminal.Style.BAD, difference.actual()));
      if (!difference.why().isEmpty()) {
        terminal.line(indent + terminal.styled(Terminal.Style.FAINT, difference.why()));
      }
    }
  }
}
