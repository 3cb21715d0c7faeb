package ketcov.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.authoring.Auditing;
import ketcov.authoring.Replay;
import ketcov.authoring.Step;
import ketcov.engine.PolicyLibrary;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.store.AuditCheck;
import ketcov.store.AuditHead;
import ketcov.store.Store;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Checks and exports the audit trail, and replays assessments. */
@CommandLine.Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    header = {"Check and export the audit trail, and replay assessments.", ""},
    description =
        "Every change of packages, approvals, activations and determinations is an entry that holds the hash of the one before it.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov audit verify",
      "  ./ketcov audit verify --noted 1204:5f0c...",
      "  ./ketcov audit export --out trail.ndjson",
      "  ./ketcov audit replay 6f1c1c0e-6a4b-4b7e-9a55-1f2f3a4b5c6d",
      "",
      "The embedded store is locked while `./ketcov serve` runs: stop that first. With PostgreSQL both work at once.",
      "Exit codes: 0 all is well, 1 tampered with, different or not there, 2 wrong usage."
    })
final class AuditCommand implements Runnable {
  private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say one of verify, export and replay");
  }

  @CommandLine.Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Finds any entry that was changed, taken out, put in or moved, and names the first. Note the head that it prints in another place: with it, --noted finds an end that was cut off with care, or a trail that was written anew.")
  int verify(
      @CommandLine.Option(
              names = "--noted",
              paramLabel = "HEAD",
              description = "A head that was noted earlier: ENTRIES:HASH.")
          @Nullable String noted) {
    Optional<AuditHead> head = Optional.ofNullable(noted).map(this::head);
    try (Store store = Store.open(library.store())) {
      return switch (new Auditing(store).check(Actor.of(spec), head)) {
        case Step.Done<AuditCheck>(AuditCheck.Sound sound) -> {
          out().println("sound: " + sound.head().entries() + " entries");
          out().println("head:  " + sound.head());
          yield 0;
        }
        case Step.Done<AuditCheck>(AuditCheck.Broken broken) -> {
          out().println("tampered with: entry " + broken.number() + ": " + broken.why());
          yield 1;
        }
        case Step.AlreadyDone<AuditCheck> never -> throw new IllegalStateException();
        case Step.Refused<AuditCheck> refused -> refused(refused);
      };
    }
  }

  private AuditHead head(String text) {
    Matcher matcher = HEAD.matcher(text);
    if (!matcher.matches()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--noted takes what `audit verify` printed as head, ENTRIES:HASH");
    }
    return new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  @CommandLine.Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Writes every entry as a line of JSON. The hash of an entry is SHA-256 over these texts, each behind its length in bytes and a line feed: `ketcov audit entry 1`, number, at, actor, action, subject, detail, previousHash.")
  int export(
      @CommandLine.Option(
              names = "--out",
              paramLabel = "FILE",
              description = "Where to write (default: standard output).")
          @Nullable Path file)
      throws IOException {
    try (Store store = Store.open(library.store())) {
      if (file == null) {
        return exported(store, out());
      }
      try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
          PrintWriter printer = new PrintWriter(writer)) {
        int code = exported(store, printer);
        if (printer.checkError()) {
          spec.commandLine().getErr().println("ketcov: " + file + " cannot be written");
          return 1;
        }
        return code;
      }
    }
  }

  private int exported(Store store, PrintWriter writer) {
    return switch (new Auditing(store).export(Actor.of(spec), line -> writer.print(line + "\n"))) {
      case Step.Refused<Long> refused -> refused(refused);
      case Step.Done<Long> done -> {
        writer.flush();
        yield 0;
      }
      case Step.AlreadyDone<Long> never -> throw new IllegalStateException();
    };
  }

  @CommandLine.Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description =
          "Assesses a stored case again, under the editions and the calibration that its assessment names, and says whether the answer is the same byte for byte.")
  int replay(@CommandLine.Parameters(paramLabel = "ID", description = "The assessment.") UUID id)
      throws IOException {
    try (Store store = Store.open(library.store())) {
      Replay replay =
          new Replay(
              store,
              new Replay.Source(
                  library.root(),
                  PolicyLibrary.load(library.root(), library.cache()),
                  library.calibrations()),
              new CaseReader(ReferenceTables.load()));
      return switch (replay.replay(id)) {
        case Replay.Verdict.Same same -> {
          out().println("the same, byte for byte");
          yield 0;
        }
        case Replay.Verdict.Different different -> {
          out().println("different:");
          different.where().forEach(pointer -> out().println("  " + pointer));
          yield 1;
        }
        case Replay.Verdict.CannotReplay cannot -> {
          out().println("cannot be replayed: " + cannot.why());
          yield 1;
        }
        case Replay.Verdict.UnknownAssessment unknown -> {
          out().println("there is no assessment " + id + " in the store");
          yield 1;
        }
      };
    }
  }

  private int refused(Step.Refused<?> refused) {
    spec.commandLine().getErr().println("ketcov: " + refused.why().says());
    return 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
