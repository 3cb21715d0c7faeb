package ketcov.checking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactTypes;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;

/** A small library in a folder of its own, into which the examples of a page are put. */
final class ExampleEdition {
  static final Path RESOURCES =
      Path.of(System.getProperty("ketcov.home", "."), "src/test/resources");
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)([^\\n]*)\\n(.*?)^```$");

  private final Path root;
  private final Path edition;

  /** The edition of {@code src/test/resources/<name>}, below a folder. */
  ExampleEdition(Path folder, String name) throws IOException {
    root = folder.resolve("rules-drl");
    edition = root.resolve("example-health/spravato/2026-01-01");
    Path from = RESOURCES.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = edition.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  /** A block of code on a page: {@code ```yaml cases/age.yaml}. */
  record Block(String language, List<String> words, String text) {
    static List<Block> in(String page, String heading) {
      int begin = page.indexOf("\n## " + heading + "\n");
      if (begin < 0) {
        return List.of();
      }
      int end = page.indexOf("\n## ", begin + 1);
      Matcher block = BLOCK.matcher(page.substring(begin, end < 0 ? page.length() : end));
      List<Block> blocks = new ArrayList<>();
      while (block.find()) {
        blocks.add(
            new Block(
                block.group(1),
                Stream.of(block.group(2).strip().split(" ")).filter(w -> !w.isEmpty()).toList(),
                block.group(3)));
      }
      return blocks;
    }
  }

  Path root() {
    return root;
  }

  Path edition() {
    return edition;
  }

  /** Puts a block where it belongs. */
  void put(Block block) throws IOException {
    if (block.words().isEmpty()) {
      if (block.language().equals("drl")) {
        write(edition.resolve("age.drl"), whole(block.text()), StandardCharsets.UTF_8);
      } else {
        Path policy = edition.resolve("policy.yaml");
        write(policy, merged(Files.readString(policy), block.text()), StandardCharsets.UTF_8);
      }
      return;
    }
    String name = block.words().getFirst();
    long depth = name.chars().filter(c -> c == '/').count();
    Path file =
        name.equals("payers.yaml") || depth == 3
            ? root.resolve(name)
            : name.matches("[0-9-]+/.*") ? edition.resolveSibling(name) : edition.resolve(name);
    if (block.words().contains("delete")) {
      Files.delete(file);
      return;
    }
    Charset charset =
        block.words().size() > 1 ? Charset.forName(block.words().get(1)) : StandardCharsets.UTF_8;
    write(file, block.text(), charset);
  }

  /** Replaces what must stand once in a file of the library. */
  void replace(String file, String text, String by) throws IOException {
    Path path = edition.resolve(file);
    String before = Files.exists(path) ? Files.readString(path) : "";
    if (before.indexOf(text) < 0 || before.indexOf(text) != before.lastIndexOf(text)) {
      throw new IllegalArgumentException("`" + text + "` does not stand once in " + file);
    }
    write(path, before.replace(text, by), StandardCharsets.UTF_8);
  }

  LibraryCheck check(RuleCache cache) {
    return new LibraryCheck(root, root, cache, READER, Map.of());
  }

  private static void write(Path file, String text, Charset charset) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(charset));
  }

  /** Each key at the top of the snippet stands in place of the same key of the policy. */
  private static String merged(String policy, String snippet) {
    String merged = policy;
    Matcher key = Pattern.compile("(?m)^(\\w+):").matcher(snippet);
    while (key.find()) {
      merged =
          Pattern.compile("(?m)^" + key.group(1) + ":.*\\n(?:(?: |-).*\\n)*")
              .matcher(merged)
              .replaceAll("");
    }
    return merged + snippet;
  }

  /** The rules with a head, which examples leave out unless it matters. */
  private static String whole(String rules) {
    if (rules.startsWith("package ")) {
      return rules;
    }
    String code = rules.replaceAll("\"[^\"\\n]*\"", "");
    Set<String> names = new TreeSet<>();
    FactTypes.all()
        .forEach(
            type -> {
              names.add(type.name());
              type.fields().values().stream()
                  .map(FactField::type)
                  .filter(Class::isEnum)
                  .forEach(constants -> names.add(constants.getSimpleName()));
            });
    StringBuilder head = new StringBuilder("package policies.example_health.spravato\n\n");
    if (code.contains("distinct(")) {
      head.append("import accumulate ketcov.engine.Distinct distinct\n");
    }
    names.stream()
        .filter(name -> Pattern.compile("\\b" + name + "\\b").matcher(code).find())
        .forEach(name -> head.append("import ketcov.casefacts.").append(name).append('\n'));
    if (code.contains("ValueSet(")) {
      head.append("import ketcov.engine.ValueSet\n");
    }
    return head + "\nglobal ketcov.engine.Findings findings\n\n" + rules;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
