package ketcov.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ketcov.assessment.Assessment;
import ketcov.assessment.LikelihoodWeights;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationFolderTest {
  private static final String FIRST = "calibrated-2026-11-23-00000001";
  private static final String SECOND = "calibrated-2026-11-24-00000002";
  private static final LikelihoodWeights POLICY = LikelihoodWeights.ofPolicyModel();

  private final Path place;
  private final CalibrationFolder folder;

  CalibrationFolderTest(@TempDir Path folder) {
    this.place = folder.resolve("calibrations");
    this.folder = new CalibrationFolder(place);
  }

  private static CalibratedWeights calibrated(String version) {
    Map<String, Double> values = new TreeMap<>(POLICY.values());
    values.put("notMet", -2.5);
    values.put("payer:north", -0.123457);
    return new CalibratedWeights(
        new LikelihoodWeights(version, Assessment.LikelihoodBasis.CALIBRATED, 500, values),
        POLICY.version(),
        LocalDate.of(2026, 11, 23),
        300);
  }

  private LikelihoodWeights inUse() throws IOException {
    CalibrationFolder.Active active = folder.active();
    assertThat(active).isInstanceOf(CalibrationFolder.Active.InUse.class);
    return ((CalibrationFolder.Active.InUse) active).weights();
  }

  private List<Diagnostic> damage() throws IOException {
    CalibrationFolder.Active active = folder.active();
    assertThat(active).isInstanceOf(CalibrationFolder.Active.Damaged.class);
    return ((CalibrationFolder.Active.Damaged) active).problems();
  }

  private void change(String file, String text, String by) throws IOException {
    String before = Files.readString(place.resolve(file));
    assertThat(before).contains(text);
    Files.writeString(place.resolve(file), before.replace(text, by));
  }

  @Test
  void without_a_calibration_the_policy_model_is_in_use() throws IOException {
    assertThat(inUse()).isEqualTo(POLICY);
    assertThat(folder.list()).isEmpty();
    assertThat(place).doesNotExist();
  }

  @Test
  void what_is_kept_is_read_as_it_was_and_is_not_in_use() throws IOException {
    folder.keep(calibrated(FIRST));

    assertThat(inUse()).isEqualTo(POLICY);
    assertThat(folder.list())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.sound()).contains(calibrated(FIRST));
              assertThat(kept.active()).isFalse();
            });
  }

  @Test
  void versions_are_activated_and_rolled_back_one_by_one() throws IOException {
    folder.keep(calibrated(FIRST));
    folder.keep(calibrated(SECOND));

    assertThat(folder.activate(FIRST)).isEmpty();
    assertThat(inUse()).isEqualTo(calibrated(FIRST).weights());
    assertThat(folder.activate(SECOND)).isEmpty();
    assertThat(folder.activate(SECOND)).isEmpty();
    assertThat(inUse().version()).isEqualTo(SECOND);
    assertThat(folder.rollBack()).isEmpty();
    assertThat(inUse().version()).isEqualTo(FIRST);
    assertThat(folder.rollBack()).isEmpty();
    assertThat(inUse()).isEqualTo(POLICY);
    assertThat(folder.rollBack())
        .singleElement()
        .asString()
        .contains("there is nothing to roll back");
    try (var files = Files.list(place)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("active", FIRST + ".yaml", SECOND + ".yaml");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notMet: -2.500000 | notMet: -2.600000 | :1: error: the file is not as it was written",
        "observations: 500 | observations: 5e2 | :5:1: error: `/observations` has the wrong type",
        "approved: 300 | approved: 300\\nextra: 1 | `extra` is not known",
        "  prior: 0.000000 | '' | expected the weights of the policy model",
        "2026-11-23-00000001 | 2026-11-23-00000009 | the file is named for",
        "policy-model-2 | policy-model-1 | Calibrate again, or roll back",
        "sum: | some: | lacks `sum`",
        "north: -0.1 | north: .inf # | error"
      })
  void a_changed_file_is_refused_with_the_place(String text, String by, String says)
      throws IOException {
    folder.keep(calibrated(FIRST));
    folder.activate(FIRST);
    change(FIRST + ".yaml", text, by.replace("\\n", "\n"));

    assertThat(damage().toString()).contains("calibrations/" + FIRST + ".yaml:").contains(says);
    assertThat(folder.list().getFirst().problems()).isEqualTo(damage());
    assertThat(folder.activate(FIRST)).isEqualTo(damage());
    assertThat(folder.rollBack()).isEmpty();
    assertThat(inUse()).isEqualTo(POLICY);
  }

  @Test
  void a_file_that_was_cut_off_anywhere_is_refused() throws IOException {
    String text = calibrated(FIRST).text();
    for (int length = 0; length < text.length(); length++) {
      assertThat(CalibratedWeights.read("file", FIRST, text.substring(0, length)))
          .as("after %d characters", length)
          .isInstanceOf(CalibratedWeights.Reading.Damaged.class);
    }
    assertThat(CalibratedWeights.read("file", FIRST, text))
        .isEqualTo(new CalibratedWeights.Reading.Sound(calibrated(FIRST)));
  }

  @Test
  void an_active_version_without_its_file_is_damage() throws IOException {
    folder.keep(calibrated(FIRST));
    folder.activate(FIRST);
    Files.delete(place.resolve(FIRST + ".yaml"));

    assertThat(damage())
        .singleElement()
        .asString()
        .contains("there is no such file", "[damaged-calibration]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "nonsense\n", "calibrated-2026-11-23-00000001", "../secret\n"})
  void a_damaged_list_of_activations_is_not_taken_for_none(String text) throws IOException {
    folder.keep(calibrated(FIRST));
    Files.writeString(place.resolve("active"), text);

    assertThat(damage().toString()).contains("calibrations/active:1:1: error: expected the name");
    assertThat(folder.rollBack()).isEqualTo(damage());
    assertThat(folder.activate(FIRST)).isEqualTo(damage());
    assertThat(place.resolve("active")).hasContent(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy-model-2", "../" + FIRST, "calibrated-2026-11-23-0000000f"})
  void only_a_version_that_is_kept_can_be_activated(String version) throws IOException {
    assertThat(folder.activate(version)).isNotEmpty();
    assertThat(inUse()).isEqualTo(POLICY);
  }
}
