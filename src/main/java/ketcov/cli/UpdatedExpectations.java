package ketcov.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ketcov.regression.CaseResult;
import ketcov.regression.ExpectationUpdate;
import ketcov.regression.UnifiedDiff;

/**
 * Puts what came in place of what was expected.
 *
 * @param yes write without asking
 */
record UpdatedExpectations(PrintWriter out, boolean yes) {

  /** Shows the changes of each file, and writes them if the user wants them. */
  int of(Path root, List<CaseResult> failures) throws IOException {
    Map<String, List<CaseResult>> byFile =
        failures.stream()
            .collect(
                Collectors.groupingBy(
                    failure -> failure.sample().file(), TreeMap::new, Collectors.toList()));
    Map<Path, String> changed = new LinkedHashMap<>();
    for (Map.Entry<String, List<CaseResult>> one : byFile.entrySet()) {
      Path file = root.toAbsolutePath().normalize().resolveSibling(one.getKey());
      String before = Files.readString(file);
      ExpectationUpdate after = ExpectationUpdate.of(before, one.getValue());
      if (!after.text().equals(before)) {
        out.print(UnifiedDiff.of(one.getKey(), before, after.text()));
        changed.put(file, after.text());
      }
      after.byHand().forEach(difference -> out.println("by hand: " + difference));
    }
    if (changed.isEmpty()) {
      out.println("No expectation can be updated.");
      return 1;
    }
    if (!yes && !(Progress.isWanted() && agreed(changed.size()))) {
      out.println("Nothing was written; add --yes to write these changes.");
      return 1;
    }
    for (Map.Entry<Path, String> one : changed.entrySet()) {
      Files.writeString(one.getKey(), one.getValue());
    }
    out.println(changed.size() + " file(s) written. Say in the commit why each change is right.");
    return 0;
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where nobody sits.
  private static boolean agreed(int files) {
    Console console = System.console();
    String answer =
        console == null
            ? null
            : console.readLine("Write these changes to %d file(s)? [y/N] ", files);
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
