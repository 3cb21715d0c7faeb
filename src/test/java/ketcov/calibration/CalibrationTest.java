package ketcov.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ketcov.assessment.Assessment;
import ketcov.assessment.LikelihoodWeights;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final LikelihoodWeights POLICY = LikelihoodWeights.ofPolicyModel();
  private static final Calibration CALIBRATION =
      new Calibration(POLICY, CalibrationSettings.load());
  private static final LikelihoodWeights MILDER =
      Drawn.changed(
          Map.of("notMet", -1.5, "prior", -0.5, "payer:payer-0", 1.0, "payer:payer-1", -1.0));

  private static CalibrationResult.Fitted fitted(List<Observation> observations) {
    CalibrationResult result = CALIBRATION.fit(observations, DAY);
    assertThat(result).isInstanceOf(CalibrationResult.Fitted.class);
    return (CalibrationResult.Fitted) result;
  }

  private static CalibrationResult.Refused refused(List<Observation> observations) {
    CalibrationResult result = CALIBRATION.fit(observations, DAY);
    assertThat(result).isInstanceOf(CalibrationResult.Refused.class);
    return (CalibrationResult.Refused) result;
  }

  @Test
  void weights_of_another_world_are_found_and_predict_better() {
    CalibrationResult.Fitted fitted = fitted(Drawn.from(MILDER, 3_000, 1));

    LikelihoodWeights weights = fitted.weights().weights();
    assertThat(weights.of("notMet")).isCloseTo(-1.5, within(0.3));
    assertThat(weights.of("payer:payer-0")).isCloseTo(1, within(0.4));
    assertThat(weights.of("payer:payer-1")).isCloseTo(-1, within(0.4));
    assertThat(weights.basis()).isEqualTo(Assessment.LikelihoodBasis.CALIBRATED);
    assertThat(weights.observations()).isEqualTo(3_000);
    assertThat(weights.version()).matches("calibrated-2026-11-23-[0-9a-f]{8}");
    CalibrationReport report = fitted.report();
    assertThat(report.after().brier()).isLessThan(report.before().brier());
    assertThat(report.after().logLoss()).isLessThan(report.before().logLoss());
    assertThat(report.after().calibrationError()).isLessThan(report.before().calibrationError());
    assertThat(report.payers()).hasSize(5);
    assertThat(report.payers().stream().mapToInt(one -> one.after().n()).sum()).isEqualTo(3_000);
  }

  @Test
  void a_weight_that_nothing_was_observed_of_stays_that_of_the_policy_model() {
    LikelihoodWeights weights = fitted(Drawn.from(MILDER, 1_000, 1)).weights().weights();

    assertThat(weights.of("notNamed")).isEqualTo(POLICY.of("notNamed"));
    assertThat(weights.values().keySet()).containsAll(POLICY.values().keySet());
  }

  @Test
  void a_weight_does_not_change_its_sign() {
    LikelihoodWeights truth = Drawn.changed(Map.of("furtherTrials", -1.0, "notMet", -1.5));

    CalibrationResult.Fitted fitted = fitted(Drawn.from(truth, 3_000, 1));

    assertThat(fitted.weights().weights().of("furtherTrials")).isZero();
    assertThat(fitted.report().weights())
        .filteredOn(weight -> weight.weight().equals("furtherTrials"))
        .singleElement()
        .extracting(CalibrationReport.Weight::deviation)
        .isEqualTo(0.0);
  }

  @Test
  void thirty_determinations_are_too_few() {
    CalibrationResult.Refused refused = refused(Drawn.from(MILDER, 30, 1));

    assertThat(refused.report()).isNull();
    assertThat(refused.why()).startsWith("30 determinations (").contains("at least 200 are needed");
  }

  @Test
  void so_are_many_that_were_nearly_all_decided_alike() {
    List<Observation> observations = new ArrayList<>();
    int denied = 0;
    for (Observation one : Drawn.from(MILDER, 2_000, 1)) {
      if (one.approved() || denied++ < 19) {
        observations.add(one);
      }
    }

    assertThat(refused(observations).why()).contains(", 19 denied) are too few");
  }

  @Test
  void a_fit_that_is_no_better_than_the_policy_model_is_refused() {
    CalibrationResult.Refused refused = refused(Drawn.from(POLICY, 400, 3));

    assertThat(refused.report()).isNotNull();
    assertThat(refused.why())
        .startsWith("The fit does not predict held-out determinations better")
        .contains("Brier score better by")
        .contains("log loss by");
  }

  @Test
  void decisions_at_random_are_no_reason_to_trust_a_fit_more_than_it_shows() {
    Random random = new Random(1);
    List<Observation> observations =
        Drawn.from(POLICY, 1_000, 1).stream()
            .map(
                one ->
                    new Observation(
                        one.assessmentId(),
                        one.payer(),
                        one.amounts(),
                        one.offset(),
                        random.nextBoolean()))
            .toList();

    // Far better than the policy model, which is sure of itself; but not better than a coin.
    assertThat(fitted(observations).report().after().brier()).isBetween(0.25, 0.26);
  }

  @Test
  void the_same_determinations_give_the_same_version_and_others_another() {
    List<Observation> observations = Drawn.from(MILDER, 1_000, 1);

    CalibratedWeights once = fitted(observations).weights();
    CalibratedWeights again = fitted(new ArrayList<>(observations)).weights();
    CalibratedWeights fewer = fitted(observations.subList(0, 999)).weights();

    assertThat(again).isEqualTo(once);
    assertThat(fewer.weights().version()).isNotEqualTo(once.weights().version());
  }

  @Test
  void every_weight_of_the_policy_model_has_a_spread_and_is_drawn() {
    assertThat(CalibrationSettings.load().spreads().keySet()).isEqualTo(POLICY.values().keySet());
    List<String> drawn = new ArrayList<>();
    CalibrationSettings.file().at("/synthetic/weights").fieldNames().forEachRemaining(drawn::add);
    Collections.sort(drawn);
    assertThat(drawn).containsExactlyElementsOf(POLICY.values().keySet());
  }
}
