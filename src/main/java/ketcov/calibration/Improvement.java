package ketcov.calibration;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.util.MathArrays;

/**
 * By how much held-out determinations are predicted better.
 *
 * @param by the mean over determinations; negative when they are predicted worse
 * @param standardError of that mean, each determination compared with itself
 */
public record Improvement(double by, double standardError) {

  static Improvement of(List<Prediction> predictions, ToDoubleFunction<Prediction> gain) {
    double[] gains = predictions.stream().mapToDouble(gain).toArray();
    double mean = java.util.Arrays.stream(gains).average().orElse(0);
    double[] off = java.util.Arrays.stream(gains).map(g -> g - mean).toArray();
    double n = gains.length;
    return new Improvement(mean, n < 2 ? 0 : MathArrays.safeNorm(off) / Math.sqrt(n * (n - 1)));
  }

  /** Whether it is more than chance would do. */
  boolean clear() {
    return by > standardError;
  }
}
