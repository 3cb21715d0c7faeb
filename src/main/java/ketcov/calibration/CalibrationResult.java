package ketcov.calibration;

import org.jspecify.annotations.Nullable;

/** What came of a fit. */
public sealed interface CalibrationResult {

  /** Weights that may be used. */
  record Fitted(CalibratedWeights weights, CalibrationReport report) implements CalibrationResult {}

  /**
   * The policy model stays.
   *
   * @param why in a sentence
   * @param report null when there were too few determinations to try
   */
  record Refused(String why, @Nullable CalibrationReport report) implements CalibrationResult {}
}
