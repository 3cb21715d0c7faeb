package ketcov.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import ketcov.text.StrictYaml;

/**
 * The likelihood as a sum that can be read: log-odds, one term for each group of criteria, each
 * exclusion and each other circumstance. Its weights are data, {@code likelihood.yaml}.
 */
final class LikelihoodModel {
  private final JsonNode weights;

  private LikelihoodModel(JsonNode weights) {
    this.weights = weights;
  }

  /** The model that ships with the service. */
  static LikelihoodModel load() {
    try (InputStream in = LikelihoodModel.class.getResourceAsStream("/ketcov/likelihood.yaml")) {
      if (in == null) {
        throw new IllegalStateException("likelihood.yaml is missing");
      }
      StrictYaml.Document document =
          StrictYaml.read("likelihood.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      JsonNode root = document.root();
      if (root == null) {
        throw new IllegalStateException(document.problems().toString());
      }
      return new LikelihoodModel(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A term with the bounds that it can take over what is unsaid, in log-odds. */
  private record Term(String about, double low, double estimate, double high, String why) {
    static Term fixed(String about, double value, String why) {
      return new Term(about, value, value, value, why);
    }
  }

  /** The likelihood when the request's indication is said, or supposed. */
  Assessment.Likelihood of(Standing standing) {
    List<Term> terms = new ArrayList<>();
    terms.add(Term.fixed("prior", weight("prior"), "before any criterion is looked at"));
    if (standing.partialSource()) {
      terms.add(
          Term.fixed(
              "partial source",
              weight("partialSource"),
              "the policy may have criteria that we could not read"));
    }
    if (!standing.named()) {
      terms.add(range("use not named", "notNamed", "the policy does not name this use"));
    } else if (standing.groups().isEmpty()) {
      terms.add(
          range(
              "criteria unknown",
              "criteriaUnknown",
              "the policy's criteria for this use are not known"));
    }
    int groups = Math.max(1, standing.groups().size());
    Set<String> limited = standing.limited();
    standing
        .groups()
        .forEach(
            (group, outcome) ->
                terms.add(
                    limited.contains(group)
                        ? Term.fixed(
                            group,
                            weight("limitedByLaw"),
                            "not met, but a law limits what may be asked")
                        : group(group, outcome, groups)));
    standing.exclusions().forEach(exclusion -> exclusion(exclusion, standing.named(), terms));
    if (standing.quantityExceeded()) {
      terms.add(
          Term.fixed(
              "quantity",
              weight("quantityExceeded"),
              "the request asks for more than the policy would grant"));
    }
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
            "the request does not say its indication: the bounds are over all of them");
    return new Assessment.Likelihood(
        rounded(mean),
        low,
        high,
        Assessment.LikelihoodBasis.POLICY_MODEL,
        version(),
        0,
        List.of(driver));
  }

  private Term group(String group, Outcome outcome, int groups) {
    double met = weight("allMet") / groups;
    double notMet = weight("notMet");
    return switch (outcome) {
      case MET -> Term.fixed(group, met, "met");
      case NOT_MET -> Term.fixed(group, notMet, "not met");
      case UNDETERMINED -> {
        double share = weight("openShare");
        yield new Term(group, notMet, share * met + (1 - share) * notMet, met, "undetermined");
      }
    };
  }

  private void exclusion(Assessment.ExclusionResult exclusion, boolean named, List<Term> terms) {
    double weight =
        switch (exclusion.effect()) {
          case NOT_COVERED -> weight("notCovered");
          case DENIED -> weight("excluded");
        };
    if (!exclusion.required()) {
      return;
    }
    switch (exclusion.outcome()) {
      case TRIGGERED -> terms.add(Term.fixed(exclusion.id(), weight, "exclusion triggered"));
      case UNDETERMINED -> {
        if (named) {
          terms.add(
              new Term(
                  exclusion.id(),
                  weight,
                  weight("openExclusionShare") * weight,
                  0,
                  "exclusion undetermined"));
        }
      }
      case CLEAR -> {
        // No term: a policy without the exclusion would stand the same.
      }
    }
  }

  private Term range(String about, String weight, String why) {
    JsonNode range = weights.path(weight);
    return new Term(
        about,
        range.path("low").doubleValue(),
        range.path("estimate").doubleValue(),
        range.path("high").doubleValue(),
        why);
  }

  private Assessment.Likelihood sum(List<Term> terms) {
    double low = 0;
    double estimate = 0;
    double high = 0;
    List<Assessment.Driver> drivers = new ArrayList<>();
    for (Term term : terms) {
      low += term.low();
      estimate += term.estimate();
      high += term.high();
      drivers.add(new Assessment.Driver(term.about(), rounded(term.estimate()), term.why()));
    }
    drivers.sort(
        Comparator.comparingDouble((Assessment.Driver driver) -> -Math.abs(driver.effect()))
            .thenComparing(Assessment.Driver::criterion));
    return new Assessment.Likelihood(
        probability(estimate),
        probability(low),
        probability(high),
        Assessment.LikelihoodBasis.POLICY_MODEL,
        version(),
        0,
        drivers);
  }

  private String version() {
    return weights.path("version").asText();
  }

  private double weight(String name) {
    return weights.path(name).doubleValue();
  }

  private static double probability(double logOdds) {
    return rounded(1 / (1 + Math.exp(-logOdds)));
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
