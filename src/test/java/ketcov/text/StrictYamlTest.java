package ketcov.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictYamlTest {
  private static String problem(String text) {
    StrictYaml.Document document = StrictYaml.read("f.yaml", text);
    assertThat(document.root()).isNull();
    assertThat(document.problems()).isNotEmpty();
    return document.problems().getFirst().toString();
  }

  private static @Nullable JsonNode value(String text) {
    StrictYaml.Document document = StrictYaml.read("f.yaml", "a: " + text);
    assertThat(document.problems()).isEmpty();
    JsonNode root = document.root();
    return root == null ? null : root.path("a");
  }

  @Test
  void a_duplicate_key_is_refused_where_it_stands_again() {
    assertThat(problem("a: 1\nb:\n  c: 1\n  c: 2\n"))
        .isEqualTo("f.yaml:4:3: error: key `c` stands twice; keep one [repeated-key]");
  }

  @Test
  void an_anchor_is_refused() {
    assertThat(problem("a: &x 1\n"))
        .isEqualTo(
            "f.yaml:1:4: error: anchors and aliases are not read: write the value out [yaml-construct]");
  }

  @Test
  void an_alias_of_a_value_is_refused() {
    assertThat(problem("a: &x 1\nb: *x\n")).contains("anchors and aliases are not read");
  }

  @Test
  void an_alias_of_a_list_is_refused() {
    assertThat(problem("a: &x [1]\nb: *x\n")).startsWith("f.yaml:").contains("error: not YAML");
  }

  @Test
  void aliases_that_multiply_are_refused() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problem(laughs.toString())).contains("error: not YAML");
  }

  @Test
  void an_alias_of_itself_is_refused() {
    assertThat(problem("a: &x [*x]\n")).contains("error: not YAML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!!binary aGk= | tag `tag:yaml.org,2002:binary` is not read: leave it out [yaml-construct]",
        "!x 1 | tag `!x` is not read: leave it out [yaml-construct]",
        "!!set {b} | tag `tag:yaml.org,2002:set` is not read: leave it out [yaml-construct]",
        "!!omap [b: 1] | tag `tag:yaml.org,2002:omap` is not read: leave it out [yaml-construct]"
      })
  void a_tag_is_refused(String value, String expected) {
    assertThat(problem("a: " + value)).isEqualTo("f.yaml:1:4: error: " + expected);
  }

  @Test
  void a_tag_that_names_a_java_class_is_refused() {
    assertThat(problem("a: !!javax.script.ScriptEngineManager [x]"))
        .startsWith("f.yaml:1:4: error: not YAML: ");
  }

  @Test
  void a_tag_that_says_what_is_so_anyway_changes_nothing() {
    assertThat(value("!!str 1")).hasToString("\"1\"");
  }

  @Test
  void a_merge_key_is_refused() {
    assertThat(problem("a:\n  <<: {b: 1}\n  c: 2\n"))
        .isEqualTo("f.yaml:2:3: error: a key must be a plain word [yaml-construct]");
  }

  @Test
  void a_key_that_is_a_list_is_refused() {
    assertThat(problem("? [a, b]\n: 1\n"))
        .isEqualTo("f.yaml:1:3: error: a key must be a plain word [yaml-construct]");
  }

  @Test
  void a_second_document_is_refused() {
    assertThat(problem("a: 1\n---\na: 2\n"))
        .isEqualTo("f.yaml:1:1: error: one YAML document was expected, found 2 [yaml-construct]");
  }

  @Test
  void an_empty_file_is_refused() {
    assertThat(problem("# nothing\n"))
        .isEqualTo("f.yaml:1:1: error: one YAML document was expected, found 0 [yaml-construct]");
  }

  @Test
  void a_tab_for_indentation_is_refused_in_words() {
    assertThat(problem("a:\n\tb: 1\n"))
        .startsWith("f.yaml:2:1: error: not YAML: ")
        .contains("tab")
        .doesNotContain("\t");
  }

  @Test
  void a_colon_in_a_plain_text_is_refused_where_it_stands() {
    assertThat(problem("a: one: two\n")).startsWith("f.yaml:1:7: error: not YAML: ");
  }

  @Test
  void a_quotation_mark_that_is_left_open_is_refused() {
    assertThat(problem("a: \"one\nb: 2\n")).contains("error: not YAML: ");
  }

  @Test
  void nesting_without_end_is_refused() {
    assertThat(problem("[".repeat(10_000))).contains("error: not YAML");
  }

  @Test
  void a_file_over_the_limit_is_refused() {
    assertThat(problem("a: " + "x".repeat(StrictYaml.MAX_CHARACTERS)))
        .isEqualTo(
            "f.yaml:1:1: error: the file has more than "
                + StrictYaml.MAX_CHARACTERS
                + " characters [unreadable-file]");
  }

  @Test
  void several_problems_are_reported_together() {
    assertThat(StrictYaml.read("f.yaml", "a: &x 1\nb: !y 2\na: 3\n").problems()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "2026-03-01 | \"2026-03-01\"",
        "\"2026-03-01\" | \"2026-03-01\"",
        "yes | \"yes\"",
        "no | \"no\"",
        "True | \"True\"",
        "true | true",
        "false | false",
        "010 | \"010\"",
        "0x1F | \"0x1F\"",
        "1_000 | \"1_000\"",
        "1e9 | \"1e9\"",
        ".inf | \".inf\"",
        "F33.2 | \"F33.2\"",
        "-5 | -5",
        "0 | 0",
        "8000000000 | 8000000000",
        "7.5 | 7.5",
        "null | null",
        "[] | []",
        "{} | {}",
      })
  void a_value_is_what_it_looks_like(String written, String expected) {
    assertThat(value(written)).hasToString(expected);
  }

  @Test
  void every_value_has_the_place_of_its_key_or_entry() {
    StrictYaml.Document document =
        StrictYaml.read("f.yaml", "a:\n  - b: 1\n  - c/d: 2\ne: {f: 3}\n");
    assertThat(document.placeOf("/a")).isEqualTo(new Place(1, 1));
    assertThat(document.placeOf("/a/0")).isEqualTo(new Place(2, 5));
    assertThat(document.placeOf("/a/1/c~1d")).isEqualTo(new Place(3, 5));
    assertThat(document.placeOf("/e/f")).isEqualTo(new Place(4, 5));
  }

  @Test
  void a_pointer_without_a_place_has_that_of_the_nearest_value_around_it() {
    StrictYaml.Document document = StrictYaml.read("f.yaml", "a: 1\nb:\n  c: 2\n");
    assertThat(document.placeOf("/b/x/y")).isEqualTo(new Place(2, 1));
    assertThat(document.placeOf("/z")).isEqualTo(Place.START);
  }
}
