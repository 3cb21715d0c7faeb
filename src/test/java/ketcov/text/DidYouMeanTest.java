package ketcov.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
  private static final List<String> PAYERS = List.of("aetna", "cigna", "premera", "bcbs-ma");

  @Test
  void a_slip_of_the_pen_finds_its_word() {
    assertThat(DidYouMean.among("premara", PAYERS)).contains("premera");
  }

  @Test
  void letter_case_and_separators_do_not_count() {
    assertThat(DidYouMean.among("BCBS_MA", PAYERS)).contains("bcbs-ma");
  }

  @Test
  void a_word_far_from_all_finds_none() {
    assertThat(DidYouMean.among("kaiser", PAYERS)).isEmpty();
  }

  @Test
  void a_third_of_the_letters_may_differ_and_no_more() {
    assertThat(DidYouMean.among("abcxyz", List.of("abcxmn"))).contains("abcxmn");
    assertThat(DidYouMean.among("abcxyz", List.of("abcmno"))).isEmpty();
  }

  @Test
  void the_nearest_of_several_is_taken_and_the_first_by_name_among_equals() {
    assertThat(DidYouMean.among("cigma", List.of("zigma", "cigna", "magma"))).contains("cigna");
    assertThat(DidYouMean.among("cat", List.of("rat", "bat"))).contains("bat");
  }

  @Test
  void an_empty_or_endless_word_means_nothing() {
    assertThat(DidYouMean.among("", List.of("a"))).isEmpty();
    assertThat(DidYouMean.among("a".repeat(101), List.of("a".repeat(100)))).isEmpty();
  }

  @Test
  void the_hint_is_a_sentence_or_nothing() {
    assertThat(DidYouMean.hint("etna", PAYERS)).isEqualTo(" Did you mean `aetna`?");
    assertThat(DidYouMean.hint("kaiser", PAYERS)).isEmpty();
  }
}
