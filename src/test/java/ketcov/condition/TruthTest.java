package ketcov.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {
  @ParameterizedTest
  @CsvSource({
    "TRUE, TRUE, TRUE, TRUE",
    "TRUE, UNKNOWN, UNKNOWN, TRUE",
    "TRUE, FALSE, FALSE, TRUE",
    "UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
    "UNKNOWN, FALSE, FALSE, UNKNOWN",
    "FALSE, FALSE, FALSE, FALSE"
  })
  void and_and_or_follow_the_table_in_either_order(Truth a, Truth b, Truth both, Truth one) {
    assertThat(a.and(b)).isEqualTo(both);
    assertThat(b.and(a)).isEqualTo(both);
    assertThat(a.or(b)).isEqualTo(one);
    assertThat(b.or(a)).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({
    "==, false, true, false",
    ">=, false, true, true",
    ">, false, false, true",
    "<=, true, true, false",
    "<, true, false, false"
  })
  void an_operator_holds_below_at_and_above_its_bound_as_its_sign_says(
      String symbol, boolean below, boolean at, boolean above) {
    assertThat(Operator.of(symbol))
        .hasValueSatisfying(
            operator -> {
              assertThat(operator.symbol()).isEqualTo(symbol);
              assertThat(operator.holds(-1)).isEqualTo(below);
              assertThat(operator.holds(0)).isEqualTo(at);
              assertThat(operator.holds(1)).isEqualTo(above);
            });
  }

  @Test
  void other_signs_are_no_operators() {
    assertThat(Operator.of("!=")).isEmpty();
    assertThat(Operator.of("matches")).isEmpty();
  }
}
