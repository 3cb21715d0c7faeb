package ketcov.assessment;

import java.util.Map;
import java.util.TreeMap;

/**
 * One term of the likelihood: amounts of weights, least favourable, expected and most favourable
 * over what the case leaves open. A term that nothing leaves open has three times the same.
 *
 * @param about the criterion, group, exclusion or circumstance
 * @param below added to the lower bound, in log-odds, beside its amounts
 * @param above added to the upper bound
 */
record LikelihoodTerm(
    String about,
    String why,
    Map<String, Double> worst,
    Map<String, Double> expected,
    Map<String, Double> best,
    double below,
    double above) {

  /** A term that is certain. */
  static LikelihoodTerm fixed(String about, String weight, double amount, String why) {
    Map<String, Double> amounts = Map.of(weight, amount);
    return new LikelihoodTerm(about, why, amounts, amounts, amounts, 0, 0);
  }

  /** A term between two states. */
  static LikelihoodTerm open(
      String about,
      Map<String, Double> worst,
      Map<String, Double> best,
      double shareOfBest,
      String why) {
    Map<String, Double> expected = new TreeMap<>();
    worst.forEach(
        (weight, amount) -> expected.merge(weight, (1 - shareOfBest) * amount, Double::sum));
    best.forEach((weight, amount) -> expected.merge(weight, shareOfBest * amount, Double::sum));
    return new LikelihoodTerm(about, why, worst, expected, best, 0, 0);
  }

  /** The same with bounds of its own. */
  LikelihoodTerm within(double lower, double higher) {
    return new LikelihoodTerm(about, why, worst, expected, best, lower, higher);
  }
}
