package ketcov.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ketcov.assessment.Decision;
import ketcov.assessment.LikelihoodWeights;

/**
 * One determination as a fit sees it.
 *
 * @param assessmentId the assessment that was determined
 * @param payer the payer whose policy judged the case; for a benefit manager, the manager
 * @param amounts how much of each weight was in the assessment
 * @param offset log-odds in it that no weight has, such as a policy's own prior
 * @param approved what the payer decided
 */
public record Observation(
    String assessmentId,
    String payer,
    Map<String, Double> amounts,
    double offset,
    boolean approved) {

  /** Effects are rounded to four digits each, and the estimate too. */
  private static final double ROUNDING = 0.005;

  public Observation {
    amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
  }

  /**
   * Takes from an assessment what a fit needs.
   *
   * @param known the weights of the policy model
   */
  public static ObservationReading read(JsonNode assessment, Decision decision, Set<String> known) {
    String id = assessment.path("assessmentId").asText();
    if (id.isBlank()) {
      return new ObservationReading.Malformed("/assessmentId", "an assessment has an id");
    }
    if (decision == Decision.WITHDRAWN) {
      return new ObservationReading.LeftOut(ObservationReading.Why.WITHDRAWN);
    }
    JsonNode likelihood = assessment.path("likelihood");
    String policy = assessment.at("/policy/id").asText();
    if (likelihood.isMissingNode() || likelihood.isNull() || policy.isEmpty()) {
      return new ObservationReading.LeftOut(ObservationReading.Why.NOT_JUDGED);
    }
    if (!policy.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      return new ObservationReading.Malformed("/policy/id", "expected <payer>/<policy>");
    }
    if (!likelihood.path("drivers").isArray() || !likelihood.path("estimate").isNumber()) {
      return new ObservationReading.Malformed(
          "/likelihood", "expected `estimate`, a number, and `drivers`, a list");
    }
    return read(id, policy.substring(0, policy.indexOf('/')), likelihood, decision, known);
  }

  private static ObservationReading read(
      String id, String payer, JsonNode likelihood, Decision decision, Set<String> known) {
    Map<String, Double> amounts = new TreeMap<>();
    double offset = 0;
    double sum = 0;
    JsonNode drivers = likelihood.path("drivers");
    for (int i = 0; i < drivers.size(); i++) {
      JsonNode driver = drivers.get(i);
      if (!driver.path("effect").isNumber()) {
        return new ObservationReading.Malformed(
            "/likelihood/drivers/" + i + "/effect", "expected a number of log-odds");
      }
      double effect = driver.path("effect").doubleValue();
      sum += effect;
      if (driver.path("amounts").isEmpty()) {
        offset += effect;
      }
      for (Map.Entry<String, JsonNode> amount : driver.path("amounts").properties()) {
        if (!amount.getValue().isNumber()) {
          return new ObservationReading.Malformed(
              "/likelihood/drivers/" + i + "/amounts/" + amount.getKey(), "expected a number");
        }
        amounts.merge(amount.getKey(), amount.getValue().doubleValue(), Double::sum);
      }
    }
    // What was known of the payer before is learned anew.
    amounts.remove(LikelihoodWeights.ofPayer(payer));
    if (amounts.isEmpty()) {
      return new ObservationReading.LeftOut(ObservationReading.Why.NO_AMOUNTS);
    }
    if (!known.containsAll(amounts.keySet())) {
      return new ObservationReading.LeftOut(ObservationReading.Why.OTHER_MODEL);
    }
    double estimate = likelihood.path("estimate").doubleValue();
    if (Math.abs(probability(sum) - estimate) > ROUNDING) {
      return new ObservationReading.Malformed(
          "/likelihood", "the effects of the drivers do not add up to the estimate");
    }
    return new ObservationReading.Usable(
        new Observation(id, payer, amounts, offset, decision != Decision.DENIED));
  }

  /** The log-odds of approval under weights. */
  double logOdds(LikelihoodWeights weights) {
    double sum = offset + weights.of(LikelihoodWeights.ofPayer(payer));
    for (Map.Entry<String, Double> amount : amounts.entrySet()) {
      sum += weights.of(amount.getKey()) * amount.getValue();
    }
    return sum;
  }

  /** The probability of log-odds. */
  static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** Everything in it, the same text for the same observation. */
  String text() {
    return assessmentId + " " + payer + " " + amounts + " " + offset + " " + approved;
  }
}
