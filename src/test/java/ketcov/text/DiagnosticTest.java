package ketcov.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosticTest {
  @Test
  void it_reads_as_file_line_column_severity_text_and_check() {
    assertThat(Diagnostic.of(Check.NOT_YAML, "a/policy.yaml", new Place(3, 7), "too long"))
        .hasToString("a/policy.yaml:3:7: error: too long [not-yaml]");
    assertThat(Diagnostic.of(Check.UNUSED_IMPORT, "a/policy.yaml", Place.START, "old"))
        .hasToString("a/policy.yaml:1:1: warning: old [unused-import]");
  }

  @Test
  void lines_and_columns_sort_as_numbers_within_a_file() {
    Stream<Diagnostic> found =
        Stream.of(
            Diagnostic.of(Check.NOT_YAML, "b", Place.START, "x"),
            Diagnostic.of(Check.NOT_YAML, "a", new Place(10, 1), "x"),
            Diagnostic.of(Check.NOT_YAML, "a", new Place(9, 12), "x"),
            Diagnostic.of(Check.NOT_YAML, "a", new Place(9, 2), "y"),
            Diagnostic.of(Check.NOT_YAML, "a", new Place(9, 2), "x"));
    assertThat(found.sorted().map(Diagnostic::toString))
        .containsExactly(
            "a:9:2: error: x [not-yaml]",
            "a:9:2: error: y [not-yaml]",
            "a:9:12: error: x [not-yaml]",
            "a:10:1: error: x [not-yaml]",
            "b:1:1: error: x [not-yaml]");
  }

  @Test
  void a_place_before_the_file_is_its_beginning() {
    assertThat(Diagnostic.of(Check.NOT_YAML, "a", new Place(0, -1), "x"))
        .hasToString("a:1:1: error: x [not-yaml]");
  }
}
