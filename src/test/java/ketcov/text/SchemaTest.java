package ketcov.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Schema SCHEMA =
      Schema.of(
          json(
              """
              type: object
              additionalProperties: false
              required: [name]
              properties:
                name: {type: string, pattern: "^[a-z]+$"}
                kind: {enum: [PAYER, COMPANION]}
                list:
                  type: array
                  minItems: 1
                  items: {type: object, additionalProperties: false, properties: {days: {type: integer, maximum: 10}}}
              """));

  private static JsonNode json(String yaml) {
    JsonNode root = StrictYaml.read("schema", yaml).root();
    return root == null ? fail("unreadable") : root;
  }

  private static List<String> check(String yaml) {
    return SCHEMA.check(StrictYaml.read("f.yaml", yaml)).stream()
        .map(Diagnostic::toString)
        .toList();
  }

  @Test
  void a_valid_document_has_no_violation() {
    assertThat(check("name: a\nkind: PAYER\nlist: [{days: 3}]\n")).isEmpty();
  }

  @Test
  void an_unknown_key_is_named_with_the_known_ones() {
    assertThat(check("name: a\nlist:\n  - days: 3\n    dais: 3\n"))
        .containsExactly(
            "f.yaml:4:5: error: key `dais` is not known in `/list/0`. Did you mean `days`? Known keys: days. [unknown-key]");
  }

  @Test
  void a_missing_key_is_named_where_it_belongs() {
    assertThat(check("kind: PAYER\n"))
        .containsExactly("f.yaml:1:1: error: the file lacks `name`. Add it. [missing-key]");
  }

  @Test
  void a_wrong_word_is_named_with_the_right_ones() {
    assertThat(check("name: a\nkind: PAYOR\n"))
        .containsExactly(
            "f.yaml:2:1: error: `/kind` is `PAYOR`, which is not one of PAYER, COMPANION. Did you mean `PAYER`? [unknown-value]");
  }

  @Test
  void a_wrong_type_is_named_with_what_was_found() {
    assertThat(check("name: 5\n"))
        .containsExactly(
            "f.yaml:1:1: error: `/name` has the wrong type: expected a text, found `5`. [wrong-type]");
  }

  @Test
  void a_wrong_form_is_named_with_the_right_one() {
    assertThat(check("name: A\n"))
        .containsExactly(
            "f.yaml:1:1: error: `/name` is `A`, which does not have the form ^[a-z]+$. [wrong-form]");
  }

  @Test
  void other_violations_are_named_by_pointer() {
    assertThat(check("name: a\nlist:\n  - days: 11\n"))
        .containsExactly(
            "f.yaml:3:5: error: `/list/0/days`: must have a maximum value of 10. [outside-limits]");
    assertThat(check("name: a\nlist: []\n")).singleElement().asString().startsWith("f.yaml:2:1");
  }

  @Test
  void every_violation_is_reported_in_the_order_of_the_file() {
    assertThat(check("kind: X\nlist:\n  - days: 11\nnam: a\n")).hasSize(4).isSorted();
  }

  @Test
  void an_unreadable_document_has_no_violation_of_its_own() {
    assertThat(check("a: &x 1\n")).isEmpty();
  }
}
