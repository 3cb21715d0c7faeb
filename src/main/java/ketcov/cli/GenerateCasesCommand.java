package ketcov.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import ketcov.coverage.EditionCoverage;
import ketcov.engine.CompiledEdition;
import ketcov.generation.CaseWriting;
import ketcov.generation.CaseYaml;
import ketcov.generation.WrittenCase;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.mutation.KnownFates;
import ketcov.mutation.Mutant;
import ketcov.mutation.MutantResult;
import ketcov.mutation.MutationRun;
import ketcov.regression.ReadCases;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Writes the cases that are missing. */
@CommandLine.Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    header = {"Write sample cases for what the present ones below PATH leave untested.", ""},
    description = {
      "The fewest small cases that notice what ./ketcov mutate lists and reach what ./ketcov coverage misses. Each is one of the present cases with one or two facts changed, which the rule reads. What it expects is what the engine answers now: read it against the policy before you accept it.",
      "",
      "With --write they go into cases/generated-FILE.yaml, beside the file whose base they share. To accept one, move it there."
    },
    footer = {
      "",
      "Examples:",
      "  ./ketcov generate cases rules-drl/cigna           print them",
      "  ./ketcov generate cases rules-drl/cigna --write   write them",
      "  ./ketcov generate cases rules-drl/cigna --pairwise   outcomes of criteria two by two",
      "",
      "Exit codes: 0 all is well, 1 broken, 2 wrong usage."
    })
final class GenerateCasesCommand implements Callable<Integer> {
  private static final String SCHEMA =
      "../../../../../src/main/resources/ketcov/schema/case-file.schema.json";
  private static final String COMMENT =
      """
      Written by ./ketcov generate cases: what is expected is what the engine answers.
      Read each against the policy; to accept one, move it to the file of the same name without `generated-`.
      """;

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "A folder below rules-drl (default: all).")
  private @Nullable Path path;

  @CommandLine.Option(names = "--write", description = "Write files instead of printing.")
  private boolean write;

  @CommandLine.Option(
      names = "--pairwise",
      description = "Combine the outcomes of every two criteria instead.")
  private boolean pairwise;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path below = library.below(path);
    Path root = library.rootOf(below);
    CaseReader reader = new CaseReader(ReferenceTables.load());
    ReadCases cases = ReadCases.of(root, below, reader, library.cache());
    Terminal terminal = new Terminal(out);
    List<Diagnostic> errors = new ArrayList<>(cases.errors());
    MutationRun run = MutationRun.of(cases, reader, KnownFates.in(library.fates(), root, cases));
    errors.addAll(run.problems());
    errors.forEach(terminal::diagnostic);
    if (!errors.isEmpty()) {
      return 1;
    }
    List<CaseWriting.Written> all =
        cases.chosen().parallelStream().map(edition -> one(edition, run, cases, reader)).toList();
    int written = 0;
    for (int i = 0; i < all.size(); i++) {
      CompiledEdition edition = cases.chosen().get(i);
      written += all.get(i).cases().size();
      show(terminal, edition, all.get(i), root);
    }
    out.println(written + " case(s)");
    return 0;
  }

  private void show(
      Terminal terminal, CompiledEdition edition, CaseWriting.Written written, Path root)
      throws IOException {
    if (written.cases().isEmpty() && written.unreached().isEmpty()) {
      return;
    }
    Path folder = root.toAbsolutePath().resolveSibling(edition.source().folder()).resolve("cases");
    for (Map.Entry<String, List<WrittenCase>> file :
        CaseWriting.byFile(written.cases()).entrySet()) {
      String name = "generated-" + file.getKey();
      List<WrittenCase> cases = file.getValue();
      terminal.line(
          "# " + edition.source().folder() + "/cases/" + name + ": " + cases.size() + " case(s)");
      if (write) {
        Files.writeString(
            folder.resolve(name), CaseYaml.file(SCHEMA, COMMENT, cases.getFirst().base(), cases));
      } else {
        for (WrittenCase one : cases) {
          one.notices().forEach(notice -> terminal.line("  # " + notice));
          terminal.line(CaseYaml.entry(one).stripTrailing());
        }
      }
    }
    written.unreached().forEach(goal -> terminal.line("# no case found for: " + goal));
  }

  private CaseWriting.Written one(
      CompiledEdition edition, MutationRun run, ReadCases cases, CaseReader reader) {
    CaseWriting writing = new CaseWriting(cases, edition, reader);
    if (pairwise) {
      return writing.pairwise();
    }
    List<Mutant> survivors =
        run.results().stream()
            .filter(result -> result.fate() == MutantResult.Fate.SURVIVED)
            .map(MutantResult::mutant)
            .filter(mutant -> mutant.editionId().equals(edition.policy().editionId()))
            .toList();
    return writing.write(survivors, EditionCoverage.of(cases, edition).gaps());
  }
}
