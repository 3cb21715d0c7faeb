package ketcov.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import ketcov.assessment.LikelihoodWeights;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.regression.SampleAssessments;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Known weights are found again in determinations that were drawn from them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final LikelihoodWeights POLICY = LikelihoodWeights.ofPolicyModel();
  private static final Calibration CALIBRATION =
      new Calibration(POLICY, CalibrationSettings.load());

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private SyntheticDeterminations determinations;

  @BeforeAll
  void draw(@TempDir Path temporary) {
    folder = temporary;
    Path home = Path.of(System.getProperty("ketcov.home", "."));
    determinations =
        new SyntheticDeterminations(
            SampleAssessments.of(
                home.resolve("rules-drl"),
                new CaseReader(ReferenceTables.load()),
                RuleCache.in(
                    Path.of(System.getProperty("ketcov.data", "target/data"), "compiled-rules"))));
  }

  private List<Observation> observations(int number, long seed) throws IOException {
    Path file = folder.resolve(number + "-" + seed + ".ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      determinations.write(number, seed, out);
    }
    DeterminationFile.Contents read = DeterminationFile.read(file);
    assertThat(read.problems()).isEmpty();
    assertThat(read.observations().leftOut()).isEmpty();
    return read.observations().sorted();
  }

  /**
   * Three draws of 20,000 and the middle one of their fits: a single draw is off by more than a
   * tenth for some weight now and then, and the draws change with the sample cases.
   */
  @Test
  void known_weights_are_found_again_within_ten_percent() throws IOException {
    LikelihoodWeights truth = determinations.truth();
    Map<String, List<Double>> fitted = new TreeMap<>();
    for (long seed = 1; seed <= 3; seed++) {
      Design design = new Design(observations(20_000, seed), POLICY);
      PenalisedFit.Found found =
          PenalisedFit.of(
              design,
              IntStream.range(0, design.rows()).toArray(),
              POLICY,
              CalibrationSettings.load());
      for (int column = 0; column < design.names().size(); column++) {
        String name = design.names().get(column);
        double value = found.values().getEntry(column);
        fitted.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        assertThat(value)
            .as(name)
            .isCloseTo(
                truth.of(name),
                within(4 * found.deviations().getEntry(column) + 0.3 * small(truth, name)));
      }
    }

    assertThat(fitted.keySet()).isEqualTo(truth.values().keySet());
    for (String weight : POLICY.values().keySet()) {
      double known = truth.of(weight);
      // Of a weight below 0.3, so many determinations do not show a tenth.
      if (Math.abs(known) >= 0.3) {
        double middle = fitted.getOrDefault(weight, List.of()).stream().sorted().toList().get(1);
        assertThat(middle).as(weight).isCloseTo(known, within(0.1 * Math.abs(known)));
      }
    }
  }

  /** A small weight may have been held at 0, and then has no standard deviation. */
  private static double small(LikelihoodWeights truth, String name) {
    return Math.abs(truth.of(name)) < 0.3 ? 1 : 0;
  }

  @Test
  void held_out_determinations_are_predicted_better() throws IOException {
    CalibrationResult result = CALIBRATION.fit(observations(5_000, 1), DAY);

    assertThat(result).isInstanceOf(CalibrationResult.Fitted.class);
    CalibrationReport report = ((CalibrationResult.Fitted) result).report();
    assertThat(report.brier().by()).isGreaterThan(10 * report.brier().standardError());
    assertThat(report.after().calibrationError()).isLessThan(0.03);
  }

  @Test
  void thirty_are_refused() throws IOException {
    assertThat(CALIBRATION.fit(observations(30, 1), DAY))
        .isInstanceOf(CalibrationResult.Refused.class);
  }

  @Test
  void the_same_seed_draws_the_same() throws IOException {
    assertThat(observations(100, 1)).hasSize(100).isEqualTo(observations(100, 1));
    assertThat(observations(100, 2)).isNotEqualTo(observations(100, 1));
  }
}
