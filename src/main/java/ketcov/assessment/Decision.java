package ketcov.assessment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a payer decided on a request that we assessed. */
public enum Decision {
  APPROVED,
  /**
   * Granted for less than was asked for: fewer doses, or a shorter time. It counts as approved,
   * since the likelihood is that of coverage, and the drug is covered.
   */
  PARTIALLY_APPROVED,
  DENIED,
  /** No decision: it is left out of a fit. */
  WITHDRAWN;

  /** The decision of that name. */
  public static Optional<Decision> named(String name) {
    return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
  }

  /** Every name. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Decision::name).toList();
  }
}
