package ketcov.calibration;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ketcov.assessment.Assessment;
import ketcov.assessment.LikelihoodWeights;
import ketcov.policy.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * Fits the weights of the likelihood to recorded determinations, and refuses the fit when there are
 * too few of them or when it does not predict held-out determinations better than the policy model.
 */
public final class Calibration {
  private final LikelihoodWeights policyModel;
  private final CalibrationSettings settings;

  /** A calibration of the policy model. */
  public Calibration(LikelihoodWeights policyModel, CalibrationSettings settings) {
    this.policyModel = policyModel;
    this.settings = settings;
  }

  /**
   * Fits.
   *
   * @param observations in the order of {@link Observations#sorted}
   * @param date the date of the version
   */
  public CalibrationResult fit(List<Observation> observations, LocalDate date) {
    String tooFew = tooFew(observations);
    if (tooFew != null) {
      return new CalibrationResult.Refused(tooFew, null);
    }
    Design design = new Design(observations, policyModel);
    List<Prediction> heldOut = CrossValidation.of(design, policyModel, settings);
    PenalisedFit.Found found =
        PenalisedFit.of(design, IntStream.range(0, design.rows()).toArray(), policyModel, settings);
    CalibrationReport report = report(observations, date, design, heldOut, found);
    return report.refused() != null
        ? new CalibrationResult.Refused(report.refused(), report)
        : new CalibrationResult.Fitted(weights(design, found, report), report);
  }

  private @Nullable String tooFew(List<Observation> observations) {
    long approved = observations.stream().filter(Observation::approved).count();
    long denied = observations.size() - approved;
    if (observations.size() >= settings.minimumObservations()
        && Math.min(approved, denied) >= settings.minimumOfEachOutcome()) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%d determinations (%d approved, %d denied) are too few: at least %d are needed, and of"
            + " approvals and denials at least %d each.",
        observations.size(),
        approved,
        denied,
        settings.minimumObservations(),
        settings.minimumOfEachOutcome());
  }

  private CalibrationReport report(
      List<Observation> observations,
      LocalDate date,
      Design design,
      List<Prediction> heldOut,
      PenalisedFit.Found found) {
    Improvement brier =
        Improvement.of(
            heldOut, one -> Scores.brier(one, one.before()) - Scores.brier(one, one.after()));
    Improvement logLoss =
        Improvement.of(
            heldOut, one -> Scores.logLoss(one, one.before()) - Scores.logLoss(one, one.after()));
    return new CalibrationReport(
        "calibrated-" + date + "-" + hash(observations).substring(0, 8),
        notBetter(brier, logLoss),
        date,
        policyModel.version(),
        observations.size(),
        (int) observations.stream().filter(Observation::approved).count(),
        settings.folds(),
        found.payerSpread(),
        Scores.of(heldOut, Prediction::before),
        Scores.of(heldOut, Prediction::after),
        brier,
        logLoss,
        payers(design, heldOut, found),
        weights(design, found));
  }

  private static @Nullable String notBetter(Improvement brier, Improvement logLoss) {
    if (brier.clear() && logLoss.clear()) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "The fit does not predict held-out determinations better than the policy model by more than"
            + " a standard error: Brier score better by %.4f with a standard error of %.4f, log loss by %.4f"
            + " with %.4f.",
        brier.by(),
        brier.standardError(),
        logLoss.by(),
        logLoss.standardError());
  }

  private static List<CalibrationReport.OfPayer> payers(
      Design design, List<Prediction> heldOut, PenalisedFit.Found found) {
    Map<String, List<Prediction>> byPayer =
        heldOut.stream()
            .collect(Collectors.groupingBy(Prediction::payer, TreeMap::new, Collectors.toList()));
    List<CalibrationReport.OfPayer> payers = new ArrayList<>();
    byPayer.forEach(
        (payer, predictions) -> {
          int column = design.names().indexOf(LikelihoodWeights.ofPayer(payer));
          payers.add(
              new CalibrationReport.OfPayer(
                  payer,
                  found.values().getEntry(column),
                  found.deviations().getEntry(column),
                  Scores.of(predictions, Prediction::before),
                  Scores.of(predictions, Prediction::after)));
        });
    payers.sort(
        Comparator.comparingInt((CalibrationReport.OfPayer one) -> -one.before().n())
            .thenComparing(CalibrationReport.OfPayer::payer));
    return payers;
  }

  private List<CalibrationReport.Weight> weights(Design design, PenalisedFit.Found found) {
    List<CalibrationReport.Weight> weights = new ArrayList<>();
    for (int column = 0; column < design.weights(); column++) {
      String name = design.names().get(column);
      weights.add(
          new CalibrationReport.Weight(
              name,
              policyModel.of(name),
              found.values().getEntry(column),
              found.deviations().getEntry(column),
              (int)
                  IntStream.range(0, design.rows())
                      .filter(row -> design.observation(row).amounts().containsKey(name))
                      .count()));
    }
    return weights;
  }

  private static CalibratedWeights weights(
      Design design, PenalisedFit.Found found, CalibrationReport report) {
    Map<String, Double> values = new TreeMap<>();
    for (int column = 0; column < design.names().size(); column++) {
      double digits = 1e6;
      values.put(
          design.names().get(column),
          Math.round(found.values().getEntry(column) * digits) / digits);
    }
    return new CalibratedWeights(
        new LikelihoodWeights(
            report.version(), Assessment.LikelihoodBasis.CALIBRATED, report.observations(), values),
        report.policyModel(),
        report.made(),
        report.approved());
  }

  /** Over all that the weights depend on. */
  private String hash(List<Observation> observations) {
    List<String> texts = new ArrayList<>();
    texts.add(settings.hash());
    texts.add(policyModel.version() + " " + policyModel.values());
    observations.forEach(observation -> texts.add(observation.text()));
    return ContentHash.of(texts);
  }
}
