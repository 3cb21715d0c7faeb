package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import ketcov.condition.RuleModel;
import ketcov.policy.EditionSource;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate before loading, held against rules that never passed the gate before building. */
class RuleCodeGateTest {
  /** Rules that read like sound ones up to one constraint or statement. */
  private static final Map<String, String> HOSTILE_RULES = hostileRules();

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static EditionSource source;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static RuleModule sound;

  private static List<RuleModel> rules = List.of();

  @BeforeAll
  static void compile(@TempDir Path temporary) throws RuleModule.Refused {
    source = TestEdition.source(temporary, "");
    sound = module(source);
    rules = TestEdition.compiled(source).rules();
  }

  private static RuleModule module(EditionSource source) throws RuleModule.Refused {
    List<Diagnostic> problems = new ArrayList<>();
    byte[] archive =
        EditionCompiler.build(source, problems)
            .orElseThrow(() -> new AssertionError(problems.toString()));
    return RuleModule.read(EditionCompiler.packageOf(source), archive);
  }

  @Test
  void every_condition_that_may_be_written_passes(@TempDir Path temporary)
      throws RuleModule.Refused {
    EditionSource widest = TestEdition.source(temporary, WidestEdition.rules());

    assertThat(RuleCodeGate.check(widest, List.of(), module(widest))).isEmpty();
  }

  @Test
  void everything_on_the_list_is_needed_by_some_rule(@TempDir Path temporary)
      throws RuleModule.Refused {
    RuleModule widest = module(TestEdition.source(temporary, WidestEdition.rules()));
    String constants =
        widest.classes().values().stream()
            .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
            .reduce("", String::concat);

    for (String section : RuleCode.allowed().sectionNames()) {
      for (String line :
          java.util.Objects.requireNonNull(RuleCode.allowed().section(section)).lines()) {
        String[] member = line.split("[.( ]", -1);
        if (member[0].contains("/") && member.length > 1) {
          assertThat(constants).as(line).contains(member[0]).contains(member[1]);
        }
      }
    }
  }

  @Test
  void hostile_rules_are_refused_at_their_place_and_none_of_their_classes_is_loaded(
      @TempDir Path temporary) {
    StringBuilder text =
        new StringBuilder("import java.util.*\nimport java.io.*\nimport ketcov.engine.Canary\n\n");
    HOSTILE_RULES.values().forEach(text::append);
    EditionSource hostile = TestEdition.source(temporary, text.toString());
    List<Diagnostic> problems = new ArrayList<>();
    byte[] archive =
        EditionCompiler.build(hostile, problems)
            .orElseThrow(() -> new AssertionError(problems.toString()));
    List<RuleModel> models =
        HOSTILE_RULES.keySet().stream()
            .map(name -> TestEdition.model(name, line(hostile, name)))
            .toList();

    assertThat(EditionCompiler.load(hostile, models, archive, problems)).isEmpty();

    assertThat(Canary.calls()).isZero();
    for (RuleModel model : models) {
      assertThat(problems)
          .as(model.name())
          .anySatisfy(
              problem -> {
                assertThat(problem.file()).isEqualTo(TestEdition.FILE);
                assertThat(problem.line()).isEqualTo(model.place().line());
              });
    }
  }

  private static int line(EditionSource source, String rule) {
    String text =
        source.rules().stream()
            .filter(file -> file.file().equals(TestEdition.FILE))
            .findFirst()
            .orElseThrow()
            .text();
    return (int) text.substring(0, text.indexOf("rule \"" + rule + "\"")).lines().count() + 1;
  }

  static Map<String, String> hostileRules() {
    Map<String, String> rules = new TreeMap<>();
    String sound = "$patient : Patient( ageYears >= 18 )";
    String verb = "findings.met(kcontext, $patient);";
    Map<String, String> conditions =
        Map.ofEntries(
            Map.entry("reads a property", "System.getProperty(\"user.home\") != null"),
            Map.entry("reads a file", "new File(\"secret\").exists()"),
            Map.entry("calls any method", "Canary.sing()"),
            Map.entry("loads a class", "Class.forName(\"ketcov.engine.Canary\") != null"),
            Map.entry("allocates", "new byte[2000000000].length > 1"),
            Map.entry("reflects", "this.getClass().getClassLoader() != null"),
            Map.entry("runs a pattern", "String.valueOf(ageYears) matches \"(1+)+\""),
            Map.entry("repeats a text", "\"a\".repeat(ageYears * 1000000).length() > 1"),
            Map.entry("asks the clock", "System.nanoTime() > 1L"),
            Map.entry("asks for chance", "Math.random() > 0.5"),
            Map.entry("formats", "new Formatter(\"out.txt\") != null"),
            Map.entry("compares identity", "hashCode() > 1"));
    conditions.forEach(
        (name, condition) ->
            rules.put(
                "Condition " + name,
                TestEdition.rule(
                    "Condition " + name,
                    "$patient : Patient( ageYears >= 18, " + condition + " )",
                    "$patient")));
    Map<String, String> statements =
        Map.ofEntries(
            Map.entry("loops", "while (true) { " + verb + " }"),
            Map.entry("counts", "for (int i = 0; i < 10; i++) { " + verb + " }"),
            Map.entry("runs a process", "Runtime.getRuntime().exec(\"id\");"),
            Map.entry("ends the service", "System.exit(1);"),
            Map.entry("starts a thread", "new Thread(Canary::sing).start();"),
            Map.entry("hands on a lambda", "Optional.of(1).ifPresent(x -> Canary.sing());"),
            Map.entry("hands on a reference", "List.of(1).forEach(System.out::println);"),
            Map.entry(
                "streams", "java.util.stream.Stream.iterate(1, x -> x + 1).forEach(x -> {});"),
            Map.entry("catches", "try { " + verb + " } catch (Throwable t) { }"),
            Map.entry("throws", "throw new RuntimeException();"),
            Map.entry("allocates", "Object o = new byte[$patient.ageYears()]; " + verb),
            Map.entry("allocates by constant", "Object o = new Object[2000000000]; " + verb),
            Map.entry("waits", "synchronized (findings) { " + verb + " }"),
            Map.entry("takes hold of the engine", "kcontext.getKieRuntime().halt();"),
            Map.entry("inserts", "insert(new Object());"),
            Map.entry("deletes", "delete($patient);"),
            Map.entry("writes a property", "System.setProperty(\"a\", \"b\");"),
            Map.entry("prints", "System.out.println($patient);"),
            Map.entry("changes a list", "new ArrayList<Object>().add($patient); " + verb),
            Map.entry("calls the canary", "Canary.sing();"));
    statements.forEach(
        (name, statement) ->
            rules.put(
                "Statement " + name,
                TestEdition.rule("Statement " + name, sound, "$patient").replace(verb, statement)));
    Map<String, String> wholes =
        Map.ofEntries(
            Map.entry(
                "salience",
                TestEdition.rule("Whole salience", sound, "$patient")
                    .replace("when\n", "    salience 10\nwhen\n")),
            Map.entry(
                "negation",
                TestEdition.rule(
                    "Whole negation", sound + "\n    not Score( score > 3 )", "$patient")),
            Map.entry(
                "eval",
                TestEdition.rule("Whole eval", sound + "\n    eval( Canary.sing() )", "$patient")),
            Map.entry(
                "from",
                TestEdition.rule(
                    "Whole from", sound + "\n    Object() from List.of(1, 2)", "$patient")),
            Map.entry(
                "forall",
                TestEdition.rule(
                    "Whole forall", sound + "\n    forall( Score( score > 3 ) )", "$patient")),
            Map.entry(
                "sum",
                TestEdition.rule(
                    "Whole sum",
                    sound + "\n    accumulate( Score( $s : score ); $n : sum($s); $n > 3 )",
                    "$patient")),
            Map.entry(
                "anything",
                TestEdition.rule("Whole anything", sound + "\n    $o : Object()", "$patient")),
            Map.entry(
                "findings as a fact",
                TestEdition.rule(
                    "Whole findings as a fact", sound + "\n    Runtime()", "$patient")));
    wholes.forEach((name, rule) -> rules.put("Whole " + name, rule));
    return rules;
  }

  /** A change of the sound module's bytes, and what the gate says of it. */
  record Change(String name, String kind, HostileCode.Edit edit, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changes() {
    return HostileCode.changes().stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changed_bytes_are_refused_and_not_loaded(Change change) {
    Map<String, byte[]> classes = new TreeMap<>(sound.classes());
    String target =
        classes.keySet().stream()
            .filter(name -> change.kind().equals(sound.kind(name)))
            .findFirst()
            .orElseThrow();
    classes.put(
        target,
        HostileCode.edited(java.util.Objects.requireNonNull(classes.get(target)), change.edit()));
    List<Diagnostic> problems = new ArrayList<>();

    byte[] archive = new RuleModule(sound.packageName(), classes).archive();
    assertThat(EditionCompiler.load(source, rules, archive, problems)).isEmpty();

    assertThat(problems)
        .extracting(Diagnostic::message)
        .anySatisfy(message -> assertThat(message).contains(change.says()));
    assertThat(Canary.calls()).isZero();
  }

  @Test
  void the_same_edit_that_changes_nothing_passes() {
    Map<String, byte[]> classes = new TreeMap<>(sound.classes());
    classes.replaceAll((name, bytes) -> HostileCode.edited(bytes, HostileCode.Edit.NONE));
    List<Diagnostic> problems = new ArrayList<>();

    byte[] archive = new RuleModule(sound.packageName(), classes).archive();
    assertThat(EditionCompiler.load(source, rules, archive, problems)).isPresent();
    assertThat(problems).isEmpty();
  }

  @Test
  void no_cut_or_flipped_byte_of_a_class_makes_the_gate_throw() {
    for (Map.Entry<String, byte[]> one : sound.classes().entrySet()) {
      byte[] bytes = one.getValue();
      for (int at = 0; at < bytes.length; at += 3) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        Map<String, byte[]> classes = new TreeMap<>(sound.classes());
        classes.put(one.getKey(), flipped);
        RuleCodeGate.check(source, rules, new RuleModule(sound.packageName(), classes));
        classes.put(one.getKey(), java.util.Arrays.copyOf(bytes, at));
        assertThat(RuleCodeGate.check(source, rules, new RuleModule(sound.packageName(), classes)))
            .isNotEmpty();
      }
    }
  }

  @Test
  void an_archive_holds_classes_of_known_names_and_nothing_else() throws IOException {
    for (String file :
        List.of(
            "META-INF/kmodule.xml",
            "META-INF/services/java.lang.Runnable",
            "META-INF/MANIFEST.MF",
            "kie.properties.conf",
            "policies/example/esketamine/rules0.drl",
            "policies/example/esketamine/Other.class",
            "policies/example/other/P00/LambdaPredicate00000000000000000000000000000000.class",
            "policies/example/esketamine/P00/LambdaPredicate00000000000000000000000000000000$1.class",
            "policies/example/esketamine/../../../ketcov/engine/Findings.class",
            "ketcov/engine/Findings.class",
            "java/lang/String.class",
            "../x.class",
            "module-info.class",
            "policies/example/esketamine/")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (Map.Entry<String, byte[]> one : sound.classes().entrySet()) {
          zip.putNextEntry(new ZipEntry(one.getKey().replace('.', '/') + ".class"));
          zip.write(one.getValue());
        }
        zip.putNextEntry(new ZipEntry(file));
      }
      List<Diagnostic> problems = new ArrayList<>();
      assertThat(EditionCompiler.load(source, rules, bytes.toByteArray(), problems)).isEmpty();
      assertThat(problems)
          .extracting(Diagnostic::toString)
          .containsExactly(
              RuleFolder.EDITION
                  + ":1:1: error: the compiled rules are not loaded: it holds `"
                  + file
                  + "`, which rules are never compiled to. [forbidden-code]");
    }
  }

  @Test
  void rules_of_the_same_name_that_ask_for_other_facts_are_refused(@TempDir Path temporary) {
    EditionSource source =
        TestEdition.source(
            temporary,
            TestEdition.rule(
                "The patient is an adult", "$patient : Patient( ageYears >= 18 )", "$patient"));
    List<Diagnostic> problems = new ArrayList<>();
    List<RuleModel> read = new DrlReader(source, problems).read().rules();
    byte[] built = EditionCompiler.build(source, problems).orElseThrow();
    List<RuleModel> others =
        read.stream()
            .map(rule -> rule.asking(TestEdition.joining("any", "Patient", "DrugTrial").when()))
            .toList();

    assertThat(EditionCompiler.load(source, read, built, problems)).isPresent();
    assertThat(problems).isEmpty();
    assertThat(EditionCompiler.load(source, others, built, problems)).isEmpty();
    assertThat(problems)
        .extracting(Diagnostic::message)
        .containsExactly(
            "the compiled rules are not loaded: it holds other rules than the rule files.");
  }

  @Test
  void other_rules_than_were_read_are_refused(@TempDir Path temporary) {
    EditionSource other =
        TestEdition.source(
            temporary,
            TestEdition.rule("Anyone is old", "$patient : Patient( ageYears >= 1 )", "$patient"));
    List<Diagnostic> problems = new ArrayList<>();
    byte[] archive = EditionCompiler.build(other, problems).orElseThrow();

    assertThat(EditionCompiler.load(source, rules, archive, problems)).isEmpty();
    assertThat(problems)
        .extracting(Diagnostic::message)
        .containsExactly(
            "the compiled rules are not loaded: it holds other rules than the rule files.");
  }

  @Test
  void rules_see_no_class_that_they_need_not() throws ClassNotFoundException {
    ClassLoader loader = sound.loader(RuleModule.types());

    for (String hidden :
        List.of(
            "java.lang.Runtime",
            "java.lang.ProcessBuilder",
            "java.lang.Thread",
            "java.io.File",
            "java.nio.file.Files",
            "ketcov.engine.Canary",
            "ketcov.engine.RuleSession",
            "org.kie.api.KieServices",
            "org.mvel2.MVEL")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> loader.loadClass(hidden))
          .isInstanceOf(ClassNotFoundException.class);
    }
    assertThat(loader.loadClass("ketcov.casefacts.Patient"))
        .isSameAs(ketcov.casefacts.Patient.class);
    assertThat(loader.getResource("application.properties")).isNull();
  }

  @Test
  void what_methods_may_call_of_each_other_has_no_cycle() {
    RuleCode allowed = RuleCode.allowed();
    for (String section : allowed.sectionNames()) {
      visit(section, List.of());
    }
  }

  private static void visit(String section, List<String> above) {
    assertThat(above).doesNotContain(section);
    List<String> here = new ArrayList<>(above);
    here.add(section);
    for (String line :
        java.util.Objects.requireNonNull(RuleCode.allowed().section(section)).lines()) {
      if (line.startsWith("own ")
          && RuleCode.allowed().section(line.substring(4)) != null
          && line.split(" ", -1).length > 2) {
        visit(line.substring(4), here);
      }
    }
  }
}
