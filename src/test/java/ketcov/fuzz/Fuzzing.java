package ketcov.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Jazzer on targets, each in a process of its own: {@code ./ketcov fuzz [TARGET] [--seconds
 * N]}. What it learns is kept under {@code target/fuzz} and used by the next run.
 */
public final class Fuzzing {
  private static final Pattern DONE = Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");

  private Fuzzing() {}

  /**
   * What came of fuzzing one target.
   *
   * @param executions inputs that were run
   * @param coverage branches that were reached
   * @param harm the inputs that did harm; empty when all is well
   * @param output what Jazzer said
   */
  record Fuzzed(long executions, long coverage, List<Path> harm, String output) {
    /** What Jazzer said of the harm, or at its end. */
    String says() {
      List<String> lines = output.lines().toList();
      int found = 0;
      while (found < lines.size() && !lines.get(found).matches("== Java Exc.*|ALARM.*")) {
        found++;
      }
      int from = found < lines.size() ? found : Math.max(0, lines.size() - 30);
      return String.join("\n", lines.subList(from, Math.min(lines.size(), from + 30)));
    }
  }

  /** {@code [TARGET...] [--seconds N]}. */
  public static void main(String... args) throws IOException, InterruptedException {
    System.exit(run(args, System.out, System.err));
  }

  private static int run(String[] args, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    int seconds = 60;
    List<Target> meant = new ArrayList<>();
    List<String> rest = new ArrayList<>(Arrays.asList(args));
    while (!rest.isEmpty()) {
      String next = rest.removeFirst();
      if (next.equals("--seconds") && !rest.isEmpty() && rest.getFirst().matches("[0-9]{1,6}")) {
        seconds = Math.max(1, Integer.parseInt(rest.removeFirst()));
        continue;
      }
      List<Target> named =
          Stream.of(Target.values()).filter(target -> target.title().equals(next)).toList();
      if (named.isEmpty()) {
        err.println(
            "ketcov: there is no target `"
                + next
                + "`; there are: "
                + String.join(", ", Stream.of(Target.values()).map(Target::title).toList()));
        return 2;
      }
      meant.addAll(named);
    }
    int code = 0;
    for (Target target : meant.isEmpty() ? List.of(Target.values()) : meant) {
      Fuzzed fuzzed =
          fuzz(
              target,
              seconds,
              Integer.MAX_VALUE,
              Library.HOME.resolve("target/fuzz").resolve(target.title()));
      out.printf(
          Locale.ROOT,
          "%-12s %9d inputs, %6d branches, %s%n",
          target.title(),
          fuzzed.executions(),
          fuzzed.coverage(),
          fuzzed.harm().isEmpty() ? "no harm" : "HARM: " + fuzzed.harm());
      if (!fuzzed.harm().isEmpty() || fuzzed.executions() == 0) {
        err.println(fuzzed.says());
        code = 1;
      }
    }
    return code;
  }

  /**
   * Fuzzes one target, and keeps what was learned in a folder.
   *
   * @param seconds longest time
   * @param inputs most inputs
   */
  static Fuzzed fuzz(Target target, int seconds, int inputs, Path folder)
      throws IOException, InterruptedException {
    Path learned = Files.createDirectories(folder.resolve("learned"));
    Path harm = Files.createDirectories(folder.resolve("harm"));
    Path seeds = Files.createDirectories(folder.resolve("seeds"));
    int number = 0;
    for (byte[] seed : target.seeds()) {
      Files.write(seeds.resolve(target.title() + number++), seed);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+EnableDynamicAgentLoading",
            "-XX:+UseSerialGC",
            "-Xmx1200m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Duser.timezone=UTC",
            "-Ddrools.dateformat=yyyy-MM-dd",
            "-Dketcov.home=" + Library.HOME.toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + target.type().getName(),
            "--instrumentation_includes=ketcov.**:org.drools.drl.**",
            "--custom_hook_includes=ketcov.**",
            "--keep_going=10",
            "--reproducer_path=" + harm,
            "-artifact_prefix=" + harm + "/",
            "-max_total_time=" + seconds,
            "-runs=" + inputs,
            "-timeout=" + target.secondsForOne(),
            // What libFuzzer takes for the memory of this process is that of its parent too; -Xmx
            // holds.
            "-rss_limit_mb=0",
            "-max_len=65536",
            "-seed=1",
            "-print_final_stats=1"));
    Path words = Library.HOME.resolve("src/test/resources/fuzz").resolve(target.title() + ".dict");
    if (Files.exists(words)) {
      command.add("-dict=" + words);
    }
    command.add(learned.toString());
    command.add(seeds.toString());
    if (Files.isDirectory(target.kept())) {
      command.add(target.kept().toString());
    }
    Path log = folder.resolve("jazzer.log");
    Process jazzer =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      jazzer.waitFor(seconds + 240L, TimeUnit.SECONDS);
    } finally {
      jazzer.destroyForcibly();
    }
    String output = Files.readString(log, UTF_8);
    try (Stream<Path> files = Files.list(harm)) {
      return new Fuzzed(
          last(DONE, output), last(COVERAGE, output), files.sorted().toList(), output);
    }
  }

  private static long last(Pattern number, String output) {
    long found = 0;
    Matcher matcher = number.matcher(output);
    while (matcher.find()) {
      found = Long.parseLong(matcher.group(1));
    }
    return found;
  }
}
