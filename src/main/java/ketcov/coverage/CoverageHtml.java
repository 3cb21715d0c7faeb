package ketcov.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ketcov.policy.EditionSource;

/** Coverage as one HTML page that needs nothing else, with the rules coloured line by line. */
public final class CoverageHtml {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --paper: #fff; --ink: #1c232b; --faint: #5b6773;
        --line: #dde3e9; --panel: #f6f8fa; --good: #dcf3e2; --part: #fdf0cf; --bad: #fbdcd9;
        --good-ink: #14662f; --part-ink: #7a5200; --bad-ink: #a11b12; }
      @media (prefers-color-scheme: dark) { :root { --paper: #12171d; --ink: #e4e7eb;
        --faint: #a3aeba; --line: #2b3540; --panel: #1a2129; --good: #143322; --part: #3d3113;
        --bad: #47201d; --good-ink: #7fd49b; --part-ink: #e9c46a; --bad-ink: #ff9d94; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Arial, sans-serif; }
      main { max-width: 1120px; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
      h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
      p.lead { margin: 0 0 1.5rem; color: var(--faint); }
      .scores { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
        gap: .75rem; margin: 0 0 2rem; padding: 0; list-style: none; }
      .scores li { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
        padding: .7rem .9rem; }
      .scores b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
      .scores span { color: var(--faint); font-size: .875rem; }
      .bar { height: 6px; border-radius: 3px; background: var(--bad-ink); margin-top: .4rem;
        overflow: hidden; }
      .bar i { display: block; height: 100%; background: var(--good-ink); }
      details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; }
      summary { cursor: pointer; padding: .6rem .9rem; display: flex; flex-wrap: wrap;
        gap: .15rem 1rem; align-items: baseline; }
      summary b { flex: 1 1 16rem; font-weight: 600; overflow-wrap: anywhere; }
      summary span { color: var(--faint); font-size: .875rem; }
      .whole { color: var(--good-ink) !important; }
      .gap { color: var(--bad-ink) !important; }
      .body { padding: 0 .9rem .9rem; }
      h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; overflow-wrap: anywhere; }
      ul.gaps { margin: .3rem 0; padding-left: 1.2rem; }
      pre { margin: 0; border: 1px solid var(--line); border-radius: 6px; overflow-x: auto;
        font: 13px/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
      pre div { display: flex; min-width: max-content; }
      pre i { flex: none; width: 3rem; padding-right: .6rem; text-align: right; font-style: normal;
        color: var(--faint); user-select: none; }
      pre em { flex: none; width: 1.4rem; font-style: normal; text-align: center; }
      pre code { padding: 0 .6rem 0 .2rem; white-space: pre; }
      .good { background: var(--good); } .good em { color: var(--good-ink); }
      .part { background: var(--part); } .part em { color: var(--part-ink); }
      .bad { background: var(--bad); } .bad em { color: var(--bad-ink); }
      p.key { color: var(--faint); font-size: .875rem; }
      p.key mark { color: inherit; padding: 0 .4rem; border-radius: 3px; }
      a { color: inherit; }
      """;

  private final StringBuilder page = new StringBuilder();

  private CoverageHtml() {}

  /** The page. */
  public static String of(List<EditionCoverage> editions) {
    CoverageHtml html = new CoverageHtml();
    html.head(editions);
    html.scores(editions);
    html.page.append(
        """
        <p class="key">Lines of rules: <mark class="good">✓ reached from both sides</mark>
        <mark class="part">◐ reached from one</mark> <mark class="bad">✗ not reached</mark>.
        Rest the pointer on a line, or open the list above the rules, to see what is missing.</p>
        """);
    List<EditionCoverage> worstFirst = new ArrayList<>(editions);
    worstFirst.sort(Comparator.comparingInt(edition -> -edition.gaps().size()));
    worstFirst.forEach(html::edition);
    return html.page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head(List<EditionCoverage> editions) {
    int rules = editions.stream().mapToInt(e -> e.edition().rules().size()).sum();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
        .append("<title>Coverage of the rules</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<main>\n<h1>Coverage of the rules</h1>\n")
        .append("<p class=\"lead\">What the sample cases reach of ")
        .append(rules + " rules in " + editions.size() + " editions.</p>\n");
  }

  private void scores(List<EditionCoverage> editions) {
    page.append("<ul class=\"scores\">\n");
    for (Subject subject : Subject.values()) {
      long all = editions.stream().mapToLong(e -> e.count(subject, false)).sum();
      long reached = editions.stream().mapToLong(e -> e.count(subject, true)).sum();
      double percent = EditionCoverage.percent(editions, subject);
      page.append("<li><b>" + percent(percent) + "</b><span>")
          .append(subject.words() + ": " + reached + " of " + all)
          .append("</span><div class=\"bar\"><i style=\"width:")
          .append(String.format(Locale.ROOT, "%.1f", percent))
          .append("%\"></i></div></li>\n");
    }
    page.append("</ul>\n");
  }

  private static String percent(double percent) {
    // Never rounded up to all.
    return percent == 100
        ? "100 %"
        : String.format(Locale.ROOT, "%.1f %%", Math.floor(percent * 10) / 10);
  }

  private void edition(EditionCoverage edition) {
    List<Item> gaps = edition.gaps();
    page.append("<details id=\"" + escaped(edition.edition().policy().editionId().toString()))
        .append("\"><summary><b>")
        .append(escaped(edition.edition().policy().editionId().toString()))
        .append("</b><span>" + edition.edition().rules().size() + " rules</span>")
        .append(
            gaps.isEmpty()
                ? "<span class=\"whole\">✓ nothing missing</span>"
                : "<span class=\"gap\">" + gaps.size() + " not reached</span>")
        .append("</summary>\n<div class=\"body\">\n");
    if (!gaps.isEmpty()) {
      page.append("<h3>Not reached</h3>\n<ul class=\"gaps\">\n");
      gaps.forEach(
          gap ->
              page.append("<li>" + escaped(gap.words()) + " <span>(")
                  .append(
                      escaped(name(gap.file())) + ":" + gap.place().line() + ")</span></li>\n"));
      page.append("</ul>\n");
    }
    edition.edition().source().rules().forEach(file -> file(file, edition));
    page.append("</div>\n</details>\n");
  }

  private void file(EditionSource.RuleFile file, EditionCoverage edition) {
    Map<Integer, List<Map.Entry<Item, Integer>>> byLine = new LinkedHashMap<>();
    for (Map.Entry<Item, Integer> entry : edition.reached().entrySet()) {
      if (entry.getKey().file().equals(file.file())) {
        byLine.computeIfAbsent(entry.getKey().place().line(), line -> new ArrayList<>()).add(entry);
      }
    }
    page.append("<h3>" + escaped(name(file.file())) + "</h3>\n<pre>");
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      line(i + 1, lines.get(i), byLine.getOrDefault(i + 1, List.of()));
    }
    page.append("</pre>\n");
  }

  private void line(int number, String text, List<Map.Entry<Item, Integer>> items) {
    List<Item> missing =
        items.stream().filter(entry -> entry.getValue() == 0).map(Map.Entry::getKey).toList();
    String colour = "";
    String mark = "";
    if (!items.isEmpty()) {
      boolean all = missing.isEmpty();
      boolean none = missing.size() == items.size();
      colour = all ? "good" : none ? "bad" : "part";
      mark = all ? "✓" : none ? "✗" : "◐";
    }
    StringBuilder hint = new StringBuilder();
    for (Map.Entry<Item, Integer> entry : items) {
      Item item = entry.getKey();
      hint.append((item.part().isEmpty() ? "rule" : item.part()) + " " + item.side())
          .append(": " + entry.getValue() + (entry.getValue() == 1 ? " case" : " cases"))
          .append("\n");
    }
    page.append("<div" + (colour.isEmpty() ? "" : " class=\"" + colour + "\""))
        .append(hint.isEmpty() ? "" : " title=\"" + escaped(hint.toString().strip()) + "\"")
        .append("><i>" + number + "</i><em>" + mark + "</em><code>" + escaped(text))
        .append("</code></div>");
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
