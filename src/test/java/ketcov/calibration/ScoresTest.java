package ketcov.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final List<Prediction> FOUR =
      List.of(
          new Prediction("payer", true, 0.9, 0.8),
          new Prediction("payer", false, 0.9, 0.3),
          new Prediction("payer", true, 1, 1),
          new Prediction("payer", false, 0.05, 0.2));

  @Test
  void scores_are_those_of_a_calculation_by_hand() {
    Scores scores = Scores.of(FOUR, Prediction::before);

    assertThat(scores.n()).isEqualTo(4);
    assertThat(scores.approved()).isEqualTo(2);
    assertThat(scores.brier()).isCloseTo((0.01 + 0.81 + 0 + 0.0025) / 4, within(1e-12));
    assertThat(scores.logLoss())
        .isCloseTo(-(Math.log(0.9) + Math.log(0.1) + Math.log(0.95)) / 4, within(1e-9));
    // Three lie in the last bin, 0.9333 predicted and two approved; one in the first.
    assertThat(scores.calibrationError())
        .isCloseTo((3 * (2.8 / 3 - 2.0 / 3) + 0.05) / 4, within(1e-12));
    assertThat(scores.bins()).hasSize(10);
    assertThat(scores.bins().getLast().n()).isEqualTo(3);
    assertThat(scores.bins().getFirst().predicted()).isEqualTo(0.05);
  }

  @Test
  void an_improvement_is_clear_when_it_exceeds_its_standard_error() {
    Improvement improvement = Improvement.of(FOUR, one -> one.before() - one.after());

    // 0.1, 0.6, 0 and -0.15: mean 0.1375, standard deviation 0.3250.
    assertThat(improvement.by()).isCloseTo(0.1375, within(1e-12));
    assertThat(improvement.standardError()).isCloseTo(0.3250 / 2, within(1e-4));
    assertThat(improvement.clear()).isFalse();
    assertThat(new Improvement(0.2, 0.1).clear()).isTrue();
  }
}
