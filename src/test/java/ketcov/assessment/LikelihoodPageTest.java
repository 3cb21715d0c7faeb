package ketcov.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import ketcov.engine.WholeLibrary;
import org.junit.jupiter.api.Test;

/** The numbers of {@code docs/likelihood.md} are those that the program answers. */
class LikelihoodPageTest {
  private static final Path DOCS = Path.of(System.getProperty("ketcov.home", "."), "docs");

  private final WholeLibrary library = WholeLibrary.load();
  private final ObjectNode example;
  private final String page;

  LikelihoodPageTest() throws IOException {
    this.example =
        (ObjectNode)
            JsonMapper.builder().build().readTree(DOCS.resolve("case.example.json").toFile());
    this.page = Files.readString(DOCS.resolve("likelihood.md"));
  }

  @Test
  void the_example_is_added_up_as_the_page_says() {
    Assessment.Likelihood likelihood = likelihood(example);

    assertThat(likelihood.drivers().stream().mapToDouble(Assessment.Driver::effect).sum())
        .isCloseTo(2.0, org.assertj.core.data.Offset.offset(0.001));
    assertThat(percents(likelihood)).containsExactly(88L, 88L, 88L);
    assertThat(page).contains("2.00 is **88 percent**", "0.3333 each");
  }

  @Test
  void what_is_unsaid_makes_the_interval_that_the_page_shows() {
    ((ObjectNode) example.at("/drugTrials/1")).remove(List.of("outcome", "improvementPercent"));
    Assessment.Likelihood likelihood = likelihood(example);

    assertThat(percents(likelihood)).containsExactly(14L, 81L, 88L);
    assertThat(page).contains("*low*, 14 percent", "*estimate*, 81 percent", "*high*, 88 percent");
    assertThat(likelihood.drivers()).anyMatch(driver -> driver.effect() == -0.2417);
  }

  @Test
  void one_group_that_is_not_met_is_as_likely_as_the_page_says() {
    ArrayNode trials = (ArrayNode) example.path("drugTrials");
    trials.remove(2);
    trials.remove(1);

    assertThat(percents(likelihood(example))).containsExactly(14L, 14L, 14L);
    assertThat(page).contains("nothing is open: 14 percent");
  }

  private static List<Long> percents(Assessment.Likelihood likelihood) {
    return List.of(
        Math.round(100 * likelihood.low()),
        Math.round(100 * likelihood.estimate()),
        Math.round(100 * likelihood.high()));
  }

  private Assessment.Likelihood likelihood(JsonNode body) {
    return new Assessor(library.catalog())
                .assess(
                    library.read(body).orElseThrow(), null, new Assessor.Stamp("x", Instant.EPOCH))
            instanceof AssessmentResult.Assessed assessed
        ? Objects.requireNonNull(assessed.assessment().likelihood())
        : org.assertj.core.api.Assertions.fail("not assessed");
  }
}
