package ketcov.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import ketcov.assessment.LikelihoodWeights;

/**
 * Predicts each determination from the others: they are dealt to folds, approvals and denials
 * evenly, and each fold is predicted by a fit of the rest.
 */
final class CrossValidation {
  private CrossValidation() {}

  /** The predictions, in the order of the rows. */
  static List<Prediction> of(
      Design design, LikelihoodWeights policyModel, CalibrationSettings settings) {
    int[] fold = deal(design, settings);
    Prediction[] predictions = new Prediction[design.rows()];
    for (int out = 0; out < settings.folds(); out++) {
      int held = out;
      int[] rest = IntStream.range(0, design.rows()).filter(row -> fold[row] != held).toArray();
      PenalisedFit.Found found = PenalisedFit.of(design, rest, policyModel, settings);
      for (int row = 0; row < design.rows(); row++) {
        if (fold[row] == held) {
          Observation observation = design.observation(row);
          predictions[row] =
              new Prediction(
                  observation.payer(),
                  observation.approved(),
                  Observation.probability(observation.logOdds(policyModel)),
                  Observation.probability(PenalisedFit.logOdds(design, row, found.values())));
        }
      }
    }
    return List.of(predictions);
  }

  private static int[] deal(Design design, CalibrationSettings settings) {
    int[] fold = new int[design.rows()];
    Random random = new Random(settings.seed());
    int next = 0;
    for (boolean approved : List.of(true, false)) {
      List<Integer> rows = new ArrayList<>();
      for (int row = 0; row < design.rows(); row++) {
        if (design.observation(row).approved() == approved) {
          rows.add(row);
        }
      }
      Collections.shuffle(rows, random);
      for (int row : rows) {
        fold[row] = next++ % settings.folds();
      }
    }
    return fold;
  }
}
