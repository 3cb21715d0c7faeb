package ketcov.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import ketcov.intake.CaseProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FuzzingTest {
  private final Path temporary;

  FuzzingTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  /** A short run; {@code ./ketcov fuzz} runs longer. */
  @ParameterizedTest
  @EnumSource(Target.class)
  @DisabledOnOs(
      value = OS.LINUX,
      architectures = "aarch64",
      disabledReason = "Jazzer has no library for it")
  void nothing_that_is_sent_does_harm(Target target) throws Exception {
    Fuzzing.Fuzzed fuzzed = Fuzzing.fuzz(target, 5, 20_000, temporary);

    assertThat(fuzzed.harm()).as(fuzzed.says()).isEmpty();
    assertThat(fuzzed.executions()).as(fuzzed.says()).isGreaterThanOrEqualTo(10);
    assertThat(fuzzed.coverage()).as(fuzzed.says()).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void what_once_did_harm_does_none(Target target) throws IOException {
    if (Files.isDirectory(target.kept())) {
      try (Stream<Path> kept = Files.list(target.kept())) {
        kept.sorted().forEach(input -> target.run(Library.bytes(input)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void a_target_reads_what_nobody_would_send(Target target) {
    for (String odd : List.of("", "\0", "{", "[]", "- a: &x [*x]\n", "rule", "PK\3\4", "\ud800")) {
      target.run(odd.getBytes(StandardCharsets.UTF_8));
      target.run(odd.getBytes(StandardCharsets.UTF_16));
    }
  }

  @Test
  void a_refusal_without_a_place_is_harm() {
    CaseProblem nowhere = new CaseProblem("patient", "is wrong", null, null, null);

    assertThatThrownBy(() -> Said.eachOf(List.of(nowhere))).isInstanceOf(AssertionError.class);
  }
}
