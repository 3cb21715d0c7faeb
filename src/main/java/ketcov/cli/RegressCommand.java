package ketcov.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PolicyCatalog;
import ketcov.regression.BulkRules;
import ketcov.regression.CaseFilter;
import ketcov.regression.CaseResult;
import ketcov.regression.CaseRunner;
import ketcov.regression.CaseSource;
import ketcov.regression.CsvCases;
import ketcov.regression.HtmlReport;
import ketcov.regression.JUnitReport;
import ketcov.regression.JsonReport;
import ketcov.regression.LibraryCases;
import ketcov.regression.NdjsonCases;
import ketcov.regression.ParallelRun;
import ketcov.regression.RunTotals;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs cases and says which do not come out as expected. */
@CommandLine.Command(
    name = "regress",
    mixinStandardHelpOptions = true,
    header = {"Run the sample cases below PATH and print what is not as expected.", ""},
    description =
        "All cases run in one start, under the whole library. Each failure shows expected and actual side by side. A file of cases is NDJSON (one case a line) or CSV (one case a row) and may be longer than memory.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov regress                                 every sample case",
      "  ./ketcov regress rules-drl/cigna                 one payer's",
      "  ./ketcov regress --criterion 'step-*' --name ECT  some of them",
      "  ./ketcov regress docs/cases.example.csv          a table of cases",
      "  ./ketcov regress --html target/cases.html        a page to read",
      "  ./ketcov regress --junit target/cases.xml        a report for the pipeline",
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
      description =
          "A folder below rules-drl (default: all), a file .ndjson or .csv, or - for standard input.")
  private @Nullable Path path;

  @CommandLine.Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "What standard input or an oddly named file holds: ndjson or csv.")
  private @Nullable FileFormat format;

  @CommandLine.Option(
      names = "--payer",
      paramLabel = "TEXT",
      description = "Only cases of payers like this; * and ? stand for any signs.")
  private @Nullable String payer;

  @CommandLine.Option(
      names = "--criterion",
      paramLabel = "TEXT",
      description = "Only cases that expect something of a criterion or exclusion like this.")
  private @Nullable String criterion;

  @CommandLine.Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "Only cases with a name like this.")
  private @Nullable String name;

  @CommandLine.Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results as JUnit XML too.")
  private @Nullable Path junit;

  @CommandLine.Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the results as JSON too (regression-report.schema.json).")
  private @Nullable Path json;

  @CommandLine.Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the results as a page to read too.")
  private @Nullable Path html;

  @CommandLine.Option(
      names = "--threads",
      paramLabel = "N",
      description = "Run on so many threads (default: one for each processor).")
  private @Nullable Integer threads;

  @CommandLine.Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "drools",
      description =
          "drools (default), or model: by the reading of the rules, faster; one evaluation in 20 is held against Drools, and disagreement fails.")
  private Engine engine = Engine.DROOLS;

  @CommandLine.Option(
      names = "--update-expectations",
      description =
          "Show what would have to change in the case files for every case to pass; write it with --yes.")
  private boolean update;

  @CommandLine.Option(
      names = "--yes",
      description = "Write what --update-expectations shows without asking.")
  private boolean yes;

  /** What says which rules hold. */
  enum Engine {
    DROOLS,
    MODEL
  }

  /** What a file of cases holds. */
  enum FileFormat {
    NDJSON,
    CSV
  }

  @Override
  public Integer call() throws IOException {
    int workers = workers();
    if (path == null || Files.isDirectory(path)) {
      Path below = library.below(path);
      Path root = library.rootOf(below);
      PolicyLibrary.Loaded loaded = PolicyLibrary.load(root, library.cache());
      LibraryCases cases =
          new LibraryCases(loaded.catalog(), new LibraryFolder(root).nameOf(below));
      List<CaseResult> failures = new ArrayList<>();
      int code = run(loaded, cases, cases.problems(), below.toString(), workers, failures::add);
      return update && !failures.isEmpty()
          ? new UpdatedExpectations(spec.commandLine().getOut(), yes).of(root, failures)
          : code;
    }
    if (update) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--update-expectations edits the YAML files of the library; write a file of cases anew instead (./ketcov cases)");
    }
    FileFormat read = formatOf(path);
    boolean piped = path.toString().equals("-");
    if (!piped && !Files.isRegularFile(path)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "there is no file or folder " + path);
    }
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(library.root(), library.cache());
    String shown = piped ? "standard input" : path.toString().replace('\\', '/');
    try (InputStream in = piped ? System.in : new BufferedInputStream(Files.newInputStream(path))) {
      return run(
          loaded, source(read, shown, in, loaded.catalog()), List.of(), shown, workers, r -> {});
    }
  }

  private int workers() {
    int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads.intValue();
    if (wanted < 1 || wanted > 256) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--threads must be between 1 and 256");
    }
    return wanted;
  }

  private FileFormat formatOf(Path file) {
    if (format != null) {
      return format;
    }
    String ending = file.toString().toLowerCase(Locale.ROOT);
    if (ending.endsWith(".ndjson") || ending.endsWith(".jsonl")) {
      return FileFormat.NDJSON;
    }
    if (ending.endsWith(".csv") || ending.endsWith(".tsv")) {
      return FileFormat.CSV;
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        ending.equals("-")
            ? "standard input needs --format ndjson or --format csv"
            : Files.exists(file)
                ? file + " is no folder and ends neither in .ndjson nor in .csv; say --format"
                : "there is no folder " + file);
  }

  private static CaseSource source(
      FileFormat format, String shown, InputStream in, PolicyCatalog<CompiledEdition> catalog) {
    return switch (format) {
      case NDJSON -> new NdjsonCases(shown, in, catalog);
      case CSV -> new CsvCases(shown, in, catalog);
    };
  }

  private int run(
      PolicyLibrary.Loaded loaded,
      CaseSource source,
      List<Diagnostic> problems,
      String shown,
      int workers,
      Consumer<CaseResult> failures)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    RunTotals totals = new RunTotals();
    CaseRunner runner =
        new CaseRunner(assessor(loaded.catalog()), new CaseReader(ReferenceTables.load()));
    HtmlReport page = html == null ? null : new HtmlReport();
    Progress progress =
        Progress.isWanted()
            ? new Progress(spec.commandLine().getErr(), source.size(), System::nanoTime)
            : null;
    long begin = System.nanoTime();
    try (RunListeners listeners = new RunListeners(progress)) {
      listeners.add(totals);
      listeners.add(
          result -> {
            if (!result.passed()) {
              failures.accept(result);
            }
          });
      listeners.add(new PrintedFailures(new Terminal(out)));
      if (junit != null) {
        listeners.add(JUnitReport.to(junit));
      }
      if (json != null) {
        listeners.add(JsonReport.to(json));
      }
      if (page != null) {
        listeners.add(page);
      }
      loaded.problems().forEach(listeners::problem);
      problems.forEach(listeners::problem);
      new ParallelRun(
              runner,
              new CaseFilter(payer, criterion, name).predicate(),
              workers,
              () -> Thread.currentThread().isInterrupted())
          .run(source, listeners);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (page != null && html != null) {
      page.write(html, about(totals, shown, workers, seconds));
    }
    if (totals.all().cases() == 0 && totals.problems() == 0) {
      spec.commandLine().getErr().println("ketcov: " + nothingRan(shown));
      return 1;
    }
    out.println(closing(totals, seconds));
    return totals.clean() ? 0 : 1;
  }

  private Assessor assessor(PolicyCatalog<CompiledEdition> catalog) {
    return switch (engine) {
      case DROOLS -> new Assessor(catalog);
      case MODEL -> Assessor.ofOutcomes(catalog, new BulkRules());
    };
  }

  private String nothingRan(String shown) {
    return payer == null && criterion == null && name == null
        ? "there are no sample cases in or below " + shown
        : "no case in or below " + shown + " is like that";
  }

  private static String about(RunTotals totals, String shown, int workers, double seconds) {
    return String.format(
        Locale.ROOT,
        "%s: %,d cases in %.2f s on %d thread%s.",
        shown,
        totals.all().cases(),
        seconds,
        workers,
        workers == 1 ? "" : "s");
  }

  private static String closing(RunTotals totals, double seconds) {
    RunTotals.Count all = totals.all();
    StringBuilder line = new StringBuilder();
    line.append(all.passed()).append(" passed, ").append(all.failed()).append(" failed");
    if (all.answered() > 0) {
      List<String> outlooks = new ArrayList<>();
      totals.outlooks().forEach((outlook, count) -> outlooks.add(outlook + " " + count));
      line.append(", ")
          .append(all.answered())
          .append(" answered (")
          .append(String.join(", ", outlooks))
          .append(')');
    }
    if (totals.problems() > 0) {
      line.append(", ").append(totals.problems()).append(" error(s) in policies or case files");
    }
    return line.append(String.format(Locale.ROOT, " in %.2f s", seconds)).toString();
  }
}
