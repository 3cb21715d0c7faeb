package ketcov.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import ketcov.assessment.LikelihoodWeights;

/** Observations drawn from weights, without the library. */
final class Drawn {
  private Drawn() {}

  /** As many as are asked for, decided under {@code truth}. */
  static List<Observation> from(LikelihoodWeights truth, int number, long seed) {
    Random random = new Random(seed);
    List<Observation> drawn = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Map<String, Double> amounts = new TreeMap<>();
      int groups = 1 + random.nextInt(6);
      int unmet = random.nextInt(Math.min(groups, 3) + 1);
      amounts.put("prior", 1.0);
      amounts.put("allMet", (groups - unmet) / (double) groups);
      amounts.put("notMet", (double) unmet);
      for (String weight :
          List.of("partialSource", "severe", "quantityExceeded", "furtherTrials")) {
        if (random.nextBoolean()) {
          amounts.put(weight, 1.0);
        }
      }
      String id = String.format(Locale.ROOT, "drawn-%06d", i);
      String payer = "payer-" + random.nextInt(5);
      Observation undecided = new Observation(id, payer, amounts, 0.25, false);
      boolean approved = random.nextDouble() < Observation.probability(undecided.logOdds(truth));
      drawn.add(new Observation(id, payer, amounts, 0.25, approved));
    }
    return drawn;
  }

  /** The policy model with some weights changed. */
  static LikelihoodWeights changed(Map<String, Double> changes) {
    LikelihoodWeights policy = LikelihoodWeights.ofPolicyModel();
    Map<String, Double> values = new TreeMap<>(policy.values());
    values.putAll(changes);
    return new LikelihoodWeights("truth", policy.basis(), 0, values);
  }
}
