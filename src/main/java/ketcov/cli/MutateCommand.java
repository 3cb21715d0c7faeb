package ketcov.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import ketcov.coverage.EditionCoverage;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.mutation.KnownFates;
import ketcov.mutation.MutantResult;
import ketcov.mutation.MutationJson;
import ketcov.mutation.MutationRun;
import ketcov.mutation.QualityPage;
import ketcov.regression.ReadCases;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Says which wrong rules the sample cases would not notice. */
@CommandLine.Command(
    name = "mutate",
    mixinStandardHelpOptions = true,
    header = {"Say which wrong rules the sample cases below PATH would not notice.", ""},
    description = {
      "Changes each rule and policy in the ways in which they go wrong, one change at a time: a bound off by one, a condition left out, another drug class, a day off by one. A change that makes no case fail is a survivor. ./ketcov generate cases writes a case for each.",
      "",
      "A change that no case could notice is marked in the edition's equivalent-mutants.yaml, with the reason. What is known from an earlier run is kept in data/mutation."
    },
    footer = {
      "",
      "Examples:",
      "  ./ketcov mutate                              the whole library",
      "  ./ketcov mutate rules-drl/cigna --min-score 95   fail below 95 percent",
      "  ./ketcov mutate --report docs/quality.md     write the page of the documentation",
      "",
      "Exit codes: 0 all is well, 1 below --min-score or broken, 2 wrong usage."
    })
final class MutateCommand implements Callable<Integer> {
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
      names = "--min-score",
      paramLabel = "PERCENT",
      description = "Fail when less than this share of the changes is noticed.")
  private double leastScore;

  @CommandLine.Option(names = "--json", paramLabel = "FILE", description = "Write as JSON too.")
  private @Nullable Path json;

  @CommandLine.Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the page on the quality of the cases, docs/quality.md.")
  private @Nullable Path report;

  @CommandLine.Option(names = "--again", description = "Rely on nothing of an earlier run.")
  private boolean again;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path below = library.below(path);
    Path root = library.rootOf(below);
    CaseReader reader = new CaseReader(ReferenceTables.load());
    ReadCases cases = ReadCases.of(root, below, reader, library.cache());
    Terminal terminal = new Terminal(out);
    List<Diagnostic> errors = cases.errors();
    errors.forEach(terminal::diagnostic);
    MutationRun run =
        MutationRun.of(
            cases, reader, again ? KnownFates.none() : KnownFates.in(library.fates(), root, cases));
    run.problems().forEach(terminal::diagnostic);
    run.results().stream()
        .filter(result -> result.fate() == MutantResult.Fate.SURVIVED)
        .forEach(result -> print(terminal, result));
    out.println(
        String.format(
            Locale.ROOT,
            "%d changes: %d noticed, %d survived, %d equivalent; score %.1f percent, %d of %d edition(s) known, %.2f s",
            run.results().size(),
            run.count(MutantResult.Fate.KILLED),
            run.count(MutantResult.Fate.SURVIVED),
            run.count(MutantResult.Fate.EQUIVALENT),
            Math.floor(run.score() * 10) / 10,
            run.known(),
            cases.chosen().size(),
            run.nanos() / 1e9));
    if (json != null) {
      String text =
          new JsonMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(MutationJson.of(run));
      Files.writeString(json, text + "\n");
    }
    if (report != null) {
      List<EditionCoverage> coverage =
          cases.chosen().parallelStream().map(e -> EditionCoverage.of(cases, e)).toList();
      Files.writeString(report, QualityPage.of(cases, coverage, run));
    }
    return run.score() >= leastScore && errors.isEmpty() && run.problems().isEmpty() ? 0 : 1;
  }

  private static void print(Terminal terminal, MutantResult result) {
    terminal.line(
        terminal.styled(
                Terminal.Style.STRONG,
                result.mutant().file() + ":" + result.mutant().place().line())
            + " "
            + result.mutant().name());
  }
}
