package ketcov.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import ketcov.policy.PolicyId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The program: reads the command and runs it. */
@QuarkusMain
@CommandLine.Command(
    name = "ketcov",
    mixinStandardHelpOptions = true,
    version = "ketcov 0.1.0",
    subcommands = {
      ServeCommand.class,
      AssessCommand.class,
      CheckCommand.class,
      RegressCommand.class,
      DiffCommand.class,
      CasesCommand.class,
      CoverageCommand.class,
      MutateCommand.class,
      GenerateCommand.class,
      ReferenceCommand.class,
      CalibrateCommand.class,
      TokenCommand.class,
      VerifyPackageCommand.class,
      PackagesCommand.class,
      AuditCommand.class,
      PurgeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    header = {
      "Coverage rules for ketamine and esketamine: a case in, an explained assessment out.",
      ""
    },
    description = "It predicts what a payer will decide, and why; the payer determines.",
    footer = {
      "",
      "Three more commands are run by the launcher:",
      "  verify     the whole gate: every test, check and sample case",
      "  bench      the benchmarks",
      "  selftest   the rule engine against three others",
      "",
      "To begin:",
      "  ./ketcov assess docs/case.example.json    assess the example",
      "  ./ketcov serve                            the service on http://localhost:8080",
      "  ./ketcov check rules-drl/premera          check the rules of a payer",
      "",
      "Exit codes: 0 all is well, 1 findings or failures, 2 wrong usage."
    })
public final class Ketcov implements Runnable {

  /**
   * Until Quarkus starts, which most commands never do, every level is on: Drools would write out
   * each fact for a log that nobody reads. Held here, because the level goes with an unheld logger.
   */
  private static final Logger RULE_ENGINE = Logger.getLogger("org.drools");

  /** It warns of each database that is newer than its tests, and tells all else as exceptions. */
  private static final Logger SCHEMA_TOOL = Logger.getLogger("org.flywaydb");

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  /** Runs the command and ends with its exit code. */
  public static void main(String... args) {
    System.exit(
        run(
            args,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
  }

  /** Runs the command. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    RULE_ENGINE.setLevel(Level.WARNING);
    SCHEMA_TOOL.setLevel(Level.SEVERE);
    CommandLine line = new CommandLine(new Ketcov());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(PolicyId.class, PolicyId::parse);
    line.setParameterExceptionHandler(
        (e, ignored) -> {
          err.println(
              "ketcov: " + firstLine(e.getMessage()) + " (see ./ketcov " + name(e) + "--help)");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          err.println(
              "ketcov: " + firstLine(e.getMessage() == null ? e.toString() : e.getMessage()));
          return 1;
        });
    return line.execute(args);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static String name(CommandLine.ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    return name.equals("ketcov") ? "" : name.substring("ketcov ".length()) + " ";
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "failed" : message.lines().findFirst().orElse("failed");
  }
}
