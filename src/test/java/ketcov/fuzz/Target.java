package ketcov.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import ketcov.engine.BuiltRuleTarget;
import ketcov.engine.RuleTarget;
import ketcov.text.StrictYaml;

/** What is fuzzed. */
public enum Target {
  /** The package reader, and the readers of what is in packages. */
  PACKAGES(PackageTarget.class, 20),

  /** The case reader. */
  CASES(CaseTarget.class, 10),

  /** YAML, {@code policy.yaml} and sample cases. */
  YAML(YamlTarget.class, 20),

  /** Cases as CSV and NDJSON. */
  TABLES(TableTarget.class, 10),

  /** The gate that reads the text of rules. */
  RULES(RuleTarget.class, 20),

  /** What that gate accepts, against Drools and the gate that reads compiled rules. */
  BUILT_RULES(BuiltRuleTarget.class, 60);

  private static final String HEAD =
      """
      package policies.example.esketamine
      import ketcov.casefacts.Patient
      import ketcov.casefacts.DrugTrial
      global ketcov.engine.Findings findings
      """;

  private final Class<?> type;
  private final int secondsForOne;

  Target(Class<?> type, int secondsForOne) {
    this.type = type;
    this.secondsForOne = secondsForOne;
  }

  /** As the command names it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Class<?> type() {
    return type;
  }

  /** Runs one input. */
  void run(byte[] data) {
    switch (this) {
      case PACKAGES -> PackageTarget.fuzzerTestOneInput(data);
      case CASES -> CaseTarget.fuzzerTestOneInput(data);
      case YAML -> YamlTarget.fuzzerTestOneInput(data);
      case TABLES -> TableTarget.fuzzerTestOneInput(data);
      case RULES -> RuleTarget.fuzzerTestOneInput(data);
      case BUILT_RULES -> BuiltRuleTarget.fuzzerTestOneInput(data);
    }
  }

  /** Runs the first inputs, so that what they need is loaded. */
  public void warmUp() {
    seeds().stream().limit(3).forEach(this::run);
  }

  /** Longest time for one input, on a machine that does other things too. */
  int secondsForOne() {
    return secondsForOne;
  }

  /** The inputs that a run begins from. */
  List<byte[]> seeds() {
    return switch (this) {
      case PACKAGES -> packages();
      case CASES -> cases();
      case YAML -> yaml();
      case TABLES -> tables();
      case RULES -> rules();
      case BUILT_RULES -> choices();
    };
  }

  /** The inputs that once did harm; they are committed. */
  Path kept() {
    return Library.HOME.resolve("src/test/resources/fuzz").resolve(title());
  }

  private static List<byte[]> packages() {
    List<byte[]> seeds = new ArrayList<>();
    for (Path policy : every(Library.files("rules-drl", "policy.yaml"), 6)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ObjectNode files = JsonNodeFactory.instance.objectNode();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        Path folder = policy.toAbsolutePath().resolveSibling(".").normalize();
        for (Path file : Library.files(folder.toString(), "")) {
          String name = folder.relativize(file).toString();
          if (name.endsWith(".yaml") || name.endsWith(".drl")) {
            files.put(name, new String(Library.bytes(file), UTF_8));
            ZipEntry entry = new ZipEntry(name);
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(Library.bytes(file));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      seeds.add(bytes.toByteArray());
      seeds.add(
          JsonNodeFactory.instance.objectNode().set("files", files).toString().getBytes(UTF_8));
    }
    return seeds;
  }

  private static List<byte[]> cases() {
    List<byte[]> seeds = new ArrayList<>();
    Library.files("src/test/resources/http", "request.json")
        .forEach(file -> seeds.add(Library.bytes(file)));
    for (Path file : every(Library.files("rules-drl", ".yaml"), 30)) {
      JsonNode root = StrictYaml.read("case", new String(Library.bytes(file), UTF_8)).root();
      if (root != null && root.has("base")) {
        seeds.add(root.path("base").toString().getBytes(UTF_8));
      }
    }
    return seeds;
  }

  private static List<byte[]> yaml() {
    List<byte[]> seeds = new ArrayList<>();
    every(Library.files("rules-drl", ".yaml"), 25).forEach(file -> seeds.add(Library.bytes(file)));
    Library.files("src/test/resources/policies", ".yaml")
        .forEach(file -> seeds.add(Library.bytes(file)));
    return seeds;
  }

  private static List<byte[]> tables() {
    List<byte[]> seeds = new ArrayList<>();
    Library.files("docs", ".csv").forEach(file -> seeds.add(Library.bytes(file)));
    cases()
        .forEach(
            one -> seeds.add(new String(one, UTF_8).replaceAll("\\s*\n\\s*", " ").getBytes(UTF_8)));
    return seeds;
  }

  /** The rules of the library and of the tests, as if they were of the edition that is read. */
  private static List<byte[]> rules() {
    List<byte[]> seeds = new ArrayList<>();
    List<Path> files = new ArrayList<>(every(Library.files("rules-drl", ".drl"), 30));
    files.addAll(Library.files("src/test/resources/rules", ".drl"));
    for (Path file : files) {
      seeds.add(
          new String(Library.bytes(file), UTF_8)
              .replaceFirst("(?m)^package .*$", "package policies.example.esketamine")
              .replaceAll(
                  "@(criterion|exclusion|notice)\\(\"[^\"]*\"\\)", "@criterion(\"age-min\")")
              .getBytes(UTF_8));
    }
    for (String hostile :
        new String(
                Library.bytes(Library.HOME.resolve("src/test/resources/hostile/rules.txt")), UTF_8)
            .split("(?m)^=== ", -1)) {
      String[] parts = hostile.split("(?m)^---\n", 2);
      if (parts.length == 2 && !parts[1].contains("@TIMES")) {
        seeds.add(parts[1].replace("@HEAD\n", HEAD).getBytes(UTF_8));
      }
    }
    return seeds;
  }

  private static List<byte[]> choices() {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] seed = new byte[60];
      new java.util.Random(i).nextBytes(seed);
      seeds.add(seed);
    }
    return seeds;
  }

  /** So many of them, spread evenly. */
  private static List<Path> every(List<Path> files, int wanted) {
    List<Path> chosen = new ArrayList<>();
    for (int i = 0; i < wanted && i < files.size(); i++) {
      chosen.add(files.get((int) ((long) i * files.size() / wanted)));
    }
    return chosen;
  }
}
