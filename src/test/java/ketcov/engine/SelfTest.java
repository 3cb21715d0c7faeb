package ketcov.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.PolicyCatalog;
import ketcov.regression.CaseFiles;
import ketcov.regression.SampleCase;
import ketcov.text.Diagnostic;

/**
 * Holds the engine that answers against three others, rule by rule and evidence by evidence: the
 * classic model of Drools in a process of its own, all editions in one rule base, and the condition
 * model. {@code ./ketcov selftest} runs it over the library.
 */
final class SelfTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_SHOWN = 30;

  private final Path root;
  private final List<CompiledEdition> editions;
  private final List<SampleCase> samples;
  private final CaseReader reader = new CaseReader(ReferenceTables.load());
  private final TreeSet<String> disagreements = new TreeSet<>();
  private long cases;
  private long sessions;
  private long rulesFired;

  /** One case, with what each edition that judges it finds. */
  private record Judged(String name, Map<CompiledEdition, Map<String, String>> found) {}

  /**
   * A test.
   *
   * @param root the folder that the editions come from
   * @param editions those that judge: companions every case, others their own
   */
  SelfTest(Path root, List<CompiledEdition> editions, List<SampleCase> samples) {
    this.root = root;
    this.editions = editions;
    this.samples = samples;
  }

  /** What came of a test. */
  record Result(long cases, long sessions, long rulesFired, List<String> disagreements) {}

  /**
   * {@code [PAYER-FOLDER] [--variants N] [--seed N]}; ends with 1 when two of the engines do not
   * agree.
   */
  public static void main(String... args) throws IOException, InterruptedException {
    System.exit(run(Arrays.asList(args)));
  }

  private static int run(List<String> args) throws IOException, InterruptedException {
    int variants = 5;
    long seed = 1;
    String below = "";
    try {
      for (int i = 0; i < args.size(); i++) {
        switch (args.get(i)) {
          case "--variants" -> variants = Integer.parseInt(args.get(++i));
          case "--seed" -> seed = Long.parseLong(args.get(++i));
          default ->
              below = args.get(i).replaceFirst("^(.*/)?rules-drl/?", "").replaceAll("/$", "");
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      System.err.println("ketcov: --variants and --seed are followed by a number");
      return 2;
    }
    Path home = Path.of(System.getProperty("ketcov.home", "."));
    Path root = home.resolve("rules-drl");
    long begin = System.nanoTime();
    PolicyLibrary.Loaded loaded =
        PolicyLibrary.load(root, RuleCache.in(home.resolve("data/compiled-rules")));
    List<Diagnostic> problems = new ArrayList<>(loaded.problems());
    PolicyCatalog<CompiledEdition> catalog = loaded.catalog();
    String part = below;
    List<SampleCase> samples = new ArrayList<>();
    catalog.editions().stream()
        .filter(edition -> edition.policy().editionId().folder().startsWith(part))
        .forEach(edition -> samples.addAll(CaseFiles.read(edition.source(), problems)));
    if (problems.stream().anyMatch(Diagnostic::isError) || samples.isEmpty()) {
      System.err.println("ketcov: there are no cases below " + part + ", or errors: see check");
      return 1;
    }
    Result result = new SelfTest(root, catalog.editions(), samples).run(variants, seed);
    result.disagreements().stream().limit(MOST_SHOWN).forEach(System.out::println);
    System.out.printf(
        "%,d cases (%,d of them variants, seed %d), %,d sessions of %d editions, %,d rules fired: %,d disagreement(s) in %.0f s%n",
        result.cases(),
        result.cases() - samples.size(),
        seed,
        result.sessions(),
        catalog.editions().size(),
        result.rulesFired(),
        result.disagreements().size(),
        (System.nanoTime() - begin) / 1e9);
    return result.disagreements().isEmpty() ? 0 : 1;
  }

  /**
   * Compares.
   *
   * @param variants of each sample case, changed in one place at random
   */
  Result run(int variants, long seed) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    List<CompiledEdition> withRules =
        editions.stream().filter(edition -> !edition.rules().isEmpty()).toList();
    AllTogether together = new AllTogether(withRules);
    Path questions = Files.createTempFile("selftest", ".ndjson");
    Path answers = Files.createTempFile("selftest", ".answers");
    try {
      List<Judged> judged = new ArrayList<>();
      try (BufferedWriter to = Files.newBufferedWriter(questions)) {
        for (SampleCase sample : samples) {
          List<CompiledEdition> judging =
              withRules.stream()
                  .filter(
                      edition ->
                          edition.policy().isCompanion()
                              || edition.policy().editionId().equals(sample.edition()))
                  .toList();
          for (Map.Entry<String, JsonNode> body : bodies(sample, variants, random).entrySet()) {
            if (reader.read(body.getValue()) instanceof CaseReading.Accepted read) {
              cases++;
              String name = sample.edition() + ", " + sample.name() + body.getKey();
              judged.add(judge(name, judging, read.facts(), together));
              to.write(question(judging, body.getValue()));
            }
          }
        }
      }
      oracle(questions, answers);
      compare(judged, answers);
    } finally {
      Files.deleteIfExists(questions);
      Files.deleteIfExists(answers);
    }
    return new Result(cases, sessions, rulesFired, List.copyOf(disagreements));
  }

  private static Map<String, JsonNode> bodies(
      SampleCase sample, int variants, SplittableRandom random) {
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    bodies.put("", sample.body());
    CaseVariants of = new CaseVariants(sample.body());
    List<CaseVariants.Variant> all = new ArrayList<>(of.unsaid());
    all.addAll(of.withoutEntry());
    all.addAll(of.moved());
    for (int i = 0; i < variants && !all.isEmpty(); i++) {
      CaseVariants.Variant variant = all.remove(random.nextInt(all.size()));
      bodies.put(", " + variant.what(), variant.body());
    }
    return bodies;
  }

  private Judged judge(
      String name, List<CompiledEdition> judging, CaseFacts facts, AllTogether together) {
    Map<CompiledEdition, Map<String, String>> all = together.found(facts);
    Map<CompiledEdition, Map<String, String>> found = new LinkedHashMap<>();
    Reasoner reasoner = new Reasoner(facts);
    for (CompiledEdition edition : judging) {
      sessions++;
      Map<String, String> own = found(RuleSession.fire(edition, facts));
      rulesFired += own.size();
      found.put(edition, own);
      same(name, edition, own, all.getOrDefault(edition, Map.of()), "all editions together");
      for (RuleModel rule : edition.rules()) {
        boolean holds = reasoner.judge(rule.when()).truth() == Truth.TRUE;
        if (holds != own.containsKey(rule.name())) {
          disagree(name, edition, rule.name(), "the condition model says " + holds);
        }
      }
    }
    return new Judged(name, found);
  }

  private void compare(List<Judged> judged, Path answers) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(answers)) {
      for (Judged one : judged) {
        String line = lines.readLine();
        if (line == null) {
          throw new IOException("the classic model answered too few cases");
        }
        JsonNode answer = JSON.readTree(line);
        int at = 0;
        for (Map.Entry<CompiledEdition, Map<String, String>> own : one.found().entrySet()) {
          Map<String, String> classic = new TreeMap<>();
          answer
              .path(at++)
              .properties()
              .forEach(rule -> classic.put(rule.getKey(), rule.getValue().asText()));
          same(one.name(), own.getKey(), own.getValue(), classic, "the classic model");
        }
      }
    }
  }

  private void same(
      String name,
      CompiledEdition edition,
      Map<String, String> own,
      Map<String, String> other,
      String who) {
    if (!own.equals(other)) {
      TreeSet<String> rules = new TreeSet<>(own.keySet());
      rules.addAll(other.keySet());
      for (String rule : rules) {
        String here = own.getOrDefault(rule, "does not match");
        String there = other.getOrDefault(rule, "does not match");
        if (!here.equals(there)) {
          disagree(name, edition, rule, who + ": " + there + "; the engine: " + here);
        }
      }
    }
  }

  private void disagree(String name, CompiledEdition edition, String rule, String how) {
    disagreements.add(
        edition.policy().editionId() + ", rule \"" + rule + "\": " + how + " (" + name + ")");
  }

  /** Each rule that fired with its evidence, or what failed. */
  static Map<String, String> found(RuleOutcome outcome) {
    Map<String, String> found = new TreeMap<>();
    switch (outcome) {
      case RuleOutcome.Fired fired ->
          fired
              .findings()
              .forEach(
                  finding ->
                      found.put(
                          finding.rule(), String.join(" ", new TreeSet<>(finding.evidence()))));
      case RuleOutcome.Failed failed -> found.put(failed.rule(), "fails: " + failed.reason());
    }
    return found;
  }

  private static String question(List<CompiledEdition> judging, JsonNode body) throws IOException {
    ObjectNode question = JSON.createObjectNode();
    judging.forEach(
        edition -> question.withArray("editions").add(edition.policy().editionId().folder()));
    question.set("case", body);
    return JSON.writeValueAsString(question) + "\n";
  }

  private void oracle(Path questions, Path answers) throws IOException, InterruptedException {
    Path jars =
        Path.of(System.getProperty("ketcov.home", "."), "target", "classic-drools")
            .toAbsolutePath();
    if (!Files.isDirectory(jars)) {
      throw new IOException("the classic model is not in " + jars + ": run mvn test-compile");
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-Ddrools.dateformat=yyyy-MM-dd",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                jars + "/*" + File.pathSeparator + System.getProperty("java.class.path"),
                ClassicOracle.class.getName(),
                root.toString(),
                questions.toString(),
                answers.toString())
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("the classic model failed");
    }
  }
}
