package ketcov.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.LikelihoodWeights;
import ketcov.authoring.Person;
import ketcov.calibration.Calibration;
import ketcov.calibration.CalibrationFolder;
import ketcov.calibration.CalibrationReport;
import ketcov.calibration.CalibrationResult;
import ketcov.calibration.CalibrationSettings;
import ketcov.calibration.DeterminationFile;
import ketcov.calibration.ObservationReading;
import ketcov.calibration.Observations;
import ketcov.calibration.ReliabilityDiagram;
import ketcov.calibration.SyntheticDeterminations;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.SampleAssessments;
import ketcov.store.AuditAction;
import ketcov.store.AuditTrail;
import ketcov.store.Store;
import ketcov.store.StoreException;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Fits the weights of the likelihood to determinations. */
@CommandLine.Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    header = {"Fit the weights of the likelihood to what payers decided.", ""},
    description =
        "Reads determinations, one JSON object {payer, decision, assessment} on each line, fits the weights and shows how well held-out determinations are predicted before and after. A fit of too few, or one that is not better than the policy model, is refused. A fit is kept as a version; it is in use only when activated.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov calibrate --from determinations.ndjson --report target/calibration",
      "  ./ketcov calibrate --from-store --activate",
      "  ./ketcov calibrate --activate calibrated-2026-11-23-0a1b2c3d",
      "  ./ketcov calibrate --list",
      "  ./ketcov calibrate --rollback",
      "  ./ketcov calibrate --synthetic 20000 --seed 1 --out target/synthetic.ndjson",
      "",
      "To activate and to roll back is told in the audit trail; the embedded store is locked while `./ketcov serve` runs: stop that first.",
      "Exit codes: 0 done, 1 refused or damaged, 2 wrong usage."
    })
final class CalibrateCommand implements Callable<Integer> {
  /** What {@code --activate} stands for when it names no version. */
  private static final String THE_FIT = "";

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Determinations as NDJSON; fit them.")
  private @Nullable Path from;

  @CommandLine.Option(
      names = "--from-store",
      description = "Fit the determinations in the store of this installation.")
  private boolean fromStore;

  @CommandLine.Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.json and reliability.svg there too.")
  private @Nullable Path report;

  @CommandLine.Option(
      names = "--activate",
      paramLabel = "VERSION",
      arity = "0..1",
      fallbackValue = THE_FIT,
      description = "Put the fit, or the version that is named, to use.")
  private @Nullable String activate;

  @CommandLine.Option(names = "--list", description = "List the versions.")
  private boolean list;

  @CommandLine.Option(
      names = "--rollback",
      description = "Return to the version before, or to the policy model.")
  private boolean rollback;

  @CommandLine.Option(
      names = "--synthetic",
      paramLabel = "N",
      description = "Write N determinations that nobody made, with known weights.")
  private @Nullable Integer synthetic;

  @CommandLine.Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The seed of --synthetic (default: 1).")
  private long seed;

  @CommandLine.Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where --synthetic writes; the weights go to FILE.weights.json.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    boolean alone = activate != null && from == null && !fromStore;
    long asked =
        Stream.of(from != null, fromStore, alone, list, rollback, synthetic != null)
            .filter(b -> b)
            .count();
    if (asked != 1) {
      throw usage(
          "say one of --from, --from-store, --activate VERSION, --list, --rollback and --synthetic");
    }
    CalibrationFolder folder = library.calibrations();
    if (from != null) {
      return fit(from, folder);
    }
    if (fromStore) {
      return fitStored(folder);
    }
    if (synthetic != null) {
      return draw(synthetic);
    }
    if (list) {
      return list(folder);
    }
    if (rollback) {
      return audited(AuditAction.CALIBRATION_ROLLED_BACK, "", folder::rollBack, folder);
    }
    if (THE_FIT.equals(activate)) {
      throw usage("--activate without --from needs a version; --list names them");
    }
    return activated(String.valueOf(activate), folder);
  }

  private int fit(Path file, CalibrationFolder folder) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw usage("there is no file " + file);
    }
    if (activate != null && !activate.equals(THE_FIT)) {
      throw usage("with --from, --activate takes no version: it puts the fit to use");
    }
    DeterminationFile.Contents read = DeterminationFile.read(file);
    if (!read.problems().isEmpty()) {
      Terminal terminal = new Terminal(spec.commandLine().getOut());
      read.problems().forEach(terminal::diagnostic);
      return 1;
    }
    return fit(read.observations(), folder);
  }

  /** A stored assessment is ours, so one that cannot be read is a defect and said as such. */
  private int fitStored(CalibrationFolder folder) throws IOException {
    Observations observations = new Observations();
    List<String> defects = new ArrayList<>();
    try (Store store = Store.open(library.store())) {
      store.forEachDetermination(
          stored -> {
            if (observations.add(stored.decision(), stored.assessment())
                instanceof ObservationReading.Malformed malformed) {
              defects.add(
                  stored.assessmentId() + ": " + malformed.pointer() + " " + malformed.detail());
            }
          });
    } catch (StoreException e) {
      spec.commandLine().getErr().println("ketcov: " + e.getMessage());
      return 1;
    }
    defects.forEach(defect -> spec.commandLine().getErr().println("ketcov: " + defect));
    return defects.isEmpty() ? fit(observations, folder) : 1;
  }

  private int fit(Observations observations, CalibrationFolder folder) throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getOut());
    observations.leftOut().forEach((why, n) -> terminal.line("left out, " + why.says() + ": " + n));
    CalibrationResult result =
        new Calibration(LikelihoodWeights.ofPolicyModel(), CalibrationSettings.load())
            .fit(observations.sorted(), LocalDate.now(ZoneOffset.UTC));
    return switch (result) {
      case CalibrationResult.Refused refused -> {
        if (refused.report() != null) {
          show(refused.report(), terminal);
        }
        spec.commandLine().getErr().println("ketcov: refused: " + refused.why());
        yield 1;
      }
      case CalibrationResult.Fitted fitted -> {
        show(fitted.report(), terminal);
        folder.keep(fitted.weights());
        String version = fitted.weights().weights().version();
        if (activate != null) {
          yield activated(version, folder);
        }
        terminal.line("");
        terminal.line("kept, not in use: ./ketcov calibrate --activate " + version);
        yield 0;
      }
    };
  }

  private void show(CalibrationReport shown, Terminal terminal) throws IOException {
    new CalibrationTable(terminal).print(shown);
    if (report != null) {
      Files.createDirectories(report);
      Files.writeString(report.resolve("report.json"), AssessmentJson.pretty(shown) + "\n");
      Files.writeString(report.resolve("reliability.svg"), ReliabilityDiagram.of(shown));
    }
  }

  /** A change of the calibrations. */
  private interface Change {
    List<Diagnostic> make() throws IOException;
  }

  private int activated(String version, CalibrationFolder folder) throws IOException {
    return audited(
        AuditAction.CALIBRATION_ACTIVATED, version, () -> folder.activate(version), folder);
  }

  /** Makes a change and tells the audit trail of it; without the trail nothing is changed. */
  private int audited(AuditAction action, String version, Change change, CalibrationFolder folder)
      throws IOException {
    Person person = Actor.of(spec.commandLine().getCommandSpec());
    List<Diagnostic> problems = new ArrayList<>();
    try (Store store = Store.open(library.store())) {
      store.inTransaction(
          transaction -> {
            transaction.audit().lock();
            try {
              problems.addAll(change.make());
              if (problems.isEmpty()) {
                transaction
                    .audit()
                    .append(
                        new AuditTrail.Event(
                            person.name(),
                            action,
                            version.isEmpty() ? inUse(folder) : version,
                            Map.of("inUse", inUse(folder)),
                            Instant.now()));
              }
              return true;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return changed(problems, folder);
  }

  private static String inUse(CalibrationFolder folder) throws IOException {
    return switch (folder.active()) {
      case CalibrationFolder.Active.InUse inUse -> inUse.weights().version();
      case CalibrationFolder.Active.Damaged damaged -> "damaged";
    };
  }

  private int changed(List<Diagnostic> problems, CalibrationFolder folder) throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getOut());
    problems.forEach(terminal::diagnostic);
    if (!problems.isEmpty()) {
      return 1;
    }
    return switch (folder.active()) {
      case CalibrationFolder.Active.InUse inUse -> {
        terminal.line(
            "in use: "
                + inUse.weights().version()
                + "; a running service takes it at its next start");
        yield 0;
      }
      case CalibrationFolder.Active.Damaged damaged -> {
        damaged.problems().forEach(terminal::diagnostic);
        yield 1;
      }
    };
  }

  private int list(CalibrationFolder folder) throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getOut());
    int code = 0;
    for (CalibrationFolder.Kept kept : folder.list()) {
      String made =
          kept.sound()
              .map(
                  sound ->
                      String.format(
                          Locale.ROOT,
                          "%,d determinations, %,d approved",
                          sound.weights().observations(),
                          sound.approved()))
              .orElse("damaged");
      terminal.line((kept.active() ? "* " : "  ") + kept.version() + "  " + made);
      kept.problems().forEach(terminal::diagnostic);
    }
    switch (folder.active()) {
      case CalibrationFolder.Active.InUse inUse ->
          terminal.line("in use: " + inUse.weights().version());
      case CalibrationFolder.Active.Damaged damaged -> {
        terminal.line("in use: a calibration that is damaged, so that nothing is assessed");
        damaged.problems().forEach(terminal::diagnostic);
        code = 1;
      }
    }
    return code;
  }

  private int draw(int number) throws IOException {
    if (out == null) {
      throw usage("--synthetic needs --out");
    }
    if (number < 1) {
      throw usage("--synthetic takes a number of determinations, 1 or more");
    }
    SyntheticDeterminations determinations =
        new SyntheticDeterminations(
            SampleAssessments.of(
                library.root(), new CaseReader(ReferenceTables.load()), library.cache()));
    Path parent = out.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
      determinations.write(number, seed, writer);
    }
    Path weights = Path.of(out + ".weights.json");
    Files.writeString(weights, AssessmentJson.pretty(determinations.truth().values()) + "\n");
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println(number + " determinations that nobody made: " + out);
    terminal.println("the weights that they were drawn from: " + weights);
    return 0;
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
