package ketcov;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.CaseResult;
import ketcov.regression.RegressionRun;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sample case of the library, as {@code ./ketcov regress} runs them: in one start. */
class SampleCasesTest {
  private static final Path LIBRARY = Path.of(System.getProperty("ketcov.home", "."), "rules-drl");

  @TestFactory
  Stream<DynamicNode> every_sample_case_comes_out_as_expected() {
    RegressionRun run =
        RegressionRun.of(
            LIBRARY, LIBRARY, new CaseReader(ReferenceTables.load()), RuleCache.none());
    Map<String, List<CaseResult>> editions =
        run.results().stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.sample().owner().toString(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    DynamicTest whole =
        DynamicTest.dynamicTest(
            "every policy and case file can be read",
            () -> {
              assertThat(run.problems()).isEmpty();
              assertThat(editions).hasSizeGreaterThanOrEqualTo(16);
            });
    return Stream.concat(
        Stream.of(whole),
        editions.entrySet().stream()
            .map(
                edition ->
                    DynamicContainer.dynamicContainer(
                        edition.getKey(), edition.getValue().stream().map(SampleCasesTest::test))));
  }

  /** The edition is part of the name, because reports count equal names once. */
  private static DynamicTest test(CaseResult result) {
    URI source =
        LIBRARY.toAbsolutePath().resolveSibling(result.sample().file()).normalize().toUri();
    return DynamicTest.dynamicTest(
        result.sample().owner() + ": " + result.sample().name(),
        source,
        () -> assertThat(result.differences()).isEmpty());
  }
}
