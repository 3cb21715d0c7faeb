package ketcov.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeterminationFileTest {
  private static final String SOUND =
      """
      {"payer":"north","decision":"APPROVED","assessment":{"assessmentId":"ID",\
      "policy":{"id":"north/spravato"},"likelihood":{"estimate":0.1824,"drivers":[\
      {"criterion":"a","effect":1.0,"why":"","amounts":{"allMet":0.5}},\
      {"criterion":"b","effect":-3.0,"why":"","amounts":{"allMet":0.25,"notMet":1}},\
      {"criterion":"policy","effect":0.5,"why":"","amounts":{}},\
      {"criterion":"payer:north","effect":0.0,"why":"","amounts":{"payer:north":1}}]}}}
      """;

  private final Path file;

  DeterminationFileTest(@TempDir Path folder) {
    this.file = folder.resolve("determinations.ndjson");
  }

  private DeterminationFile.Contents read(String... lines) throws IOException {
    Files.writeString(file, String.join("", lines));
    return DeterminationFile.read(file);
  }

  private static String line(String id) {
    return SOUND.replace("\"ID\"", "\"" + id + "\"");
  }

  @Test
  void amounts_are_added_up_and_what_no_weight_has_is_the_offset() throws IOException {
    DeterminationFile.Contents read = read(line("one"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.observations().sorted())
        .containsExactly(
            new Observation("one", "north", Map.of("allMet", 0.75, "notMet", 1.0), 0.5, true));
  }

  @ParameterizedTest
  @CsvSource({"APPROVED, true", "PARTIALLY_APPROVED, true", "DENIED, false"})
  void decisions_count_as_approved_or_not(String decision, boolean approved) throws IOException {
    DeterminationFile.Contents read = read(line("one").replace("APPROVED", decision));

    assertThat(read.observations().sorted())
        .singleElement()
        .extracting(Observation::approved)
        .isEqualTo(approved);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"APPROVED\" | \"WITHDRAWN\" | WITHDRAWN",
        "\"policy\":{\"id\":\"north/spravato\"}, | '' | NOT_JUDGED",
        "\"notMet\" | \"formerly\" | OTHER_MODEL"
      })
  void what_says_nothing_of_the_weights_is_left_out_and_counted(
      String text, String by, ObservationReading.Why why) throws IOException {
    DeterminationFile.Contents read = read(line("one").replace(text, by), line("two"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.observations().leftOut()).isEqualTo(Map.of(why, 1));
    assertThat(read.observations().sorted()).hasSize(1);
  }

  @Test
  void an_assessment_of_an_unsaid_indication_is_left_out() throws IOException {
    DeterminationFile.Contents read =
        read(line("one").replaceAll("\"amounts\":\\{[^}]*}", "\"amounts\":{}"));

    assertThat(read.observations().leftOut())
        .isEqualTo(Map.of(ObservationReading.Why.NO_AMOUNTS, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"decision\":\"APPROVED\", | '' | lacks `decision`",
        "\"APPROVED\" | \"APROVED\" | Did you mean `APPROVED`?",
        "\"payer\":\"north\" | \"payer\":\"\" | names no payer",
        "\"payer\":\"north\" | \"payer\":\"north\",\"insurer\":1 | `insurer` is not known",
        "\"payer\":\"north\" | \"payer\":\"north\",\"payer\":1 | a key stands twice",
        "\"assessmentId\":\"two\", | '' | `/assessment/assessmentId`",
        "north/spravato | North | `/assessment/policy/id`",
        "0.1824 | 0.8 | do not add up to the estimate",
        "\"effect\":1.0 | \"effect\":\"1.0\" | `/assessment/likelihood/drivers/0/effect`",
        "\"notMet\":1 | \"notMet\":\"1\" | drivers/1/amounts/notMet",
        "]}}} | ] | was probably cut off"
      })
  void a_mistake_is_named_with_its_line(String text, String by, String says) throws IOException {
    String broken = line("two").replace(text, by);
    assertThat(broken).isNotEqualTo(line("two"));

    DeterminationFile.Contents read = read(line("one"), broken, line("three"));

    assertThat(read.problems())
        .singleElement()
        .asString()
        .contains("determinations.ndjson:2:")
        .contains(says);
  }

  @Test
  void one_assessment_is_determined_once() throws IOException {
    assertThat(read(line("one"), line("two"), line("one")).problems())
        .singleElement()
        .asString()
        .contains(":3:1: error: `/assessment/assessmentId`: a determination of this assessment");
  }

  @Test
  void an_empty_line_is_a_mistake_and_a_last_line_needs_no_end() throws IOException {
    assertThat(read(line("one"), "\n", line("two")).problems()).hasSize(1);
    assertThat(read(line("one"), line("two").strip()).observations().sorted()).hasSize(2);
  }

  @Test
  void a_line_without_end_is_not_kept_in_memory() throws IOException {
    List<Diagnostic> problems = read("x".repeat(3 * StrictJson.MAX_BYTES)).problems();

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("the body has " + (StrictJson.MAX_BYTES + 1) + " bytes");
  }

  @Test
  void reading_stops_after_many_mistakes() throws IOException {
    assertThat(read("{}\n").problems())
        .extracting(Diagnostic::check)
        .containsOnly(Check.UNREADABLE_DETERMINATION);
    assertThat(read("{}\n".repeat(1_000)).problems())
        .hasSize(21)
        .last()
        .asString()
        .contains("too many mistakes");
  }
}
