package ketcov.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import ketcov.text.StrictYaml;

/**
 * The weights of the likelihood, in log-odds, by name. {@code payer:<payer>} is what is particular
 * to a payer; it is 0 where nothing was learned.
 *
 * @param version names them in every assessment
 * @param basis whether they are a judgement or were fitted
 * @param observations recorded determinations behind them
 */
public record LikelihoodWeights(
    String version,
    Assessment.LikelihoodBasis basis,
    int observations,
    Map<String, Double> values) {
  public LikelihoodWeights {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** The policy model, as it ships with the service. */
  public static LikelihoodWeights ofPolicyModel() {
    JsonNode root = modelFile();
    Map<String, Double> values = new TreeMap<>();
    root.path("weights")
        .properties()
        .forEach(e -> values.put(e.getKey(), e.getValue().doubleValue()));
    return new LikelihoodWeights(
        root.path("version").asText(), Assessment.LikelihoodBasis.POLICY_MODEL, 0, values);
  }

  /** The weight of that name; 0 for one that was not learned. */
  public double of(String name) {
    return values.getOrDefault(name, 0.0);
  }

  /** The name of what is particular to a payer. */
  public static String ofPayer(String payer) {
    return "payer:" + payer;
  }

  static JsonNode modelFile() {
    return StrictYaml.resource("/ketcov/likelihood.yaml");
  }
}
