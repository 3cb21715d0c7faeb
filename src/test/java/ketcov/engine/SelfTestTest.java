package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ketcov.policy.EditionId;
import ketcov.regression.CaseFiles;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.Test;

/** A part of {@code ./ketcov selftest}, small enough for every build. */
class SelfTestTest {
  private static final Path ROOT = Path.of(System.getProperty("ketcov.home", "."), "rules-drl");
  private static final int ONE_EDITION_IN = 12;

  @Test
  void classic_model_all_together_and_condition_model_agree_with_the_engine_on_some_editions()
      throws Exception {
    WholeLibrary library = WholeLibrary.load();
    List<CompiledEdition> some = new ArrayList<>();
    for (int i = 0; i < library.catalog().editions().size(); i += ONE_EDITION_IN) {
      some.add(library.catalog().editions().get(i));
    }
    Set<EditionId> ids =
        some.stream().map(edition -> edition.policy().editionId()).collect(Collectors.toSet());
    List<SampleCase> samples =
        library.samples().stream().filter(sample -> ids.contains(sample.edition())).toList();

    SelfTest.Result result = new SelfTest(ROOT, some, samples).run(1, 1);

    assertThat(result.disagreements()).isEmpty();
    assertThat(result.cases()).isGreaterThan(200);
    assertThat(result.rulesFired()).isGreaterThan(500);
  }

  @Test
  void rules_that_are_not_what_the_folder_says_are_found_by_each_of_the_three() throws Exception {
    CompiledEdition sound = edition("premera/spravato@2026-03-01");
    CompiledEdition other = edition("premera/spravato@2026-01-01");
    // The files and conditions of one edition, the compiled rules of another one.
    CompiledEdition broken = new CompiledEdition(sound.source(), sound.rules(), other.kieBase());
    List<SampleCase> samples = CaseFiles.read(sound.source(), new ArrayList<>());

    SelfTest.Result result = new SelfTest(ROOT, List.of(broken), samples).run(0, 1);

    assertThat(result.disagreements())
        .isNotEmpty()
        .allMatch(line -> line.contains("rule \"There is no current psychosis\": "));
    assertThat(String.join("\n", result.disagreements()))
        .contains("the classic model: ", "all editions together: ", "the condition model says ");
  }

  private static CompiledEdition edition(String id) {
    return WholeLibrary.load().catalog().edition(EditionId.parse(id)).orElseThrow();
  }
}
