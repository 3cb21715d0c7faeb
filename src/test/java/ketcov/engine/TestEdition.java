package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactTypes;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFolder;
import ketcov.text.Diagnostic;
import ketcov.text.Place;

/** Small editions and cases for tests. */
final class TestEdition {
  static final String FILE = RuleFolder.EDITION + "/diagnosis.drl";
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());

  private TestEdition() {}

  /** The sound edition, with other rules in {@code diagnosis.drl}; an empty text leaves them. */
  static EditionSource source(Path temporary, String rules) {
    Path root = RuleFolder.sound().copyTo(temporary);
    Path folder = temporary.resolve(RuleFolder.EDITION);
    try {
      if (!rules.isEmpty()) {
        Files.writeString(folder.resolve("diagnosis.drl"), header(rules) + rules);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Diagnostic> problems = new ArrayList<>();
    EditionSource source = new LibraryFolder(root).edition(folder, problems).orElseThrow();
    assertThat(problems).isEmpty();
    return source;
  }

  private static String header(String rules) {
    StringBuilder header = new StringBuilder("package policies.example.esketamine\n\n");
    DrlConditions.vocabulary().stream()
        .filter(name -> rules.matches("(?s).*\\b" + name + "\\b.*"))
        .forEach(name -> header.append("import ketcov.casefacts.").append(name).append('\n'));
    return header + "\nglobal ketcov.engine.Findings findings\n\n";
  }

  /** A rule that bears {@code age-min}. */
  static String rule(String name, String when, String evidence) {
    return """
        rule "%s"
            @criterion("age-min")
            @citation("Section 1")
        when
            %s
        then
            findings.met(kcontext, %s);
        end

        """
        .formatted(name, when, evidence);
  }

  /** Compiles through the gate. */
  static CompiledEdition compiled(EditionSource source) {
    List<Diagnostic> problems = new ArrayList<>();
    CompiledEdition edition =
        EditionCompiler.compile(source, problems, RuleCache.none())
            .orElseThrow(() -> new AssertionError(problems.toString()));
    assertThat(problems).noneMatch(Diagnostic::isError);
    return edition;
  }

  /** Builds past the gate, as if these rules had been read from {@code diagnosis.drl}. */
  static CompiledEdition ungated(EditionSource source, String... names) {
    return ungated(source, Stream.of(names).map(TestEdition::model).toArray(RuleModel[]::new));
  }

  /** Builds past both gates, as if these rules had been read. */
  static CompiledEdition ungated(EditionSource source, RuleModel... models) {
    List<Diagnostic> problems = new ArrayList<>();
    byte[] built =
        EditionCompiler.build(source, problems)
            .orElseThrow(() -> new AssertionError(problems.toString()));
    assertThat(problems).noneMatch(Diagnostic::isError);
    try {
      return EditionCompiler.define(
          source,
          List.of(models),
          RuleModule.read(EditionCompiler.packageOf(source), built),
          TestEdition.class.getClassLoader());
    } catch (RuleModule.Refused | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static RuleModel model(String name) {
    return model(name, 7);
  }

  /** A rule of {@code diagnosis.drl} as the gate before building would have read it. */
  static RuleModel model(String name, int line) {
    return model(name, line, "Patient", "DrugTrial");
  }

  /** A rule that joins facts of these types. */
  static RuleModel joining(String name, String... types) {
    return model(name, 7, types);
  }

  private static RuleModel model(String name, int line, String... types) {
    return new RuleModel(
        name,
        RuleRole.CRITERION,
        "age-min",
        "Section 1",
        new Condition.AllOf(Stream.of(types).map(TestEdition::anything).toList()),
        FILE,
        new Place(line, 1),
        List.of());
  }

  private static Condition anything(String type) {
    return new Condition.Pattern(FactTypes.named(type).orElseThrow(), null, List.of());
  }

  /** The facts of a case with these further keys. */
  static CaseFacts facts(String more) {
    return facts("2026-04-14", more);
  }

  /** The facts of a case of a day. */
  static CaseFacts facts(String serviceDate, String more) {
    String json =
        """
        {"serviceDate": "%s", "coverage": {"payer": "example"}%s}
        """
            .formatted(serviceDate, more.isEmpty() ? "" : ", " + more.replace('\'', '"'));
    if (!json.contains("\"request\"")) {
      json =
          json.strip().replaceFirst("\\}$", "")
              + ", \"request\": {\"drug\": \"ESKETAMINE\", \"route\": \"INTRANASAL\"}}";
    }
    try {
      return switch (READER.read(new JsonMapper().readTree(json))) {
        case CaseReading.Accepted accepted -> accepted.facts();
        case CaseReading.Refused refused -> throw new AssertionError(refused.problems().toString());
      };
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
