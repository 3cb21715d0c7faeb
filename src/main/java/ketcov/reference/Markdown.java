package ketcov.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes one page, so that it reads well as a text too: lines are wrapped, columns are aligned. */
final class Markdown {
  private static final int WIDTH = 120;

  /** What would begin a list, a quotation or a heading at the beginning of a line. */
  private static final Pattern BEGINS_A_BLOCK = Pattern.compile("[-+*>#=|].*|[0-9]+[.)]");

  private static final Pattern WORD = Pattern.compile("(`[^`]*`|\\S)+");

  private final StringBuilder text = new StringBuilder();
  private boolean inList;

  private Markdown() {}

  /** A page that says where it comes from. */
  static Markdown page(String title) {
    return new Markdown()
        .heading(1, title)
        .paragraph(
            "Generated from the rules and records by `./ketcov reference`; an edit here would be lost.");
  }

  Markdown heading(int level, String heading) {
    block();
    text.append("#".repeat(level)).append(' ').append(heading).append('\n');
    return this;
  }

  Markdown paragraph(String paragraph) {
    block();
    wrap("", paragraph);
    return this;
  }

  /** An entry of a list; the first one begins the list. */
  Markdown bullet(String entry) {
    if (!inList) {
      block();
      inList = true;
    }
    wrap("- ", entry);
    return this;
  }

  /** A table; the last column is as wide as each of its cells. */
  Markdown table(List<String> header, List<List<String>> rows) {
    block();
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < header.size() - 1; i++) {
      int column = i;
      widths.add(all.stream().mapToInt(row -> cell(row.get(column)).length()).max().orElse(3));
    }
    row(header, widths);
    text.append('|');
    widths.forEach(width -> text.append('-').append("-".repeat(width)).append("-|"));
    text.append("---|\n");
    rows.forEach(row -> row(row, widths));
    return this;
  }

  String text() {
    return text.toString();
  }

  /** The link to a heading of the same page. */
  static String anchor(String heading) {
    return "["
        + heading
        + "](#"
        + heading.toLowerCase(Locale.ROOT).replace(' ', '-').replaceAll("[^a-z0-9_-]", "")
        + ")";
  }

  static String code(String code) {
    return "`" + code + "`";
  }

  private void block() {
    inList = false;
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }

  private void row(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < cells.size(); i++) {
      String cell = cell(cells.get(i));
      line.append(' ').append(cell);
      if (i < widths.size()) {
        line.append(" ".repeat(widths.get(i) - cell.length()));
      }
      line.append(cell.isEmpty() && i >= widths.size() ? "|" : " |");
    }
    text.append(line).append('\n');
  }

  private static String cell(String cell) {
    return cell.replace("|", "\\|");
  }

  /** Code stays on one line. */
  private static List<String> words(String paragraph) {
    return WORD.matcher(paragraph).results().map(MatchResult::group).toList();
  }

  private void wrap(String mark, String paragraph) {
    StringBuilder line = new StringBuilder(mark);
    boolean fresh = true;
    for (String word : words(paragraph)) {
      if (!fresh
          && line.length() + 1 + word.length() > WIDTH
          && !BEGINS_A_BLOCK.matcher(word).matches()) {
        text.append(line).append('\n');
        line.setLength(0);
        line.append(" ".repeat(mark.length()));
        fresh = true;
      }
      if (!fresh) {
        line.append(' ');
      }
      line.append(word);
      fresh = false;
    }
    text.append(line).append('\n');
  }
}
