package ketcov.calibration;

import java.util.List;
import java.util.stream.IntStream;
import ketcov.assessment.LikelihoodWeights;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression with the policy model as what is believed before: each weight lies around its
 * value there, each payer's intercept around 0. The most probable weights are found by Newton's
 * method. A weight never takes the other sign than it has in the policy model: it stops at 0, so
 * that a further failed trial, say, cannot come to speak against approval.
 */
final class PenalisedFit {
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 40;
  private static final double TOLERANCE = 1e-9;

  private final Design design;
  private final int[] rows;
  private final double[] believed;
  private final double[] precision;
  private final boolean[] held;

  /**
   * What was found.
   *
   * @param values the weights, in the order of the design's columns
   * @param deviations how sure each is: a standard deviation; 0 for one held at 0
   * @param payerSpread the standard deviation of payers
   * @param logEvidence how well the data and this spread of payers go together; by Laplace
   */
  record Found(RealVector values, RealVector deviations, double payerSpread, double logEvidence) {}

  private PenalisedFit(
      Design design,
      int[] rows,
      LikelihoodWeights policyModel,
      CalibrationSettings settings,
      double payerSpread) {
    this.design = design;
    this.rows = rows;
    List<String> names = design.names();
    this.believed = names.stream().mapToDouble(policyModel::of).toArray();
    this.precision = new double[names.size()];
    this.held = new boolean[names.size()];
    for (int column = 0; column < names.size(); column++) {
      boolean weight = column < design.weights();
      believed[column] = weight ? believed[column] : 0;
      double spread = weight ? settings.spreadOf(names.get(column)) : payerSpread;
      precision[column] = 1 / (spread * spread);
    }
  }

  /** Fits some rows; of the spreads of payers, the one with the greatest evidence. */
  static Found of(
      Design design, int[] rows, LikelihoodWeights policyModel, CalibrationSettings settings) {
    Found best = null;
    for (double payerSpread : settings.payerSpreads()) {
      Found found =
          new PenalisedFit(design, rows, policyModel, settings, payerSpread)
              .find(best, payerSpread);
      if (best == null || found.logEvidence() > best.logEvidence()) {
        best = found;
      }
    }
    if (best == null) {
      throw new IllegalStateException("calibration.yaml names no spread of payers");
    }
    return best;
  }

  private Found find(@Nullable Found near, double payerSpread) {
    RealVector at = near == null ? new ArrayRealVector(believed) : near.values().copy();
    while (true) {
      at = climb(at);
      boolean turned = false;
      for (int column = 0; column < held.length; column++) {
        if (at.getEntry(column) * believed[column] < 0) {
          held[column] = true;
          at.setEntry(column, 0);
          turned = true;
        }
      }
      if (!turned) {
        return found(at, payerSpread);
      }
    }
  }

  private RealVector climb(RealVector from) {
    RealVector at = from;
    double value = logPosterior(at);
    for (int step = 0; step < MOST_STEPS; step++) {
      RealVector newton = new CholeskyDecomposition(curvature(at)).getSolver().solve(gradient(at));
      double length = 1;
      RealVector next = at.add(newton);
      double nextValue = logPosterior(next);
      for (int halving = 0; nextValue < value && halving < MOST_HALVINGS; halving++) {
        length /= 2;
        next = at.add(newton.mapMultiply(length));
        nextValue = logPosterior(next);
      }
      if (nextValue < value || newton.mapMultiply(length).getLInfNorm() < TOLERANCE) {
        return nextValue < value ? at : next;
      }
      at = next;
      value = nextValue;
    }
    throw new IllegalStateException("the fit did not settle in " + MOST_STEPS + " steps");
  }

  private Found found(RealVector at, double payerSpread) {
    CholeskyDecomposition decomposition = new CholeskyDecomposition(curvature(at));
    RealMatrix covariance = decomposition.getSolver().getInverse();
    RealVector deviations = new ArrayRealVector(held.length);
    double evidence = logPosterior(at);
    for (int column = 0; column < held.length; column++) {
      if (!held[column]) {
        deviations.setEntry(column, Math.sqrt(covariance.getEntry(column, column)));
        evidence += Math.log(precision[column]) / 2;
      }
      evidence -= Math.log(decomposition.getL().getEntry(column, column));
    }
    return new Found(at, deviations, payerSpread, evidence);
  }

  /** Up to a constant. */
  private double logPosterior(RealVector at) {
    double sum = 0;
    for (int row : rows) {
      double logOdds = logOdds(design, row, at);
      sum -= softPlus(design.observation(row).approved() ? -logOdds : logOdds);
    }
    for (int column = 0; column < held.length; column++) {
      double off = at.getEntry(column) - believed[column];
      sum -= precision[column] * off * off / 2;
    }
    return sum;
  }

  private RealVector gradient(RealVector at) {
    double[] gradient = new double[held.length];
    for (int row : rows) {
      double probability = Observation.probability(logOdds(design, row, at));
      double off = (design.observation(row).approved() ? 1 : 0) - probability;
      int[] columns = design.columns(row);
      double[] amounts = design.amounts(row);
      for (int i = 0; i < columns.length; i++) {
        gradient[columns[i]] += off * amounts[i];
      }
    }
    for (int column = 0; column < held.length; column++) {
      gradient[column] -= precision[column] * (at.getEntry(column) - believed[column]);
      if (held[column]) {
        gradient[column] = 0;
      }
    }
    return new ArrayRealVector(gradient);
  }

  /** The negative second derivatives; a held weight is cut off from the others. */
  private RealMatrix curvature(RealVector at) {
    double[][] curvature = new double[held.length][held.length];
    for (int row : rows) {
      double probability = Observation.probability(logOdds(design, row, at));
      double spread = probability * (1 - probability);
      int[] columns = design.columns(row);
      double[] amounts = design.amounts(row);
      for (int i = 0; i < columns.length; i++) {
        for (int j = 0; j < columns.length; j++) {
          curvature[columns[i]][columns[j]] += spread * (amounts[i] * amounts[j]);
        }
      }
    }
    for (int column = 0; column < held.length; column++) {
      curvature[column][column] += precision[column];
    }
    for (int column : IntStream.range(0, held.length).filter(c -> held[c]).toArray()) {
      for (int other = 0; other < held.length; other++) {
        curvature[column][other] = other == column ? 1 : 0;
        curvature[other][column] = other == column ? 1 : 0;
      }
    }
    return MatrixUtils.createRealMatrix(curvature);
  }

  /** The log-odds of a row under weights. */
  static double logOdds(Design design, int row, RealVector weights) {
    int[] columns = design.columns(row);
    double[] amounts = design.amounts(row);
    double sum = design.observation(row).offset();
    for (int i = 0; i < columns.length; i++) {
      sum += weights.getEntry(columns[i]) * amounts[i];
    }
    return sum;
  }

  private static double softPlus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }
}
