package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.assessment.Assessor;
import ketcov.condition.RuleModel;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.CaseFiles;
import ketcov.regression.CaseResult;
import ketcov.regression.CaseRunner;
import ketcov.regression.SampleCase;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every construct of the writing guide compiles, is read as it is meant and fires as its cases
 * expect.
 */
class GoodRulesTest {
  private final Path temporary;

  GoodRulesTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  static Stream<RuleFolder> good() {
    return RuleFolder.of("good");
  }

  @ParameterizedTest
  @MethodSource("good")
  void each_construct_is_read_as_it_is_meant(RuleFolder folder) {
    String conditions =
        edition(folder).rules().stream()
            .filter(rule -> rule.file().endsWith("/construct.drl"))
            .map(GoodRulesTest::shown)
            .collect(Collectors.joining());

    assertThat(conditions).isNotEmpty().isEqualTo(folder.expected("conditions.txt", conditions));
  }

  @ParameterizedTest
  @MethodSource("good")
  void each_construct_fires_as_its_cases_expect(RuleFolder folder) {
    PolicyLibrary.Loaded loaded = load(folder);
    List<Diagnostic> problems = new ArrayList<>();
    List<SampleCase> samples =
        CaseFiles.read(loaded.catalog().editions().getFirst().source(), problems);
    CaseRunner runner =
        new CaseRunner(new Assessor(loaded.catalog()), new CaseReader(ReferenceTables.load()));

    assertThat(problems).noneMatch(Diagnostic::isError);
    assertThat(samples).hasSizeGreaterThan(0);
    assertThat(samples.stream().map(runner::run).filter(result -> !result.passed()))
        .extracting(result -> result.sample().name(), CaseResult::differences)
        .isEmpty();
    assertThat(samples.stream().map(sample -> sample.expect().path("rules").size()))
        .as("cases in which rules match")
        .anyMatch(rules -> rules > 0);
  }

  @ParameterizedTest
  @MethodSource("good")
  void windows_line_ends_are_read_the_same(RuleFolder folder) throws IOException {
    List<RuleModel> rules = edition(folder).rules();
    Path construct = temporary.resolve(RuleFolder.EDITION).resolve("construct.drl");
    Files.writeString(construct, Files.readString(construct).replace("\n", "\r\n"));

    PolicyLibrary.Loaded again =
        PolicyLibrary.load(temporary.resolve("rules-drl"), RuleCache.none());

    assertThat(again.problems()).noneMatch(Diagnostic::isError);
    assertThat(again.catalog().editions().getFirst().rules()).isEqualTo(rules);
  }

  private CompiledEdition edition(RuleFolder folder) {
    return load(folder).catalog().editions().getFirst();
  }

  private PolicyLibrary.Loaded load(RuleFolder folder) {
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(folder.copyTo(temporary), RuleCache.none());
    assertThat(loaded.problems()).noneMatch(Diagnostic::isError);
    return loaded;
  }

  private static String shown(RuleModel rule) {
    return rule.place().line() + ": " + rule.name() + "\n    " + rule.when() + "\n";
  }
}
