package ketcov.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private static StrictJson.Reading read(String body) {
    return StrictJson.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static StrictJson.Malformed malformed(String body) {
    return malformed(body.getBytes(StandardCharsets.UTF_8));
  }

  private static StrictJson.Malformed malformed(byte[] body) {
    StrictJson.Reading reading = StrictJson.read(body);
    assertThat(reading).isInstanceOf(StrictJson.Malformed.class);
    return (StrictJson.Malformed) reading;
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static byte[] blanks(int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[1] = '}';
    return body;
  }

  @Test
  void one_value_is_read() {
    assertThat(read("{\"a\": [1, null]}"))
        .isInstanceOfSatisfying(
            StrictJson.Value.class,
            value -> assertThat(value.root().at("/a/0").intValue()).isEqualTo(1));
  }

  @Test
  void decimal_numbers_keep_their_value() {
    assertThat(read("{\"a\": 0.1000000000000000055}"))
        .isInstanceOfSatisfying(
            StrictJson.Value.class,
            value ->
                assertThat(value.root().at("/a").decimalValue())
                    .isEqualByComparingTo("0.1000000000000000055"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": {\"b\": [1, 2",
        "{\"a\": \"tex",
        "{\"a\":",
        "{\"a\": tru",
        "{\"a\": 1",
        "{"
      })
  void a_truncated_body_is_malformed(String body) {
    assertThat(malformed(body).detail()).isNotBlank();
  }

  @Test
  void a_body_that_ends_too_early_says_so_with_its_pointer_and_place() {
    StrictJson.Malformed found = malformed("{\"a\":\n {\"b\": [1, 2");
    assertThat(found.detail())
        .isEqualTo("the body ends before its JSON does: it was probably cut off");
    assertThat(found.pointer()).startsWith("/a/b");
    assertThat(found.place().line()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n"})
  void an_empty_body_is_malformed(String body) {
    assertThat(malformed(body).detail()).isEqualTo("the body is empty; expected one JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{} 1", "{} ]", "{} x", "{},", "{}{\"a\""})
  void text_behind_the_value_is_malformed(String body) {
    assertThat(malformed(body).detail()).isNotBlank();
  }

  @Test
  void a_second_value_is_named_as_such() {
    assertThat(malformed("{} {}").detail())
        .isEqualTo("one JSON object was expected, and nothing behind it");
  }

  @Test
  void blanks_behind_the_value_are_nothing() {
    assertThat(read("{} \n\t ")).isInstanceOf(StrictJson.Value.class);
  }

  @Test
  void a_duplicate_key_is_malformed_at_its_place() {
    StrictJson.Malformed found = malformed("{\"patient\":\n  {\"a\": 1, \"a\": 2}}");
    assertThat(found.detail()).isEqualTo("a key stands twice in one object; keep one");
    assertThat(found.pointer()).startsWith("/patient");
    assertThat(found.place().line()).isEqualTo(2);
  }

  @Test
  void the_same_key_in_two_objects_is_no_duplicate() {
    assertThat(read("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1}}")).isInstanceOf(StrictJson.Value.class);
  }

  @Test
  void the_deepest_nesting_is_read_and_one_deeper_is_malformed() {
    assertThat(read(nested(StrictJson.MAX_DEPTH))).isInstanceOf(StrictJson.Value.class);
    assertThat(malformed(nested(StrictJson.MAX_DEPTH + 1)).detail())
        .isEqualTo("objects and lists nest deeper than 16 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void a_body_ten_thousand_deep_is_malformed(String opening) {
    assertThat(malformed(opening.repeat(10_000)).detail())
        .isEqualTo("objects and lists nest deeper than 16 levels");
  }

  @Test
  void the_largest_body_is_read_and_one_byte_more_is_malformed() {
    assertThat(StrictJson.read(blanks(StrictJson.MAX_BYTES))).isInstanceOf(StrictJson.Value.class);
    assertThat(malformed(blanks(StrictJson.MAX_BYTES + 1)).detail())
        .isEqualTo(
            "the body has "
                + (StrictJson.MAX_BYTES + 1)
                + " bytes; at most "
                + StrictJson.MAX_BYTES
                + " are read");
  }

  @Test
  void a_body_of_twenty_megabytes_is_malformed() {
    assertThat(malformed(blanks(20_000_000)).detail()).contains("20000000 bytes");
  }

  @Test
  void the_longest_text_is_read_and_a_longer_one_is_malformed() {
    assertThat(read("[\"" + "x".repeat(StrictJson.MAX_TEXT) + "\"]"))
        .isInstanceOf(StrictJson.Value.class);
    assertThat(malformed("[\"" + "x".repeat(StrictJson.MAX_TEXT + 1) + "\"]").detail())
        .isEqualTo("a text is longer than 4000 characters");
  }

  @Test
  void a_key_of_endless_length_is_malformed() {
    assertThat(malformed("{\"" + "x".repeat(50_000) + "\": 1}").detail())
        .isEqualTo("a text is longer than 4000 characters");
  }

  @Test
  void a_number_of_too_many_digits_is_malformed() {
    assertThat(read("[" + "1".repeat(StrictJson.MAX_DIGITS) + "]"))
        .isInstanceOf(StrictJson.Value.class);
    assertThat(malformed("[" + "1".repeat(StrictJson.MAX_DIGITS + 1) + "]").detail())
        .isEqualTo("a number has more than 40 digits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a: 1}",
        "{'a': 1}",
        "{\"a\": 1,}",
        "{\"a\": NaN}",
        "{\"a\": 01}",
        "{\"a\": .5}",
        "{\"a\": \"\n\"}",
        "// x\n{}",
        "{\"a\": True}",
        "<xml/>"
      })
  void what_is_not_json_is_malformed(String body) {
    assertThat(malformed(body).detail()).startsWith("not JSON: ");
  }

  @Test
  void what_stands_in_the_body_is_not_repeated() {
    assertThat(malformed("{\"name\": Jane}").detail()).doesNotContain("Jane");
  }

  @Test
  void bytes_that_are_no_utf_8_are_malformed() {
    byte[] body = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};
    assertThat(malformed(body).detail()).isNotBlank();
    byte[] broken = {0, 0, (byte) 0xFE, (byte) 0xFF, 0x7f, 0x7f, 0x7f, 0x7f};
    assertThat(malformed(broken).detail()).isNotBlank();
    byte[] cutShort = {0, 0, 0, '{', 0};
    assertThat(malformed(cutShort).detail()).isNotBlank();
  }
}
