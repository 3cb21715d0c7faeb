package ketcov.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import ketcov.assessment.AssessmentJson;
import ketcov.engine.CompiledEdition;
import ketcov.impact.Impact;
import ketcov.impact.ImpactHtml;
import ketcov.impact.ImpactMarkdown;
import ketcov.impact.ImpactRun;
import ketcov.impact.ImpactText;
import ketcov.impact.Side;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.CaseSource;
import ketcov.regression.NdjsonCases;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Says what a change of policies moves. */
@CommandLine.Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    header = {
      "Say what a change of policies moves: in the rules, and in what cases are answered.",
      ""
    },
    description =
        "OLD and NEW are folders below a library, git revisions (HEAD~1, or HEAD~1:premera for a part), or hashes of packages in the store. Two editions judge every case; two libraries choose the edition by the date of the case.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov diff rules-drl/premera/spravato/2025-06-01 rules-drl/premera/spravato/2026-01-01",
      "  ./ketcov diff HEAD rules-drl                           what is not committed yet",
      "  ./ketcov diff main HEAD --markdown - --fail-on outlook  for a pull request",
      "  ./ketcov diff HEAD rules-drl --cases recorded.ndjson   what it would mean for these cases",
      "",
      "More: docs/impact.md",
      "Exit codes: 0 compared, 1 something moved that --fail-on names or a side has errors, 2 wrong usage."
    })
final class DiffCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A folder, a git revision or a package.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private String before;

  @CommandLine.Parameters(index = "1", paramLabel = "NEW", description = "The same.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private String after;

  @CommandLine.Option(
      names = "--cases",
      paramLabel = "FILE",
      description = "Compare over these cases, NDJSON (default: the sample cases of both).")
  private @Nullable Path cases;

  @CommandLine.Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the comparison as JSON; - is the standard output.")
  private @Nullable String json;

  @CommandLine.Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write it as Markdown, for a pull request; - is the standard output.")
  private @Nullable String markdown;

  @CommandLine.Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write it as a page to read; - is the standard output.")
  private @Nullable String html;

  @CommandLine.Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description =
          "Exit with 1 if an outlook moved (outlook), also if a criterion or exclusion did (criteria), or if anything changed (any).")
  private Impact.@Nullable FailOn failOn;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (List.of(opt(json), opt(markdown), opt(html)).stream().filter("-"::equals).count() > 1) {
      throw usage("only one of --json, --markdown and --html can have the standard output");
    }
    Impact impact;
    try {
      impact = compare(err);
    } catch (Impact.Unreadable e) {
      Terminal terminal = new Terminal(err);
      e.problems().forEach(terminal::diagnostic);
      err.println("ketcov: " + e.getMessage());
      return 1;
    }
    boolean printed = write(json, AssessmentJson.pretty(impact) + "\n");
    printed |= write(markdown, ImpactMarkdown.of(impact));
    printed |= write(html, ImpactHtml.of(impact));
    if (!printed) {
      ImpactText.of(impact).forEach(spec.commandLine().getOut()::println);
    }
    if (impact.cases() == 0) {
      err.println("ketcov: no case was compared");
    }
    return failOn != null && impact.fails(failOn) ? 1 : 0;
  }

  private Impact compare(PrintWriter err) throws IOException, Impact.Unreadable {
    DiffSides sides = new DiffSides(library);
    Side old = sides.of(before);
    Side now = sides.of(after);
    // An edition beside a whole library is compared with itself there, if it has it.
    CompiledEdition one = old.single();
    CompiledEdition other = now.single();
    if (one != null && other == null) {
      now = now.only(one.policy().editionId()).orElse(now);
    } else if (one == null && other != null) {
      old = old.only(other.policy().editionId()).orElse(old);
    }
    CaseReader reader = new CaseReader(ReferenceTables.load());
    Terminal terminal = new Terminal(err);
    if (cases != null) {
      if (!Files.isRegularFile(cases)) {
        throw usage("there is no file " + cases);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(cases))) {
        CaseSource source = new NdjsonCases(cases.toString().replace('\\', '/'), in, now.catalog());
        return ImpactRun.of(old, now, source, reader, terminal::diagnostic);
      }
    }
    List<Diagnostic> problems = new ArrayList<>();
    CaseSource source = ImpactRun.samples(old, now, problems);
    problems.forEach(terminal::diagnostic);
    return ImpactRun.of(old, now, source, reader, terminal::diagnostic);
  }

  private static String opt(@Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }

  private boolean write(@Nullable String file, String text) throws IOException {
    if (file == null) {
      return false;
    }
    if (file.equals("-")) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return true;
    }
    Path path = Path.of(file);
    Files.createDirectories(path.toAbsolutePath().resolveSibling(""));
    Files.writeString(path, text);
    return false;
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
