package ketcov.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ketcov.policy.PolicyEdition;

/**
 * The likelihood as a sum that can be read: log-odds, one term for each group of criteria, each
 * exclusion and each other circumstance. Its weights and its assumptions are data, {@code
 * likelihood.yaml}; weights can be fitted to recorded determinations.
 */
final class LikelihoodModel {
  private final LikelihoodWeights weights;
  private final Map<String, Double> shares = new TreeMap<>();
  private final JsonNode bounds;

  LikelihoodModel(LikelihoodWeights weights) {
    this.weights = weights;
    JsonNode file = LikelihoodWeights.modelFile();
    file.path("shares")
        .properties()
        .forEach(share -> shares.put(share.getKey(), share.getValue().doubleValue()));
    this.bounds = file.path("bounds");
  }

  /** The likelihood when the request's indication is said, or supposed. */
  Assessment.Likelihood of(PolicyEdition policy, Standing standing) {
    List<LikelihoodTerm> terms = new ArrayList<>();
    terms.add(LikelihoodTerm.fixed("prior", "prior", 1, "before any criterion is looked at"));
    PolicyEdition.Prior prior = policy.prior();
    if (prior != null) {
      double own = prior.logOdds();
      terms.add(
          new LikelihoodTerm("policy", prior.reason(), Map.of(), Map.of(), Map.of(), own, own));
    }
    String payer = LikelihoodWeights.ofPayer(policy.id().payer());
    if (weights.of(payer) != 0) {
      terms.add(LikelihoodTerm.fixed(payer, payer, 1, "what this payer decided before"));
    }
    if (standing.partialSource()) {
      terms.add(
          LikelihoodTerm.fixed(
              "partial source",
              "partialSource",
              1,
              "the policy may have criteria that we could not read"));
    }
    if (!standing.named()) {
      terms.add(bounded("use not named", "notNamed", "the policy does not name this use"));
    } else if (standing.groups().isEmpty()) {
      terms.add(
          bounded(
              "criteria unknown",
              "criteriaUnknown",
              "the policy's criteria for this use are not known"));
    } else if (!standing.partialUse().isEmpty()) {
      terms.add(
          bounded(
              "use not wholly seen",
              "useNotWhollySeen",
              "the source does not show all criteria of this use"));
    }
    Standing.Circumstances circumstances = standing.circumstances().get();
    groups(standing, circumstances, terms);
    standing.exclusions().forEach(exclusion -> exclusion(exclusion, standing.named(), terms));
    switch (standing.quantityExceeded()) {
      case TRUE ->
          terms.add(
              LikelihoodTerm.fixed(
                  "quantity",
                  "quantityExceeded",
                  1,
                  "the request asks for more than the policy would grant"));
      case UNKNOWN ->
          terms.add(
              LikelihoodTerm.open(
                  "quantity",
                  Map.of("quantityExceeded", 1.0),
                  Map.of(),
                  1 - share("openQuantity"),
                  "the request may ask for more than the policy would grant"));
      case FALSE -> {
        // Within what the policy grants.
      }
    }
    circumstances.supports().forEach(support -> terms.add(support(support)));
    return sum(terms);
  }

  /**
   * The likelihood when the indication is unsaid: the bounds over every indication, the estimate
   * the mean over those that the policy names.
   */
  Assessment.Likelihood over(
      List<Assessment.Likelihood> supposed, List<Assessment.Likelihood> named) {
    double low = supposed.stream().mapToDouble(Assessment.Likelihood::low).min().orElse(0);
    double high = supposed.stream().mapToDouble(Assessment.Likelihood::high).max().orElse(1);
    double mean =
        (named.isEmpty() ? supposed : named)
            .stream().mapToDouble(Assessment.Likelihood::estimate).average().orElse(0.5);
    Assessment.Driver driver =
        new Assessment.Driver(
            "indication",
            0,
            "the request does not say its indication: the bounds are over all of them",
            Map.of());
    return new Assessment.Likelihood(
        rounded(mean),
        low,
        high,
        weights.basis(),
        weights.version(),
        weights.observations(),
        List.of(driver));
  }

  private void groups(
      Standing standing, Standing.Circumstances circumstances, List<LikelihoodTerm> terms) {
    double met = 1.0 / Math.max(1, standing.groups().size());
    Set<String> limited = standing.limited();
    Set<String> perhapsLimited = circumstances.perhapsLimited();
    standing
        .groups()
        .forEach(
            (group, outcome) ->
                terms.add(
                    switch (outcome) {
                      case MET -> LikelihoodTerm.fixed(group, "allMet", met, "met");
                      case NOT_MET ->
                          limited.contains(group)
                              ? LikelihoodTerm.fixed(
                                  group,
                                  "limitedByLaw",
                                  1,
                                  "not met, but a law limits what may be asked")
                              : perhapsLimited.contains(group)
                                  ? LikelihoodTerm.open(
                                      group,
                                      Map.of("notMet", 1.0),
                                      Map.of("limitedByLaw", 1.0),
                                      share("openException"),
                                      "not met; a law may limit what may be asked")
                                  : LikelihoodTerm.fixed(group, "notMet", 1, "not met");
                      case UNDETERMINED ->
                          LikelihoodTerm.open(
                              group,
                              Map.of("notMet", 1.0),
                              Map.of("allMet", met),
                              share("openGroup"),
                              "undetermined");
                    }));
    switch (circumstances.exceptionGround()) {
      case TRUE ->
          terms.add(
              LikelihoodTerm.fixed(
                  "step-therapy exception",
                  "exceptionGround",
                  1,
                  "the case meets a ground that a law names for an exception"));
      case UNKNOWN ->
          terms.add(
              LikelihoodTerm.open(
                  "step-therapy exception",
                  Map.of(),
                  Map.of("exceptionGround", 1.0),
                  share("openException"),
                  "the case may meet a ground that a law names for an exception"));
      case FALSE -> {
        // No ground, or no group of failed drugs is unmet.
      }
    }
  }

  private void exclusion(
      Assessment.ExclusionResult exclusion, boolean named, List<LikelihoodTerm> terms) {
    String weight =
        switch (exclusion.effect()) {
          case NOT_COVERED -> "notCovered";
          case DENIED -> "excluded";
        };
    if (!exclusion.required()) {
      return;
    }
    switch (exclusion.outcome()) {
      case TRIGGERED ->
          terms.add(LikelihoodTerm.fixed(exclusion.id(), weight, 1, "exclusion triggered"));
      case UNDETERMINED -> {
        if (named) {
          terms.add(
              LikelihoodTerm.open(
                  exclusion.id(),
                  Map.of(weight, 1.0),
                  Map.of(),
                  1 - share("openExclusion"),
                  "exclusion undetermined"));
        }
      }
      case CLEAR -> {
        // No term: a policy without the exclusion would stand the same.
      }
    }
  }

  private LikelihoodTerm support(SupportingFact support) {
    return support.least() == support.most()
        ? LikelihoodTerm.fixed(support.about(), support.weight(), support.least(), support.why())
        : LikelihoodTerm.open(
            support.about(),
            Map.of(support.weight(), support.least()),
            Map.of(support.weight(), support.most()),
            share("openSupport"),
            support.why());
  }

  private LikelihoodTerm bounded(String about, String weight, String why) {
    JsonNode range = bounds.path(weight);
    return LikelihoodTerm.fixed(about, weight, 1, why)
        .within(
            Math.min(0, range.path("low").doubleValue() - weights.of(weight)),
            Math.max(0, range.path("high").doubleValue() - weights.of(weight)));
  }

  private Assessment.Likelihood sum(List<LikelihoodTerm> terms) {
    double low = 0;
    double estimate = 0;
    double high = 0;
    List<Assessment.Driver> drivers = new ArrayList<>();
    for (LikelihoodTerm term : terms) {
      double worst = value(term.worst());
      double best = value(term.best());
      double expected = value(term.expected());
      if (term.below() == term.above()) {
        expected += term.below();
      }
      low += Math.min(worst, best) + term.below();
      high += Math.max(worst, best) + term.above();
      estimate += expected;
      drivers.add(
          new Assessment.Driver(
              term.about(), rounded(expected), term.why(), rounded(term.expected())));
    }
    drivers.sort(
        Comparator.comparingDouble((Assessment.Driver driver) -> -Math.abs(driver.effect()))
            .thenComparing(Assessment.Driver::criterion));
    return new Assessment.Likelihood(
        probability(estimate),
        probability(low),
        probability(high),
        weights.basis(),
        weights.version(),
        weights.observations(),
        drivers);
  }

  private double share(String name) {
    return shares.getOrDefault(name, 0.5);
  }

  private double value(Map<String, Double> amounts) {
    double value = 0;
    for (Map.Entry<String, Double> amount : amounts.entrySet()) {
      value += weights.of(amount.getKey()) * amount.getValue();
    }
    return value;
  }

  private static double probability(double logOdds) {
    return rounded(1 / (1 + Math.exp(-logOdds)));
  }

  private static Map<String, Double> rounded(Map<String, Double> amounts) {
    Map<String, Double> rounded = new TreeMap<>();
    amounts.forEach((weight, amount) -> rounded.put(weight, rounded(amount)));
    return rounded;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
