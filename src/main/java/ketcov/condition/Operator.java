package ketcov.condition;

import java.util.Optional;

/** A comparison in a rule. */
public enum Operator {
  EQUAL("=="),
  AT_LEAST(">="),
  ABOVE(">"),
  AT_MOST("<="),
  BELOW("<");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** As it stands in a rule. */
  public String symbol() {
    return symbol;
  }

  /** As it stands in a sentence before a value; nothing where the value says it. */
  public String words() {
    return switch (this) {
      case EQUAL -> "";
      case AT_LEAST -> "at least ";
      case ABOVE -> "more than ";
      case AT_MOST -> "at most ";
      case BELOW -> "less than ";
    };
  }

  /** The operator of a symbol; empty for one that rules do not use. */
  public static Optional<Operator> of(String symbol) {
    for (Operator operator : values()) {
      if (operator.symbol.equals(symbol)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** Whether it holds for the sign of a comparison of value and bound. */
  public boolean holds(int comparison) {
    return switch (this) {
      case EQUAL -> comparison == 0;
      case AT_LEAST -> comparison >= 0;
      case ABOVE -> comparison > 0;
      case AT_MOST -> comparison <= 0;
      case BELOW -> comparison < 0;
    };
  }
}
