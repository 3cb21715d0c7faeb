package ketcov.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import ketcov.authoring.AccessTokens;
import ketcov.calibration.CalibrationFolder;
import ketcov.engine.RuleCache;
import ketcov.store.StoreLocation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where the policies are: the option that the commands share. */
final class Library {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "The folder of policies (default: rules-drl beside the launcher).")
  private @Nullable Path rules;

  /** The folder of policies. */
  Path root() {
    Path root =
        rules != null ? rules : Path.of(System.getProperty("ketcov.home", "."), "rules-drl");
    if (!Files.isDirectory(root)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "there is no folder of policies at " + root + "; name it with --rules");
    }
    return root;
  }

  /** What commands compile is kept with the data of this installation. */
  RuleCache cache() {
    return RuleCache.in(compiledRules());
  }

  /** The folder of what was compiled from the library folder. */
  Path compiledRules() {
    return data().resolve("compiled-rules");
  }

  /** The same for policies that are not those of this installation: other revisions and folders. */
  RuleCache cacheOfOthers() {
    return RuleCache.in(data().resolve("compiled-rules-of-others")).after(cache());
  }

  /** What came of the changes of rules in earlier runs. */
  Path fates() {
    return data().resolve("mutation");
  }

  /** The calibrations of this installation. */
  CalibrationFolder calibrations() {
    return new CalibrationFolder(data().resolve("calibrations"));
  }

  /** The store of this installation: its own file, or the database that ketcov.store.url names. */
  StoreLocation store() {
    String url = System.getProperty("ketcov.store.url");
    return url == null
        ? StoreLocation.in(data())
        : new StoreLocation(
            url,
            new StoreLocation.Credentials(
                System.getProperty("ketcov.store.user"),
                System.getProperty("ketcov.store.password")));
  }

  /** The key with which this installation signs tokens. */
  static Path tokenKey() {
    return data().resolve(AccessTokens.KEY_FILE);
  }

  /** The keys whose signatures of packages are trusted. */
  Path keys() {
    return data().resolve("keys.yaml");
  }

  private static Path data() {
    return Path.of(
        System.getProperty(
            "ketcov.data", Path.of(System.getProperty("ketcov.home", "."), "data").toString()));
  }

  /** A folder to look at: the one that the user names, else the whole library. */
  Path below(@Nullable Path named) {
    if (named == null) {
      return root();
    }
    if (!Files.isDirectory(named)) {
      throw new CommandLine.ParameterException(spec.commandLine(), "there is no folder " + named);
    }
    return named;
  }

  /**
   * The library that a folder belongs to: the root, or a folder named {@code rules-drl} above it.
   */
  Path rootOf(Path below) {
    Path at = below.toAbsolutePath().normalize();
    if (rules == null) {
      for (Path up = at; up != null; up = up.getParent()) {
        if (up.endsWith("rules-drl")) {
          return up;
        }
      }
    }
    return root();
  }
}
