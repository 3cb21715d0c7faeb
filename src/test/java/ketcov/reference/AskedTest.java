package ketcov.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AskedTest {
  private static final Asked TWO = Asked.of("2");
  private static final Asked THREE = Asked.of("3");
  private static final Asked SIX_WEEKS = Asked.of("≥ 6");

  @Test
  void alternatives_are_listed_and_each_once() {
    assertThat(Asked.any(List.of(THREE, TWO, THREE)))
        .isEqualTo(new Asked(List.of("3", "2"), true))
        .returns("3 or 2", Asked::words);
  }

  @Test
  void what_one_alternative_does_without_is_not_always_asked() {
    assertThat(Asked.any(List.of(SIX_WEEKS, Asked.NOTHING)))
        .isEqualTo(new Asked(List.of("≥ 6"), false));
  }

  @Test
  void what_one_of_several_demands_asks_is_asked() {
    assertThat(Asked.all(List.of(Asked.NOTHING, SIX_WEEKS))).isEqualTo(SIX_WEEKS);
  }

  @Test
  void the_greater_of_two_numbers_says_it_all() {
    assertThat(Asked.all(List.of(THREE, TWO))).isEqualTo(THREE);
    assertThat(Asked.all(List.of(SIX_WEEKS, Asked.of("< 9"))).words()).isEqualTo("≥ 6 and < 9");
  }

  @Test
  void nothing_asked_is_nothing() {
    assertThat(Asked.all(List.of())).isEqualTo(Asked.NOTHING);
    assertThat(Asked.any(List.of(Asked.NOTHING, Asked.NOTHING)).isNothing()).isTrue();
  }
}
