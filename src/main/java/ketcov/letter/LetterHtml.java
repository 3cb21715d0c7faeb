package ketcov.letter;

import java.util.List;
import java.util.stream.Collectors;

/** A letter as one HTML page that needs nothing else; what prints is the letter alone. */
final class LetterHtml {
  private static final String STYLE =
      """
      @page { size: letter; margin: 2.2cm 2.4cm; }
      body { max-width: 42em; margin: 2em auto; padding: 0 1em; background: #fff; color: #111;
        font: 11pt/1.45 Georgia, "Times New Roman", serif; }
      h1 { font-size: 1.35em; margin: 0 0 1.2em; }
      h2 { font-size: 1.05em; margin: 1.5em 0 .4em; break-after: avoid; }
      ul { margin: .3em 0 .8em; padding-left: 1.3em; }
      li { margin: .25em 0; break-inside: avoid; }
      li li { margin: .1em 0; }
      aside { margin-top: 2.5em; padding: .8em 1em; background: #fff7dc; border: 1px solid #dcc36a;
        font: 10pt/1.4 system-ui, sans-serif; }
      @media print { body { max-width: none; margin: 0; padding: 0; } aside { display: none; } }
      """;

  private LetterHtml() {}

  static String of(List<Block> blocks, List<String> notes) {
    StringBuilder page =
        new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
            .append(
                "<title>" + Letter.TITLE + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n")
            .append("<body>\n<main>\n<h1>" + Letter.TITLE + "</h1>\n");
    blocks.forEach(block -> page.append(text(block)).append('\n'));
    page.append("</main>\n<aside>\n<p>Notes for the writer; they are no part of the letter and do")
        .append(" not print.</p>\n<ul>\n");
    notes.forEach(note -> page.append("<li>").append(escaped(note)).append("</li>\n"));
    return page.append("</ul>\n</aside>\n</body>\n</html>\n").toString();
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Heading heading -> "<h2>" + escaped(heading.text()) + "</h2>";
      case Block.Paragraph paragraph -> "<p>" + escaped(paragraph.text()) + "</p>";
      case Block.Lines lines ->
          lines.lines().stream()
              .map(LetterHtml::escaped)
              .collect(Collectors.joining("<br>\n", "<p>", "</p>"));
      case Block.Points points ->
          points.points().stream()
              .map(LetterHtml::point)
              .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    };
  }

  private static String point(Block.Point point) {
    String facts =
        point.facts().isEmpty()
            ? ""
            : point.facts().stream()
                .map(fact -> "<li>" + escaped(fact) + "</li>")
                .collect(Collectors.joining("\n", "\n<ul>\n", "\n</ul>"));
    return "<li>" + escaped(point.text()) + facts + "</li>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
