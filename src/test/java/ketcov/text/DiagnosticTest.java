package ketcov.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosticTest {
  @Test
  void it_reads_as_file_line_column_severity_and_text() {
    assertThat(Diagnostic.error("a/policy.yaml", new Place(3, 7), "too long"))
        .hasToString("a/policy.yaml:3:7: error: too long");
    assertThat(Diagnostic.warning("a/policy.yaml", Place.START, "old"))
        .hasToString("a/policy.yaml:1:1: warning: old");
  }

  @Test
  void lines_and_columns_sort_as_numbers_within_a_file() {
    Stream<Diagnostic> found =
        Stream.of(
            Diagnostic.error("b", Place.START, "x"),
            Diagnostic.error("a", new Place(10, 1), "x"),
            Diagnostic.error("a", new Place(9, 12), "x"),
            Diagnostic.error("a", new Place(9, 2), "y"),
            Diagnostic.error("a", new Place(9, 2), "x"));
    assertThat(found.sorted().map(Diagnostic::toString))
        .containsExactly(
            "a:9:2: error: x",
            "a:9:2: error: y",
            "a:9:12: error: x",
            "a:10:1: error: x",
            "b:1:1: error: x");
  }

  @Test
  void a_place_before_the_file_is_its_beginning() {
    assertThat(Diagnostic.error("a", new Place(0, -1), "x")).hasToString("a:1:1: error: x");
  }
}
