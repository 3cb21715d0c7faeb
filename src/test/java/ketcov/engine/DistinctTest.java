package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistinctTest {
  private final Distinct distinct = new Distinct();
  private final Distinct.Seen seen = distinct.createContext();

  @Test
  void a_value_counts_once_and_an_unsaid_one_not_at_all() {
    distinct.accumulate(seen, "sertraline");
    distinct.accumulate(seen, "sertraline");
    distinct.accumulate(seen, null);
    distinct.accumulate(seen, "bupropion");

    assertThat(distinct.getResult(seen)).isEqualTo(2L);
  }

  @Test
  void a_value_counts_until_its_last_fact_is_taken_away() {
    distinct.accumulate(seen, "sertraline");
    distinct.accumulate(seen, "sertraline");
    distinct.reverse(seen, "sertraline");
    distinct.reverse(seen, null);

    assertThat(distinct.getResult(seen)).isEqualTo(1L);

    distinct.reverse(seen, "sertraline");

    assertThat(distinct.getResult(seen)).isEqualTo(0L);
  }

  @Test
  void counting_begins_anew() {
    distinct.accumulate(seen, "sertraline");
    distinct.init(seen);

    assertThat(distinct.getResult(seen)).isEqualTo(0L);
  }
}
