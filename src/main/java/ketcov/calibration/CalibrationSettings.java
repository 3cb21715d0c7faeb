package ketcov.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ketcov.policy.ContentHash;
import ketcov.text.StrictYaml;

/**
 * How weights are fitted: {@code calibration.yaml}.
 *
 * @param minimumObservations a fit of fewer is refused
 * @param minimumOfEachOutcome a fit of fewer approvals, or fewer denials, is refused
 * @param payerSpreads the standard deviations of payers to choose from, in log-odds
 * @param spreads how sure the policy model is of each weight: a standard deviation in log-odds
 * @param hash of all of it
 */
public record CalibrationSettings(
    int minimumObservations,
    int minimumOfEachOutcome,
    int folds,
    long seed,
    List<Double> payerSpreads,
    Map<String, Double> spreads,
    String hash) {
  public CalibrationSettings {
    payerSpreads = List.copyOf(payerSpreads);
    spreads = Collections.unmodifiableMap(new TreeMap<>(spreads));
  }

  /** The settings that ship with the program. */
  public static CalibrationSettings load() {
    JsonNode root = file();
    List<Double> payerSpreads = new ArrayList<>();
    root.path("payerSpreads").forEach(spread -> payerSpreads.add(spread.doubleValue()));
    Map<String, Double> spreads = new TreeMap<>();
    root.path("spreads").properties().forEach(e -> spreads.put(e.getKey(), number(e.getValue())));
    return new CalibrationSettings(
        root.at("/minimum/observations").intValue(),
        root.at("/minimum/ofEachOutcome").intValue(),
        root.path("folds").intValue(),
        root.path("seed").longValue(),
        payerSpreads,
        spreads,
        ContentHash.of(List.of(root.toString())));
  }

  /** How sure the policy model is of a weight. */
  double spreadOf(String weight) {
    Double spread = spreads.get(weight);
    if (spread == null) {
      throw new IllegalStateException("calibration.yaml lacks a spread for weight " + weight);
    }
    return spread;
  }

  static JsonNode file() {
    return StrictYaml.resource("/ketcov/calibration.yaml");
  }

  private static double number(JsonNode value) {
    return value.doubleValue();
  }
}
