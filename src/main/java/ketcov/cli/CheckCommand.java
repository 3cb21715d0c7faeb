package ketcov.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.policy.LibraryFolder;
import ketcov.regression.CaseFiles;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Compiles and verifies policies. */
@CommandLine.Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = {
      "Compile and verify policies; says everything that is wrong, with file, line and column.",
      ""
    },
    description =
        "Reads policy.yaml, the rules and the case files of every edition below PATH. Each finding is a line of the form file:line:column: severity: text.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov check                                      the whole library",
      "  ./ketcov check rules-drl/premera/spravato/2026-03-01   one edition",
      "",
      "How policies are written: docs/writing-policies.md",
      "Exit codes: 0 no errors, 1 errors, 2 wrong usage."
    })
final class CheckCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "A folder below rules-drl (default: all).")
  private @Nullable Path path;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path below = library.below(path);
    Path root = library.rootOf(below);
    List<Path> folders = new LibraryFolder(root).editions(below);
    if (folders.isEmpty()) {
      spec.commandLine().getErr().println("ketcov: there is no policy.yaml in or below " + below);
      return 1;
    }
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(root, below, library.cache());
    List<Diagnostic> problems = new ArrayList<>(loaded.problems());
    for (CompiledEdition edition : loaded.catalog().editions()) {
      CaseFiles.read(edition.source(), problems);
    }
    Terminal terminal = new Terminal(out);
    problems.stream().sorted().distinct().forEach(terminal::diagnostic);
    long errors =
        problems.stream().filter(p -> p.level() == Diagnostic.Level.ERROR).distinct().count();
    long warnings = problems.stream().distinct().count() - errors;
    int rules =
        loaded.catalog().editions().stream().mapToInt(edition -> edition.rules().size()).sum();
    out.println(
        folders.size()
            + " edition(s), "
            + rules
            + " rule(s): "
            + errors
            + " error(s), "
            + warnings
            + " warning(s)");
    return errors == 0 ? 0 : 1;
  }
}
