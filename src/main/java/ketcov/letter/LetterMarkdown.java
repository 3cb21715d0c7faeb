package ketcov.letter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A letter as Markdown. */
final class LetterMarkdown {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_<>#|~&]|](?=[(\\[:])");

  private LetterMarkdown() {}

  static String of(List<Block> blocks, List<String> notes) {
    StringBuilder page = new StringBuilder("# ").append(Letter.TITLE).append("\n\n");
    for (Block block : blocks) {
      page.append(text(block)).append("\n\n");
    }
    page.append("---\n\n> Notes for the writer; they are no part of the letter.\n>\n");
    notes.forEach(note -> page.append("> - ").append(escaped(note)).append('\n'));
    return page.toString();
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Heading heading -> "## " + escaped(heading.text());
      case Block.Paragraph paragraph -> escaped(paragraph.text());
      case Block.Lines lines ->
          lines.lines().stream().map(LetterMarkdown::escaped).collect(Collectors.joining("  \n"));
      case Block.Points points ->
          points.points().stream().map(LetterMarkdown::point).collect(Collectors.joining("\n"));
    };
  }

  private static String point(Block.Point point) {
    StringBuilder text = new StringBuilder("- ").append(escaped(point.text()));
    point.facts().forEach(fact -> text.append("\n  - ").append(escaped(fact)));
    return text.toString();
  }

  private static String escaped(String text) {
    return SPECIAL.matcher(text).replaceAll("\\\\$0");
  }
}
