package ketcov.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ketcov.assessment.LikelihoodWeights;

/**
 * Observations in columns: the weights of the policy model, then an intercept for each payer. A row
 * holds only the columns of which it has an amount.
 */
final class Design {
  private final List<String> names;
  private final int weights;
  private final List<Observation> observations;
  private final int[][] columns;
  private final double[][] amounts;

  Design(List<Observation> observations, LikelihoodWeights policyModel) {
    this.observations = List.copyOf(observations);
    List<String> columnNames = new ArrayList<>(policyModel.values().keySet());
    this.weights = columnNames.size();
    TreeSet<String> payers = new TreeSet<>();
    observations.forEach(o -> payers.add(LikelihoodWeights.ofPayer(o.payer())));
    columnNames.addAll(payers);
    this.names = List.copyOf(columnNames);
    this.columns = new int[observations.size()][];
    this.amounts = new double[observations.size()][];
    for (int row = 0; row < observations.size(); row++) {
      Observation observation = observations.get(row);
      Map<String, Double> of = observation.amounts();
      columns[row] =
          IntStream.concat(
                  of.keySet().stream().mapToInt(names::indexOf),
                  IntStream.of(names.indexOf(LikelihoodWeights.ofPayer(observation.payer()))))
              .toArray();
      amounts[row] = new double[of.size() + 1];
      int next = 0;
      for (double amount : of.values()) {
        amounts[row][next++] = amount;
      }
      amounts[row][next] = 1;
    }
  }

  /** The names of the columns. */
  List<String> names() {
    return names;
  }

  /** How many columns are weights of the policy model; they come first. */
  int weights() {
    return weights;
  }

  int rows() {
    return columns.length;
  }

  Observation observation(int row) {
    return observations.get(row);
  }

  /** The columns of a row. */
  int[] columns(int row) {
    return columns[row];
  }

  /** The amounts of a row, in the order of its columns. */
  double[] amounts(int row) {
    return amounts[row];
  }
}
