package ketcov.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.Decision;
import ketcov.assessment.LikelihoodWeights;

/**
 * Determinations that nobody made: real assessments of sample cases, decided by chance from known
 * weights, by payers that do not exist. A fit of them must find those weights again.
 *
 * <p>It must also be able to, so they are drawn with that in view, and not as cases come. The payer
 * is drawn apart from the case. Of groups that are met, not met, limited by a law or unknown, each
 * is drawn as often as any other, with much and with little of {@code allMet} beside it. Of the
 * other circumstances each is there or not by its own chance, whatever the case says. Half of the
 * assessments without groups do not say so, which no real one does: of real ones {@code prior} and
 * {@code allMet}, {@code criteriaUnknown} and {@code notNamed} are hardly known apart, only their
 * sums, since each request has just one of the latter three.
 */
public final class SyntheticDeterminations {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final String LIMITED = "limitedByLaw";

  /** Weights that a case gets from its groups. */
  private static final Set<String> OF_GROUPS =
      Set.of("allMet", "notMet", LIMITED, "criteriaUnknown", "notNamed");

  /** The chance of each other circumstance. */
  private static final Map<String, Double> CHANCES =
      new TreeMap<>(
          Map.of(
              "partialSource", 0.5,
              "useNotWhollySeen", 0.3,
              "quantityExceeded", 0.3,
              "exceptionGround", 0.3,
              "excluded", 0.2,
              "notCovered", 0.15));

  /** Weights that half of the assessments that have them lose. */
  private static final Set<String> IN_HALF =
      Set.of(
          "severe",
          "furtherTrials",
          "augmentationTried",
          "specialist",
          "criteriaUnknown",
          "notNamed");

  private final Strata strata = new Strata();
  private final Map<String, Double> weights = new TreeMap<>();
  private final List<String> payers = new ArrayList<>();
  private final List<Integer> shares = new ArrayList<>();

  /** A determination, as a line of a file. */
  private record Line(String payer, Decision decision, JsonNode assessment) {}

  /** Assessments by the weight that they have much of, and by how much of {@code allMet}. */
  private static final class Strata {
    private final Map<String, Map<Long, List<JsonNode>>> byWeight = new TreeMap<>();

    void add(JsonNode likelihood, Map<String, Double> amounts) {
      long met = Math.round(4 * amounts.getOrDefault("allMet", 0.0));
      amounts.forEach(
          (weight, amount) -> {
            if (OF_GROUPS.contains(weight) && amount > 0.1) {
              byWeight
                  .computeIfAbsent(weight, w -> new TreeMap<>())
                  .computeIfAbsent(met, m -> new ArrayList<>())
                  .add(likelihood);
            }
          });
    }

    JsonNode draw(Random random) {
      return one(one(one(byWeight.values(), random).values(), random), random);
    }

    private static <T> T one(Collection<T> of, Random random) {
      return List.copyOf(of).get(random.nextInt(of.size()));
    }
  }

  /** Draws from assessments that the policy model made. */
  public SyntheticDeterminations(List<Assessment> assessments) {
    Set<String> known = LikelihoodWeights.ofPolicyModel().values().keySet();
    for (Assessment assessment : assessments) {
      JsonNode json = tree(assessment);
      if (Observation.read(json, Decision.APPROVED, known)
          instanceof ObservationReading.Usable usable) {
        strata.add(json.path("likelihood"), usable.observation().amounts());
      }
    }
    if (strata.byWeight.isEmpty()) {
      throw new IllegalArgumentException("there is no sample case to draw from");
    }
    JsonNode settings = CalibrationSettings.file().path("synthetic");
    settings
        .path("weights")
        .properties()
        .forEach(e -> weights.put(e.getKey(), e.getValue().doubleValue()));
    settings
        .path("payers")
        .properties()
        .forEach(
            e -> {
              payers.add(e.getKey());
              shares.add(e.getValue().path("share").intValue());
              weights.put(
                  LikelihoodWeights.ofPayer(e.getKey()),
                  e.getValue().path("intercept").doubleValue());
            });
  }

  /** The weights that decisions are drawn from. */
  public LikelihoodWeights truth() {
    return new LikelihoodWeights("synthetic", Assessment.LikelihoodBasis.CALIBRATED, 0, weights);
  }

  /** Writes determinations, one on each line; the same for the same number and seed. */
  public void write(int number, long seed, Writer out) throws IOException {
    Random random = new Random(seed);
    LikelihoodWeights truth = truth();
    Set<String> known = truth.values().keySet();
    for (int i = 1; i <= number; i++) {
      String payer = payer(random);
      JsonNode assessment = assessment("synthetic-" + i, payer, strata.draw(random), random);
      if (!(Observation.read(assessment, Decision.APPROVED, known)
          instanceof ObservationReading.Usable drawn)) {
        throw new IllegalStateException("what was drawn is no observation: " + assessment);
      }
      double probability = Observation.probability(drawn.observation().logOdds(truth));
      Decision decision = random.nextDouble() < probability ? Decision.APPROVED : Decision.DENIED;
      out.write(
          MAPPER.writeValueAsString(MAPPER.valueToTree(new Line(payer, decision, assessment))));
      out.write('\n');
    }
  }

  private String payer(Random random) {
    int at = random.nextInt(shares.stream().mapToInt(Integer::intValue).sum());
    int i = 0;
    while (at >= shares.get(i)) {
      at -= shares.get(i);
      i++;
    }
    return payers.get(i);
  }

  /** The parts of an assessment that a fit reads. */
  private static JsonNode assessment(String id, String payer, JsonNode likelihood, Random random) {
    ObjectNode assessment = MAPPER.createObjectNode();
    assessment.put("assessmentId", id);
    assessment.putObject("policy").put("id", payer + "/synthetic");
    ObjectNode drawn = assessment.putObject("likelihood");
    ArrayNode drivers = MAPPER.createArrayNode();
    for (JsonNode driver : likelihood.path("drivers")) {
      JsonNode amounts = driver.path("amounts");
      boolean byChance =
          amounts.properties().stream().anyMatch(e -> CHANCES.containsKey(e.getKey()));
      boolean inHalf = amounts.properties().stream().anyMatch(e -> IN_HALF.contains(e.getKey()));
      if (!byChance && (!inHalf || random.nextBoolean())) {
        drivers.add(amounts.has(LIMITED) && random.nextBoolean() ? said(LIMITED) : driver);
      }
    }
    CHANCES.forEach(
        (weight, chance) -> {
          if (random.nextDouble() < chance) {
            drivers.add(said(weight));
          }
        });
    double sum = 0;
    for (JsonNode driver : drivers) {
      sum += driver.path("effect").doubleValue();
    }
    drawn.put("estimate", Observation.probability(sum));
    drawn.set("model", likelihood.path("model"));
    drawn.set("drivers", drivers);
    return assessment;
  }

  private static JsonNode said(String weight) {
    double effect = LikelihoodWeights.ofPolicyModel().of(weight);
    return tree(new Assessment.Driver(weight, effect, "drawn by chance", Map.of(weight, 1.0)));
  }

  private static JsonNode tree(Object value) {
    try {
      return MAPPER.readTree(AssessmentJson.bytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
