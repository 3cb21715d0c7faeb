package ketcov.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final String WORDS = "word ".repeat(23).strip(); // 114 columns

  private static String body(Markdown page) {
    return page.text().substring(page.text().indexOf("lost.\n\n") + "lost.\n\n".length());
  }

  @Test
  void a_line_ends_before_column_120_and_the_next_is_indented() {
    assertThat(body(Markdown.page("Page").bullet(WORDS + " ab longer")))
        .isEqualTo("- " + WORDS + " ab\n  longer\n");
  }

  @Test
  void no_line_begins_with_what_would_begin_a_list_or_a_quotation() {
    assertThat(body(Markdown.page("Page").paragraph(WORDS + " abcde > 1. - x")).lines())
        .containsExactly(WORDS + " abcde > 1. -", "x");
  }

  @Test
  void code_stays_on_one_line() {
    assertThat(body(Markdown.page("Page").paragraph(WORDS + " `a >= 1`,")).lines())
        .containsExactly(WORDS, "`a >= 1`,");
  }

  @Test
  void columns_are_aligned_and_a_bar_in_a_cell_is_none() {
    assertThat(
            body(
                Markdown.page("Page")
                    .table(
                        List.of("id", "says"),
                        List.of(List.of("age-min", "a | b"), List.of("x", "")))))
        .isEqualTo(
            """
            | id      | says |
            |---------|---|
            | age-min | a \\| b |
            | x       | |
            """);
  }
}
