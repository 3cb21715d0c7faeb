package ketcov.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks that a person names and prints the medians. */
public final class Benchmarks {
  /** A name that a person may give, and the class that it stands for. */
  private record Named(String name, Class<?> benchmarks) {}

  private static final List<Named> NAMED =
      List.of(new Named("assess", AssessBenchmark.class), new Named("load", LoadBenchmark.class));

  private static final String WHOLE = AssessBenchmark.class.getName() + ".whole";
  private static final String DROOLS = AssessBenchmark.class.getName() + ".drools";

  private Benchmarks() {}

  /** {@code [NAME] [JMH-ARGUMENT...]}. */
  public static void main(String... args) {
    System.exit(run(args, System.out, System.err));
  }

  private static int run(String[] args, PrintStream out, PrintStream err) {
    List<String> rest = new ArrayList<>(Arrays.asList(args));
    ChainedOptionsBuilder options = new OptionsBuilder();
    List<Named> meant = NAMED;
    if (!rest.isEmpty() && !rest.getFirst().startsWith("-")) {
      String name = rest.removeFirst();
      meant = NAMED.stream().filter(named -> named.name().contains(name)).toList();
      if (meant.isEmpty()) {
        err.println(
            "ketcov: there is no benchmark `"
                + name
                + "`; there are: "
                + String.join(", ", NAMED.stream().map(Named::name).toList()));
        return 2;
      }
    }
    meant.forEach(named -> options.include(Pattern.quote(named.benchmarks().getName() + ".")));
    if (meant.stream().anyMatch(named -> named.benchmarks() == LoadBenchmark.class)) {
      LoadBenchmark.fillCache();
    }
    try {
      options.parent(new CommandLineOptions(rest.toArray(String[]::new)));
      report(new Runner(options.shouldFailOnError(true).build()).run(), out);
      return 0;
    } catch (CommandLineOptionException e) {
      err.println("ketcov: " + e.getMessage());
      return 2;
    } catch (RunnerException e) {
      err.println("ketcov: the benchmark failed: " + e.getMessage());
      return 1;
    }
  }

  private static void report(Collection<RunResult> results, PrintStream out) {
    out.printf(Locale.ROOT, "%n%-28s %14s%n", "median", "microseconds");
    for (RunResult result : results) {
      Result<?> primary = result.getPrimaryResult();
      String benchmark = result.getParams().getBenchmark();
      out.printf(
          Locale.ROOT,
          "%-28s %14.1f%n",
          benchmark.substring(Benchmarks.class.getPackageName().length() + 1),
          primary.getStatistics().getPercentile(50));
      result
          .getSecondaryResults()
          .forEach(
              (name, memory) -> {
                if (name.endsWith("KiB")) {
                  out.printf(
                      Locale.ROOT,
                      "  %-26s %14.1f%n",
                      name.replace("KiB", " MiB"),
                      memory.getStatistics().getPercentile(50) / 1024);
                }
              });
    }
    OptionalDouble whole = median(results, WHOLE);
    OptionalDouble drools = median(results, DROOLS);
    if (whole.isPresent() && drools.isPresent()) {
      out.printf(
          Locale.ROOT,
          "Drools takes %.0f%% of the whole.%n",
          100 * drools.getAsDouble() / whole.getAsDouble());
    }
  }

  private static OptionalDouble median(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().equals(benchmark))
        .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
        .findFirst();
  }
}
