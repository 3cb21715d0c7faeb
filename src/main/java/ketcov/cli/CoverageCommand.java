package ketcov.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import ketcov.coverage.CoverageHtml;
import ketcov.coverage.CoverageJson;
import ketcov.coverage.EditionCoverage;
import ketcov.coverage.Item;
import ketcov.coverage.Subject;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.ReadCases;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Says what the sample cases reach of the rules. */
@CommandLine.Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    header = {"Say what the sample cases reach of the rules below PATH, and what not.", ""},
    description =
        "Rules fired and not, conditions true and false, bounds from both sides, criteria and exclusions in each outcome, first and last days, notices and papers.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov coverage                                        the whole library",
      "  ./ketcov coverage rules-drl/cigna --gaps                 what one payer's cases miss",
      "  ./ketcov coverage --min rules=100 --min boundaries=100   fail below these",
      "  ./ketcov coverage --html target/coverage.html            the rules, coloured line by line",
      "",
      "Exit codes: 0 all is well, 1 below a --min or broken, 2 wrong usage."
    })
final class CoverageCommand implements Callable<Integer> {
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
      names = "--min",
      paramLabel = "SUBJECT=PERCENT",
      description = "Fail when less than this is reached; may stand several times.")
  private final Map<String, Double> least = new LinkedHashMap<>();

  @CommandLine.Option(names = "--gaps", description = "Print what no case reaches.")
  private boolean gaps;

  @CommandLine.Option(names = "--json", paramLabel = "FILE", description = "Write as JSON too.")
  private @Nullable Path json;

  @CommandLine.Option(names = "--html", paramLabel = "FILE", description = "Write a page too.")
  private @Nullable Path html;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (String name : least.keySet()) {
      subject(name);
    }
    Path below = library.below(path);
    ReadCases cases =
        ReadCases.of(
            library.rootOf(below), below, new CaseReader(ReferenceTables.load()), library.cache());
    Terminal terminal = new Terminal(out);
    List<Diagnostic> errors = cases.errors();
    errors.forEach(terminal::diagnostic);
    List<EditionCoverage> editions =
        cases.chosen().parallelStream().map(edition -> EditionCoverage.of(cases, edition)).toList();
    if (gaps) {
      editions.forEach(edition -> edition.gaps().forEach(gap -> print(terminal, gap)));
    }
    for (Subject subject : Subject.values()) {
      long all = editions.stream().mapToLong(edition -> edition.count(subject, false)).sum();
      long reached = editions.stream().mapToLong(edition -> edition.count(subject, true)).sum();
      out.println(
          String.format(
              Locale.ROOT,
              "%6.2f %%  %s: %d of %d",
              Math.floor(EditionCoverage.percent(editions, subject) * 100) / 100,
              subject.words(),
              reached,
              all));
    }
    if (json != null) {
      write(
          json,
          new JsonMapper()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(CoverageJson.of(editions))
              + "\n");
    }
    if (html != null) {
      write(html, CoverageHtml.of(editions));
    }
    boolean enough = true;
    for (Map.Entry<String, Double> entry : least.entrySet()) {
      double percent = EditionCoverage.percent(editions, subject(entry.getKey()));
      if (percent < entry.getValue()) {
        spec.commandLine()
            .getErr()
            .println("ketcov: " + entry.getKey() + " is below " + entry.getValue() + " percent");
        enough = false;
      }
    }
    return enough && errors.isEmpty() ? 0 : 1;
  }

  private Subject subject(String name) {
    for (Subject subject : Subject.values()) {
      if (subject.key().equals(name)) {
        return subject;
      }
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "`"
            + name
            + "` is none of "
            + String.join(
                ", ", java.util.Arrays.stream(Subject.values()).map(Subject::key).toList()));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Files.writeString(file, text);
  }

  private static void print(Terminal terminal, Item gap) {
    terminal.line(
        terminal.styled(Terminal.Style.STRONG, gap.file() + ":" + gap.place().line())
            + " "
            + gap.words());
  }
}
