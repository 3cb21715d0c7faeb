package ketcov.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.policy.PolicyCatalog;
import ketcov.regression.LibraryCases;
import ketcov.regression.RandomCases;
import ketcov.regression.RecordedAnswer;
import ketcov.regression.SampleCase;
import ketcov.store.Store;
import ketcov.store.StoreException;
import ketcov.store.StoredAnswer;
import picocli.CommandLine;

/** Writes cases for {@code regress}, one a line, with the answer of today as the expectation. */
@CommandLine.Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    header = {"Write cases for regress: from the store, or at random.", ""},
    description =
        "Each case is one line of JSON with `expect` beside its keys. Recorded cases are pseudonymised: without ids, with the age in place of the birth date, every date moved with the service date to the first of its month.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov cases from-store --out recorded.ndjson          what the service answered",
      "  ./ketcov cases random 100000 --seed 7 --out many.ndjson  cases in bulk",
      "  ./ketcov regress recorded.ndjson                         run them",
      "",
      "Exit codes: 0 written, 1 the store cannot be read, 2 wrong usage."
    })
final class CasesCommand {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Command(
      name = "from-store",
      mixinStandardHelpOptions = true,
      header = "Recorded assessments as cases, pseudonymised.",
      footer = {"", "Example: ./ketcov cases from-store --out recorded.ndjson"})
  int fromStore(@CommandLine.Option(names = "--out", required = true) Path out) throws IOException {
    CaseReader reader = new CaseReader(ReferenceTables.load());
    int[] counts = new int[2];
    try (Store store = Store.open(library.store())) {
      write(
          out,
          lines ->
              store.forEachAnswer(
                  stored -> {
                    Optional<ObjectNode> line = asCase(stored, counts[0] + 1, reader);
                    line.ifPresent(lines::add);
                    counts[line.isPresent() ? 0 : 1]++;
                  }));
    } catch (StoreException e) {
      spec.commandLine().getErr().println("ketcov: " + e.getMessage());
      return 1;
    }
    spec.commandLine()
        .getOut()
        .println(counts[0] + " cases written, " + counts[1] + " that no edition judged left out");
    return 0;
  }

  @CommandLine.Command(
      name = "random",
      mixinStandardHelpOptions = true,
      header = "Sample cases with a few facts changed, for runs in bulk.",
      footer = {"", "Example: ./ketcov cases random 100000 --seed 7 --out many.ndjson"})
  int random(
      @CommandLine.Parameters(paramLabel = "N") long number,
      @CommandLine.Option(names = "--seed", defaultValue = "1") long seed,
      @CommandLine.Option(names = "--out", required = true) Path out)
      throws IOException {
    Path root = library.root();
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(root, library.cache());
    RandomCases cases =
        new RandomCases(
            ofPayers(loaded.catalog()),
            new Assessor(loaded.catalog()),
            new CaseReader(ReferenceTables.load()),
            seed);
    write(
        out,
        lines -> {
          for (long i = 1; i <= number; i++) {
            lines.add(cases.next(i));
          }
        });
    spec.commandLine().getOut().println(number + " cases written");
    return 0;
  }

  /** Label and law are fired beside a payer's edition, so no case is judged by them alone. */
  private static List<SampleCase> ofPayers(PolicyCatalog<CompiledEdition> catalog) {
    return new LibraryCases(catalog)
        .samples().stream()
            .filter(
                sample ->
                    catalog
                        .edition(sample.owner())
                        .filter(edition -> !edition.policy().isCompanion())
                        .isPresent())
            .toList();
  }

  private static Optional<ObjectNode> asCase(StoredAnswer stored, int number, CaseReader reader) {
    String caseJson = stored.caseJson();
    if (caseJson == null) {
      return Optional.empty();
    }
    try {
      return RecordedAnswer.asCase(
          number, JSON.readTree(caseJson), JSON.readTree(stored.assessmentJson()), reader);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored answer is not JSON", e);
    }
  }

  /** Takes lines. */
  private interface Lines {
    void add(ObjectNode line);
  }

  /** Writes a file whole or not at all. */
  private static void write(Path out, Consumer<Lines> cases) throws IOException {
    Path parent = Files.createDirectories(out.toAbsolutePath().resolveSibling(""));
    Path temporary = Files.createTempFile(parent, "cases", ".ndjson");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
        cases.accept(
            line -> {
              try {
                writer.write(JSON.writeValueAsString(line));
                writer.write('\n');
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
      Files.move(temporary, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
