package ketcov.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How good predictions were.
 *
 * @param brier the mean squared distance between probability and outcome; less is better
 * @param logLoss the mean surprise, in nats; less is better
 * @param calibrationError how far the share of approvals lies from the predicted, mean over the
 *     bins by their number of determinations
 * @param bins ten of equal width
 */
public record Scores(
    int n, int approved, double brier, double logLoss, double calibrationError, List<Bin> bins) {
  private static final int BINS = 10;

  public Scores {
    bins = List.copyOf(bins);
  }

  /**
   * The determinations whose predicted probability lies from one bound up to the other.
   *
   * @param predicted the mean probability; 0 when there are none
   * @param approvedShare the share that was approved; 0 when there are none
   */
  public record Bin(double from, double to, int n, double predicted, double approvedShare) {}

  /** The scores of predictions. */
  static Scores of(List<Prediction> predictions, ToDoubleFunction<Prediction> probability) {
    int[] n = new int[BINS];
    int[] approved = new int[BINS];
    double[] sum = new double[BINS];
    for (Prediction one : predictions) {
      double p = probability.applyAsDouble(one);
      int bin = Math.min(BINS - 1, (int) (p * BINS));
      n[bin]++;
      approved[bin] += one.approved() ? 1 : 0;
      sum[bin] += p;
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    int all = 0;
    for (int i = 0; i < BINS; i++) {
      double predicted = n[i] == 0 ? 0 : sum[i] / n[i];
      double share = n[i] == 0 ? 0 : (double) approved[i] / n[i];
      bins.add(new Bin((double) i / BINS, (double) (i + 1) / BINS, n[i], predicted, share));
      error += n[i] * Math.abs(predicted - share) / predictions.size();
      all += approved[i];
    }
    return new Scores(
        predictions.size(),
        all,
        mean(predictions, one -> brier(one, probability.applyAsDouble(one))),
        mean(predictions, one -> logLoss(one, probability.applyAsDouble(one))),
        error,
        bins);
  }

  /** The squared distance between a probability and the outcome. */
  static double brier(Prediction one, double probability) {
    double off = probability - (one.approved() ? 1 : 0);
    return off * off;
  }

  /**
   * The surprise at the outcome; bounded, so that one certain mistake does not outweigh all else.
   */
  static double logLoss(Prediction one, double probability) {
    return -Math.log(Math.max(1e-6, one.approved() ? probability : 1 - probability));
  }

  private static double mean(List<Prediction> predictions, ToDoubleFunction<Prediction> value) {
    return predictions.stream().mapToDouble(value).average().orElse(0);
  }
}
