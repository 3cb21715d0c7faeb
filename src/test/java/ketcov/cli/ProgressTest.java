package ketcov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import ketcov.regression.CaseResult;
import ketcov.regression.SampleCase;
import ketcov.text.Place;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final CaseResult RESULT =
      new CaseResult(
          new SampleCase(
              null,
              "a",
              Place.START,
              "a",
              JsonNodeFactory.instance.objectNode(),
              false,
              JsonNodeFactory.instance.objectNode()),
          null,
          null,
          List.of(),
          0);

  private final AtomicLong nanos = new AtomicLong();
  private final StringWriter err = new StringWriter();

  private Progress progress(OptionalLong size) {
    return new Progress(new PrintWriter(err, true), size, nanos::get);
  }

  @Test
  void it_tells_how_many_of_how_many_and_how_fast_now_and_then() {
    Progress progress = progress(OptionalLong.of(4));

    progress.result(RESULT);
    assertThat(err.toString()).isEmpty();
    nanos.set(500_000_000);
    progress.result(RESULT);
    progress.result(RESULT);

    assertThat(err.toString())
        .isEqualTo("\r[============            ] 2 of 4 cases, 0 failed, 4 a second");
  }

  @Test
  void the_line_is_taken_away_again() {
    Progress progress = progress(OptionalLong.empty());
    nanos.set(1_000_000_000);
    progress.result(RESULT);
    progress.wipe();
    progress.wipe();

    String line = "1 cases, 0 failed, 1 a second";
    assertThat(err.toString()).isEqualTo("\r" + line + "\r" + " ".repeat(line.length()) + "\r");
  }
}
