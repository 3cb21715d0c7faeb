package ketcov.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import ketcov.engine.PolicyLibrary;
import ketcov.reference.Reference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Writes the reference for authors. */
@CommandLine.Command(
    name = "reference",
    mixinStandardHelpOptions = true,
    header = {
      "Write the reference for authors anew, from the rules and the records of the case.",
      ""
    },
    description =
        "The vocabulary of rules, the ids in use with how each payer words and bounds them, and the thresholds of all payers side by side, as Markdown. A test holds the pages to the rules, so run this after changing either.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov reference                    docs/reference anew",
      "  ./ketcov reference --out target/ref   elsewhere, where links break",
      "",
      "Exit codes: 0 written, 1 policies with errors, 2 wrong usage."
    })
final class ReferenceCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: docs/reference beside the launcher).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    Path folder =
        out != null ? out : Path.of(System.getProperty("ketcov.home", "."), Reference.FOLDER);
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(library.root(), library.cache());
    if (loaded.hasErrors()) {
      spec.commandLine()
          .getErr()
          .println("ketcov: there are errors in the policies; ./ketcov check lists them");
      return 1;
    }
    PrintWriter lines = spec.commandLine().getOut();
    Files.createDirectories(folder);
    for (Map.Entry<String, String> page : Reference.pages(loaded.catalog().editions()).entrySet()) {
      Path file = folder.resolve(page.getKey());
      boolean same = Files.exists(file) && Files.readString(file).equals(page.getValue());
      if (!same) {
        Files.writeString(file, page.getValue());
      }
      lines.println((same ? "unchanged  " : "written    ") + file);
    }
    return 0;
  }
}
