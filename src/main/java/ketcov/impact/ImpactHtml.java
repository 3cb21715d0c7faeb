package ketcov.impact;

import java.util.List;
import ketcov.regression.HtmlReport;

/** A comparison as one page that needs nothing from elsewhere. */
public final class ImpactHtml {
  private static final int MOST_NAMES = 200;

  /** What this page has beside the style of the other reports. */
  private static final String STYLE =
      """
      .card.ADDED { border-left-color: var(--approved); }
      .card.REMOVED { border-left-color: var(--denied); }
      .card.CHANGED { border-left-color: var(--uncertain); }
      .card.moves { border-left-color: var(--calm); }
      .fate { font-size: 0.82rem; padding: 1px 8px; border-radius: 999px; white-space: nowrap; }
      .fate.ADDED { color: var(--good); background: var(--good-ground); }
      .fate.REMOVED { color: var(--bad); background: var(--bad-ground); }
      .fate.CHANGED { color: var(--open); background: var(--open-ground); }
      .way { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 14px;
        margin-top: 10px; padding-top: 8px; border-top: 1px solid var(--line); }
      .way b { font-weight: 600; overflow-wrap: anywhere; }
      .way .count { font-variant-numeric: tabular-nums; }
      .way details { grid-column: 1 / -1; font-size: 0.92rem; color: var(--soft); }
      .way details > summary { padding: 2px 0; }
      .way ul { margin: 4px 0; padding-left: 20px; overflow-wrap: anywhere; }
      .diff .before, .diff .after { padding: 2px 8px; border-radius: 6px; }
      .diff .before { color: var(--bad); background: var(--bad-ground); }
      .diff .after { color: var(--good); background: var(--good-ground); }
      h2 code { font-size: 0.95em; }
      """;

  private final StringBuilder page = new StringBuilder();

  private ImpactHtml() {}

  /** The page. */
  public static String of(Impact impact) {
    ImpactHtml html = new ImpactHtml();
    html.write(impact);
    return html.page.toString();
  }

  private void write(Impact impact) {
    page.append(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>What a change moves</title>
            <style>""")
        .append(HtmlReport.style())
        .append(STYLE)
        .append(
            "</style>\n</head>\n<body>\n<header class=\"top\">\n<h1>What this change moves</h1>\n")
        .append("<p class=\"soft\"><code>")
        .append(text(impact.before()))
        .append("</code> &rarr; <code>")
        .append(text(impact.after()))
        .append("</code></p>\n<p>")
        .append(text(ImpactWords.summary(impact)))
        .append("</p>\n</header>\n<main>\n<ul class=\"tiles\">\n");
    tile(impact.cases(), "cases compared");
    tile(impact.moved(), "answered differently");
    for (Move.Kind kind :
        List.of(Move.Kind.OUTLOOK, Move.Kind.CRITERION, Move.Kind.EXCLUSION, Move.Kind.DOCUMENT)) {
      tile(
          impact.moves().stream()
              .filter(group -> group.move().kind() == kind)
              .mapToLong(Impact.Group::cases)
              .sum(),
          kind.words() + " moves");
    }
    page.append("</ul>\n<section><h2>What moves</h2>\n");
    if (impact.moves().isEmpty()) {
      page.append("<p class=\"none soft\">Nothing: every case is answered as before.</p>\n");
    }
    ImpactWords.topics(impact).forEach(this::topic);
    page.append("</section>\n");
    impact.editions().forEach(this::edition);
    if (impact.editions().isEmpty()) {
      page.append("<section><h2>The policies</h2><p>They ask the same.</p></section>\n");
    }
    page.append(
        """
        </main>
        <footer>Written by <code>ketcov diff</code>. ketcov predicts what a payer will decide; the payer determines.</footer>
        </body>
        </html>
        """);
  }

  private void tile(long value, String what) {
    page.append("<li><b>")
        .append(ImpactWords.number(value))
        .append("</b>")
        .append(text(what))
        .append("</li>\n");
  }

  private void topic(List<Impact.Group> groups) {
    Move move = groups.getFirst().move();
    page.append("<article class=\"card moves\">\n<h3>")
        .append(text(ImpactWords.what(move)))
        .append("</h3>\n");
    paragraph("", move.says());
    paragraph(
        "where",
        move.policy() == null || move.citation().isEmpty()
            ? move.citation()
            : move.policy() + ": " + move.citation());
    for (Impact.Group group : groups) {
      page.append("<div class=\"way\"><b>")
          .append(text(ImpactWords.way(group)).replace("-&gt;", "&rarr;"))
          .append("</b><span class=\"count\">")
          .append(ImpactWords.cases(group.cases()))
          .append("</span>\n<details><summary>which</summary><ul>\n");
      group.names().stream()
          .limit(MOST_NAMES)
          .forEach(
              name ->
                  page.append("<li>")
                      .append(text(name.name()))
                      .append(" <code>")
                      .append(text(name.where()))
                      .append("</code></li>\n"));
      if (group.cases() > MOST_NAMES) {
        page.append("<li>and ")
            .append(ImpactWords.number(group.cases() - MOST_NAMES))
            .append(" more</li>\n");
      }
      page.append("</ul></details></div>\n");
    }
    page.append("</article>\n");
  }

  private void edition(EditionChange edition) {
    page.append("<section><h2>How the policy changed: ");
    if (edition.before().isEmpty() || edition.after().isEmpty()) {
      page.append("<code>")
          .append(text(edition.before() + edition.after()))
          .append("</code> ")
          .append(edition.before().isEmpty() ? "is new" : "is no longer there");
    } else {
      page.append("<code>").append(text(edition.before())).append("</code>");
      if (!edition.before().equals(edition.after())) {
        page.append(" &rarr; <code>").append(text(edition.after())).append("</code>");
      }
    }
    page.append("</h2>\n");
    edition.changes().forEach(this::change);
    page.append("</section>\n");
  }

  private void change(EditionChange.Change change) {
    page.append("<article class=\"card ")
        .append(change.fate())
        .append("\">\n<h3>")
        .append(text(ImpactWords.heading(change)))
        .append(" <span class=\"fate ")
        .append(change.fate())
        .append("\">")
        .append(ImpactWords.word(change.fate()))
        .append("</span></h3>\n");
    paragraph("", change.says());
    paragraph("where", change.citation());
    for (EditionChange.Detail detail : change.details()) {
      page.append("<dl class=\"diff\">\n<dt>").append(text(detail.what())).append("</dt>\n");
      side("before", detail.before());
      side("after", detail.after());
      page.append("</dl>\n");
    }
    if (change.casesMoved() == 0) {
      paragraph("soft", "No case shows it.");
    }
    page.append("</article>\n");
  }

  private void side(String style, String value) {
    page.append("<dd><span class=\"key\">").append(style).append("</span>");
    if (value.isEmpty()) {
      page.append("<span class=\"soft\">none</span>");
    } else {
      page.append("<span class=\"")
          .append(style)
          .append("\">")
          .append(text(value))
          .append("</span>");
    }
    page.append("</dd>\n");
  }

  private void paragraph(String style, String value) {
    if (!value.isEmpty()) {
      page.append("<p class=\"").append(style).append("\">").append(text(value)).append("</p>\n");
    }
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
