package ketcov.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import ketcov.authoring.ActiveEditions;
import ketcov.checking.CheckReport;
import ketcov.checking.FolderWatch;
import ketcov.checking.LibraryCheck;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.policy.EditionId;
import ketcov.policy.LibraryFolder;
import ketcov.store.Store;
import ketcov.text.Check;
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
        "Reads policy.yaml, the rules and the case files of every edition below PATH, and fires the cases. Each finding is a line of the form file:line:column: severity: text [check]; docs/checks/<check>.md explains it.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov check                                      the whole library",
      "  ./ketcov check rules-drl/premera/spravato/2026-03-01   one edition",
      "  ./ketcov check --watch rules-drl/premera            again at each change, until Ctrl-C",
      "  ./ketcov check --sarif target/check.sarif           for an editor or a pipeline",
      "",
      "How policies are written: docs/writing-policies.md; all checks: docs/checks/README.md",
      "Exit codes: 0 no errors, 1 errors, 2 wrong usage."
    })
final class CheckCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SETTLE = Duration.ofMillis(50);

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "A folder below rules-drl (default: all).")
  private @Nullable Path path;

  @CommandLine.Option(names = "--notes", description = "Print notes too, not only their number.")
  private boolean notes;

  @CommandLine.Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the findings as JSON; - is the standard output.")
  private @Nullable String json;

  @CommandLine.Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Write the findings as SARIF 2.1.0; - is the standard output.")
  private @Nullable String sarif;

  @CommandLine.Option(
      names = "--watch",
      description = "Check again whenever a file changes, until Ctrl-C; only what changed.")
  private boolean watch;

  @CommandLine.Option(
      names = "--activated",
      description =
          "Hold the editions against those that were activated in the store of this installation; stop the service first, or use PostgreSQL.")
  private boolean activated;

  @Override
  public Integer call() {
    if ("-".equals(json) && "-".equals(sarif)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--json - and --sarif - cannot share the standard output");
    }
    Path below = library.below(path);
    Path root = library.rootOf(below);
    if (new LibraryFolder(root).editions(below).isEmpty()) {
      spec.commandLine().getErr().println("ketcov: there is no policy.yaml in or below " + below);
      return 1;
    }
    LibraryCheck check =
        new LibraryCheck(
            root, below, library.cache(), new CaseReader(ReferenceTables.load()), activated());
    long begin = System.nanoTime();
    LibraryCheck.Result result = check.run();
    report(result);
    if (watch) {
      watch(check, below, begin);
    }
    return result.count(Check.Level.ERROR) == 0 ? 0 : 1;
  }

  /** The content hash of each edition that is in use from the store. */
  private Map<EditionId, String> activated() {
    if (!activated) {
      return Map.of();
    }
    try (Store store = Store.open(library.store())) {
      return store.inTransaction(
          transaction -> {
            Map<EditionId, String> hashes = new HashMap<>();
            ActiveEditions.at(transaction.activations().all(), Instant.now())
                .packages()
                .forEach(
                    (edition, hash) ->
                        transaction
                            .packages()
                            .find(hash)
                            .ifPresent(found -> hashes.put(edition, found.contentHash())));
            return hashes;
          });
    }
  }

  /** Ends when the thread is interrupted; Ctrl-C ends the whole program. */
  private void watch(LibraryCheck check, Path below, long begin) {
    PrintWriter out = spec.commandLine().getOut();
    try (FolderWatch folders = FolderWatch.of(below, PAUSE, SETTLE)) {
      String took = since(begin);
      check.warmUp();
      out.println("checked in " + took + "; watching " + below + ", Ctrl-C ends");
      while (!Thread.currentThread().isInterrupted()) {
        Set<Path> files = folders.await(Duration.ofSeconds(1));
        if (!files.isEmpty()) {
          long changed = System.nanoTime();
          out.println();
          report(check.again(editions(check, files)));
          out.println("checked in " + since(changed));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The editions in whose folders files changed. */
  private static Set<Path> editions(LibraryCheck check, Set<Path> files) {
    Set<Path> editions = new TreeSet<>();
    for (Path file : files) {
      check.editionOf(file).ifPresent(editions::add);
    }
    return editions;
  }

  private static String since(long begin) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
  }

  private void report(LibraryCheck.Result result) {
    String version = String.join(" ", spec.root().version()).replace("ketcov ", "");
    if (json != null) {
      write(json, CheckReport.json(result, version));
    }
    if (sarif != null) {
      write(sarif, CheckReport.sarif(result, version));
    }
    if (!"-".equals(json) && !"-".equals(sarif)) {
      print(result);
    }
  }

  private void write(String file, JsonNode report) {
    try {
      String text =
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report);
      if (file.equals("-")) {
        spec.commandLine().getOut().println(text);
      } else {
        Files.writeString(Path.of(file), text + "\n");
      }
    } catch (IOException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "cannot write " + file + ": " + e.getMessage());
    }
  }

  private void print(LibraryCheck.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    Terminal terminal = new Terminal(out);
    result.findings().stream()
        .filter(finding -> notes || finding.level() != Check.Level.NOTE)
        .forEach(terminal::diagnostic);
    List<String> counts = new ArrayList<>();
    for (Check.Level level : Check.Level.values()) {
      long count = result.count(level);
      if (level != Check.Level.NOTE || count > 0) {
        counts.add(count + " " + level.word() + "(s)");
      }
    }
    long hidden = notes ? 0 : result.count(Check.Level.NOTE);
    out.println(
        result.editions()
            + " edition(s), "
            + result.rules()
            + " rule(s): "
            + String.join(", ", counts)
            + (hidden > 0 ? "; --notes shows them" : ""));
  }
}
