package ketcov.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Starts the service. */
@CommandLine.Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    header = {"Start the service.", ""},
    description =
        "It answers when the rules are compiled; GET /q/health/ready says so. Ctrl-C stops it.",
    footer = {"", "Example:", "  ./ketcov serve --port 9090"})
final class ServeCommand implements Callable<Integer> {
  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Option(
      names = "--host",
      defaultValue = "localhost",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private String host;

  @CommandLine.Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() {
    System.setProperty("ketcov.rules", library.root().toAbsolutePath().normalize().toString());
    System.setProperty("quarkus.http.host", host);
    System.setProperty("quarkus.http.port", Integer.toString(port));
    Quarkus.run();
    return 0;
  }
}
