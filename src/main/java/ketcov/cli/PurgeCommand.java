package ketcov.cli;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import ketcov.authoring.Retention;
import ketcov.store.Store;
import picocli.CommandLine;

/** Forgets one assessment. */
@CommandLine.Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    header = {"Forget an assessment, with its case and its determination.", ""},
    description =
        "What is purged cannot be given again. The audit trail tells that it was purged, by whom and when, and stays whole: it holds ids only.",
    footer = {
      "",
      "Example:",
      "  ./ketcov purge 6f1c1c0e-6a4b-4b7e-9a55-1f2f3a4b5c6d",
      "",
      "The embedded store is locked while `./ketcov serve` runs: stop that first. With PostgreSQL both work at once.",
      "Exit codes: 0 purged, 1 not there, 2 wrong usage."
    })
final class PurgeCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Parameters(paramLabel = "ID", description = "The assessment.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private UUID id;

  @Override
  public Integer call() {
    try (Store store = Store.open(library.store())) {
      return switch (new Retention(store, InstantSource.system()).purge(Actor.of(spec), id)) {
        case Retention.Purge.Purged purged -> {
          spec.commandLine().getOut().println("purged: " + id);
          yield 0;
        }
        case Retention.Purge.UnknownAssessment unknown -> {
          spec.commandLine().getErr().println("ketcov: there is no assessment " + id);
          yield 1;
        }
        case Retention.Purge.NotAllowed denied -> {
          spec.commandLine().getErr().println("ketcov: " + denied.why().says());
          yield 1;
        }
      };
    }
  }
}
