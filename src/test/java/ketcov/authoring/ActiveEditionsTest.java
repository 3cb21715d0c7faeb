package ketcov.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ketcov.policy.EditionId;
import ketcov.store.Activation;
import ketcov.store.PackageHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActiveEditionsTest {
  private static final EditionId MAY = EditionId.parse("premera/spravato@2026-05-01");
  private static final EditionId JUNE = EditionId.parse("premera/spravato@2026-06-01");
  private static final EditionId OTHER = EditionId.parse("cigna/spravato@2026-05-01");
  private static final PackageHash A = new PackageHash("a".repeat(64));
  private static final PackageHash B = new PackageHash("b".repeat(64));
  private static final PackageHash C = new PackageHash("c".repeat(64));

  private final List<Activation> history = new ArrayList<>();

  @Test
  void without_activations_the_library_folder_is_in_use() {
    assertThat(ActiveEditions.at(history, minute(1)).packages()).isEmpty();
    assertThat(ActiveEditions.at(history, minute(1)).number()).isZero();
  }

  @Test
  void the_last_one_in_effect_counts_for_each_edition() {
    activated(1, MAY, A, 10);
    activated(2, JUNE, B, 11);
    activated(3, MAY, C, 12);
    assertThat(at(9)).isEqualTo("- - -");
    assertThat(at(10)).isEqualTo("a - -");
    assertThat(at(11)).isEqualTo("a b -");
    assertThat(at(12)).isEqualTo("c b -");
  }

  @Test
  void what_was_recorded_for_later_counts_from_then_on_and_not_in_the_order_of_recording() {
    activated(1, MAY, A, 30);
    activated(2, MAY, B, 20);
    assertThat(at(19)).isEqualTo("- - -");
    assertThat(at(20)).isEqualTo("b - -");
    assertThat(at(30)).isEqualTo("a - -");
  }

  @Test
  void of_two_for_the_same_time_the_later_recorded_one_counts() {
    activated(1, MAY, A, 20);
    activated(2, MAY, B, 20);
    assertThat(at(20)).isEqualTo("b - -");
  }

  @Test
  void a_return_to_the_folder_takes_the_package_out() {
    activated(1, MAY, A, 10);
    activated(2, MAY, null, 20);
    activated(3, OTHER, B, 15);
    assertThat(at(19)).isEqualTo("a - b");
    assertThat(at(20)).isEqualTo("- - b");
  }

  @Test
  void a_rollback_brings_back_what_was_before_from_its_time_on() {
    activated(1, MAY, A, 10);
    activated(2, MAY, B, 20);
    undone(3, MAY, 2, 30);
    assertThat(at(29)).as("the past stays").isEqualTo("b - -");
    assertThat(at(30)).isEqualTo("a - -");
    undone(4, MAY, 1, 40);
    assertThat(at(40)).isEqualTo("- - -");
    activated(5, MAY, B, 50);
    assertThat(at(50)).isEqualTo("b - -");
  }

  @Test
  void a_rolled_back_return_to_the_folder_brings_the_package_back() {
    activated(1, MAY, A, 10);
    activated(2, MAY, null, 20);
    undone(3, MAY, 2, 30);
    assertThat(at(30)).isEqualTo("a - -");
  }

  @Test
  void what_was_called_off_never_counts() {
    activated(1, MAY, A, 50);
    undone(2, MAY, 1, 20);
    assertThat(at(60)).isEqualTo("- - -");
    assertThat(ActiveEditions.pending(history, minute(10)))
        .as("until it was called off")
        .hasSize(1);
    assertThat(ActiveEditions.pending(history, minute(30))).isEmpty();
  }

  @Test
  void the_latest_of_a_policy_is_the_one_in_effect_that_was_not_taken_back() {
    activated(1, MAY, A, 10);
    activated(2, JUNE, B, 20);
    activated(3, OTHER, C, 25);
    activated(4, MAY, C, 90);
    assertThat(latest(5)).isEmpty();
    assertThat(latest(15)).contains(1L);
    assertThat(latest(30)).contains(2L);
    undone(5, JUNE, 2, 40);
    assertThat(latest(40)).contains(1L);
    assertThat(latest(90)).contains(4L);
  }

  private Optional<Long> latest(int minute) {
    return ActiveEditions.latest(history, MAY.policy(), minute(minute)).map(Activation::number);
  }

  private void activated(long number, EditionId edition, @Nullable PackageHash hash, int minute) {
    history.add(
        new Activation(number, edition, hash, null, minute(minute), "carla", minute(0), null));
  }

  private void undone(long number, EditionId edition, long undoes, int minute) {
    history.add(
        new Activation(
            number, edition, null, undoes, minute(minute), "carla", minute(minute), null));
  }

  private String at(int minute) {
    ActiveEditions active = ActiveEditions.at(history, minute(minute));
    return letter(active.of(MAY)) + " " + letter(active.of(JUNE)) + " " + letter(active.of(OTHER));
  }

  private static String letter(Optional<PackageHash> hash) {
    return hash.map(found -> found.value().substring(0, 1)).orElse("-");
  }

  private static Instant minute(int minute) {
    return Instant.parse("2026-05-02T10:00:00Z").plusSeconds(60L * minute);
  }
}
