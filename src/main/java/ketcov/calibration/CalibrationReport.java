package ketcov.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fit showed; the record is the JSON of {@code ./ketcov calibrate --report}. Every score is
 * of determinations that were held out.
 *
 * @param refused why the fit must not be used; null when it may be
 * @param payerSpread the standard deviation of the payers' intercepts that the data chose
 * @param before scores of the policy model
 * @param after scores of fitted weights
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CalibrationReport(
    String version,
    @Nullable String refused,
    LocalDate made,
    String policyModel,
    int observations,
    int approved,
    int folds,
    double payerSpread,
    Scores before,
    Scores after,
    Improvement brier,
    Improvement logLoss,
    List<OfPayer> payers,
    List<Weight> weights) {
  public CalibrationReport {
    payers = List.copyOf(payers);
    weights = List.copyOf(weights);
  }

  /**
   * One payer, held out as all are.
   *
   * @param intercept what is particular to it, in log-odds
   * @param deviation how sure that is: a standard deviation
   */
  public record OfPayer(
      String payer, double intercept, double deviation, Scores before, Scores after) {}

  /**
   * One weight.
   *
   * @param deviation how sure the fitted value is: a standard deviation; 0 when it was held at 0
   *     because it would have changed its sign
   * @param observations how many determinations have an amount of it
   */
  public record Weight(
      String weight, double policyModel, double fitted, double deviation, int observations) {}
}
