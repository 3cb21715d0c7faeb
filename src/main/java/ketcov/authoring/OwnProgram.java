package ketcov.authoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this program anew, in a process with limits. */
public final class OwnProgram {
  private static final String PACKAGED = "quarkus-run.jar";

  private OwnProgram() {}

  /**
   * The command line that runs a command of this program, at most with this much memory. A process
   * that needs more ends at once.
   *
   * @param mainClass what to run where the program is not packaged
   * @param megabytes the largest heap
   */
  public static List<String> command(String mainClass, int megabytes, String... arguments) {
    String classPath = System.getProperty("java.class.path", "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + megabytes + "m",
            "-XX:MaxMetaspaceSize=" + megabytes + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Duser.timezone=UTC",
            "-Ddrools.dateformat=yyyy-MM-dd",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED"));
    if (classPath.endsWith(PACKAGED)) {
      command.addAll(List.of("-jar", classPath));
    } else {
      command.addAll(List.of("-cp", classPath, mainClass));
    }
    command.addAll(List.of(arguments));
    return command;
  }
}
