package ketcov.cli;

import picocli.CommandLine;

/** What can be written for an analyst to accept. */
@CommandLine.Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    subcommands = GenerateCasesCommand.class,
    synopsisSubcommandLabel = "cases",
    header = {"Write what an analyst then accepts: cases.", ""})
final class GenerateCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
