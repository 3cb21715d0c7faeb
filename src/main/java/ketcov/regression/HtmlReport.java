package ketcov.regression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import ketcov.assessment.Outlook;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A run as one page that an analyst reads: the summary, the failures first with expected and actual
 * side by side, the counts by payer and edition, and every case to search in. The page needs
 * nothing from elsewhere. Of a long run it shows the first failures and cases, and says so.
 */
public final class HtmlReport implements RunListener {
  static final int MOST_FAILURES = 500;
  static final int MOST_CASES = 5_000;
  private static final int MOST_PROBLEMS = 200;

  private final RunTotals totals = new RunTotals();
  private final List<CaseResult> failures = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final StringBuilder rows = new StringBuilder();
  private long listed;

  /** Begins a report. */
  public HtmlReport() {}

  @Override
  public void result(CaseResult result) {
    totals.result(result);
    if (!result.passed() && failures.size() < MOST_FAILURES) {
      failures.add(result);
    }
    if (listed < MOST_CASES) {
      listed++;
      row(result);
    }
  }

  @Override
  public void problem(Diagnostic problem) {
    totals.problem(problem);
    if (problem.isError() && problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  /**
   * Writes the page.
   *
   * @param about what was run and how, in a sentence
   */
  public void write(Path file, String about) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Files.writeString(file, page(about));
  }

  String page(String about) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    RunTotals.Count all = totals.all();
    parts.put("title", "Regression run");
    parts.put("verdict", totals.clean() ? "PASSED" : "FAILED");
    parts.put("verdictText", verdict(all));
    parts.put("about", text(about));
    parts.put("tiles", tiles(all));
    parts.put("outlooks", outlooks());
    parts.put("payers", payers());
    parts.put("problems", problemList());
    parts.put("failures", failureList(all));
    parts.put("editions", editions());
    parts.put(
        "casesSummary",
        listed < all.cases()
            ? "The first " + number(listed) + " of " + number(all.cases()) + " cases"
            : number(all.cases()) + (all.cases() == 1 ? " case" : " cases"));
    parts.put("cases", rows.toString());
    return filled(template(), parts);
  }

  /** Each {@code @name@} by its part, in one pass: what a part holds is never looked at again. */
  private static String filled(String template, Map<String, String> parts) {
    StringBuilder page = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf('@'); open >= 0; open = template.indexOf('@', at)) {
      int close = template.indexOf('@', open + 1);
      String part = close < 0 ? null : parts.get(template.substring(open + 1, close));
      if (part == null) {
        page.append(template, at, open + 1);
        at = open + 1;
      } else {
        page.append(template, at, open).append(part);
        at = close + 1;
      }
    }
    return page.append(template, at, template.length()).toString();
  }

  private static String template() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("/ketcov/regression/report.html")) {
      if (in == null) {
        throw new IllegalStateException("report.html is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The style sheet of this page, which other pages for analysts share. */
  public static String style() {
    try {
      String page = template();
      return page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String verdict(RunTotals.Count all) {
    if (totals.problems() > 0) {
      return number(totals.problems())
          + " error(s) in policies or cases"
          + (all.failed() == 0 ? "" : ", " + number(all.failed()) + " failed");
    }
    if (all.failed() > 0) {
      return number(all.failed()) + " of " + number(all.cases()) + " failed";
    }
    return all.answered() == all.cases() && all.cases() > 0 ? "All answered" : "All as expected";
  }

  private String tiles(RunTotals.Count all) {
    StringBuilder tiles = new StringBuilder();
    tile(tiles, "", all.cases(), "cases");
    tile(tiles, "PASSED", all.passed(), "as expected");
    tile(tiles, all.failed() == 0 ? "" : "FAILED", all.failed(), "failed");
    if (all.answered() > 0) {
      tile(tiles, "ANSWERED", all.answered(), "answered, nothing expected");
    }
    if (totals.problems() > 0) {
      tile(tiles, "FAILED", totals.problems(), "errors");
    }
    tile(tiles, "", totals.groups().size(), "editions");
    tile(
        tiles,
        "",
        all.cases() == 0 ? 0 : all.nanos() / 1_000 / all.cases(),
        "&micro;s a case, mean");
    return tiles.toString();
  }

  private static void tile(StringBuilder tiles, String style, long value, String what) {
    tiles
        .append("<li class=\"")
        .append(style)
        .append("\"><b>")
        .append(number(value))
        .append("</b>")
        .append(what)
        .append("</li>\n");
  }

  private String outlooks() {
    long answers = totals.outlooks().values().stream().mapToLong(Long::longValue).sum();
    if (answers == 0) {
      return "";
    }
    StringBuilder bar = new StringBuilder("<div class=\"bar\" aria-hidden=\"true\">");
    StringBuilder legend = new StringBuilder("<ul class=\"legend\" aria-label=\"Answers\">\n");
    totals
        .outlooks()
        .forEach(
            (outlook, count) -> {
              bar.append(
                  String.format(
                      Locale.ROOT,
                      "<span class=\"%s\" style=\"flex: %d 0 0\"></span>",
                      outlook,
                      count));
              legend.append(
                  String.format(
                      Locale.ROOT,
                      "<li><i class=\"%s\"></i>%s: %s (%.1f%%)</li>%n",
                      outlook,
                      words(outlook),
                      number(count),
                      100.0 * count / answers));
            });
    return bar.append("</div>\n").append(legend).append("</ul>").toString();
  }

  private String payers() {
    StringBuilder options = new StringBuilder();
    TreeSet<String> payers = new TreeSet<>();
    totals.groups().values().forEach(count -> payers.add(count.payer()));
    for (String payer : payers) {
      options.append("<option>").append(text(payer)).append("</option>");
    }
    return options.toString();
  }

  private String problemList() {
    if (problems.isEmpty()) {
      return "";
    }
    StringBuilder list =
        new StringBuilder(
            "<section><h2>Errors in policies and case files</h2>\n<ul class=\"problems\">\n");
    for (Diagnostic problem : problems) {
      list.append("<li><code>")
          .append(text(problem.file() + ":" + problem.line() + ":" + problem.column()))
          .append("</code> ")
          .append(text(problem.message()))
          .append("</li>\n");
    }
    if (problems.size() < totals.problems()) {
      list.append("<li>and ")
          .append(number(totals.problems() - problems.size()))
          .append(" more</li>\n");
    }
    return list.append("</ul></section>").toString();
  }

  private String failureList(RunTotals.Count all) {
    StringBuilder list = new StringBuilder("<section><h2>Failures</h2>\n");
    if (failures.isEmpty()) {
      return list.append(
              "<p class=\"none soft\">None: every case came out as expected.</p></section>")
          .toString();
    }
    if (failures.size() < all.failed()) {
      list.append("<p class=\"soft\">The first ")
          .append(number(failures.size()))
          .append(" of ")
          .append(number(all.failed()))
          .append(".</p>\n");
    }
    failures.forEach(failure -> card(list, failure));
    return list.append("</section>").toString();
  }

  private static void card(StringBuilder list, CaseResult failure) {
    SampleCase sample = failure.sample();
    list.append("<article class=\"card\" data-status=\"FAILED\" data-payer=\"")
        .append(text(failure.payer()))
        .append("\">\n<h3>")
        .append(text(sample.name()))
        .append("</h3>\n<p class=\"where\">")
        .append(text(failure.group()))
        .append(" &middot; <code>")
        .append(text(sample.file() + ":" + sample.place().line()))
        .append("</code></p>\n");
    for (CaseResult.Difference difference : failure.differences()) {
      list.append("<dl class=\"diff\">\n<dt>").append(text(difference.what())).append("</dt>\n");
      value(list, "expected", difference.expected());
      value(list, "actual", difference.actual());
      String why =
          text(difference.why())
              + (difference.citation().isEmpty()
                  ? ""
                  : (difference.why().isEmpty() ? "" : " ")
                      + "<cite>"
                      + text(difference.citation())
                      + "</cite>");
      if (!why.isEmpty()) {
        list.append("<dd class=\"why\">").append(why).append("</dd>\n");
      }
      list.append("</dl>\n");
    }
    list.append("</article>\n");
  }

  private static void value(StringBuilder list, String key, String value) {
    list.append("<dd class=\"")
        .append(key)
        .append("\"><span class=\"key\">")
        .append(key)
        .append("</span><span class=\"value\">")
        .append(value.isEmpty() ? "none" : text(value))
        .append("</span></dd>\n");
  }

  /** Payers with failures first. */
  private String editions() {
    Map<String, Long> failed = new LinkedHashMap<>();
    totals.groups().values().forEach(c -> failed.merge(c.payer(), c.failed(), Long::sum));
    StringBuilder rowsOfEditions = new StringBuilder();
    totals.groups().entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, RunTotals.Count> group) ->
                        failed.getOrDefault(group.getValue().payer(), 0L) == 0)
                .thenComparing(group -> group.getValue().payer())
                .thenComparing(Map.Entry::getKey))
        .forEach(group -> edition(rowsOfEditions, group.getKey(), group.getValue()));
    return rowsOfEditions.toString();
  }

  private static void edition(StringBuilder to, String name, RunTotals.Count count) {
    String policy =
        name.startsWith(count.payer() + "/") ? name.substring(count.payer().length() + 1) : name;
    to.append("<tr data-edition=\"1\" data-payer=\"")
        .append(text(count.payer()))
        .append("\"><td>")
        .append(text(count.payer()))
        .append("</td><th scope=\"row\">")
        .append(text(policy))
        .append("</th>");
    cell(to, "number", number(count.cases()));
    cell(to, "number", number(count.passed()));
    cell(
        to,
        "number",
        count.failed() == 0
            ? "0"
            : "<span class=\"status FAILED\">" + number(count.failed()) + "</span>");
    cell(to, "number less", number(count.answered()));
    cell(to, "number less", number(count.nanos() / 1_000 / Math.max(1, count.cases())));
    to.append("</tr>\n");
  }

  private static void cell(StringBuilder to, String style, String html) {
    to.append("<td class=\"").append(style).append("\">").append(html).append("</td>");
  }

  private void row(CaseResult result) {
    SampleCase sample = result.sample();
    String status = JsonReport.status(result);
    rows.append("<tr data-row=\"1\" data-status=\"")
        .append(status)
        .append("\" data-payer=\"")
        .append(text(result.payer()))
        .append("\"><th scope=\"row\">")
        .append(text(sample.name()))
        .append("</th><td class=\"soft\">")
        .append(text(result.group()))
        .append("</td><td class=\"outlook\">")
        .append(answer(result.outlook()))
        .append("</td><td><span class=\"status ")
        .append(status)
        .append("\">")
        .append(
            switch (status) {
              case "FAILED" -> "failed";
              case "PASSED" -> "as expected";
              default -> "answered";
            })
        .append("</span></td><td class=\"number\">")
        .append(number(result.nanos() / 1_000))
        .append("</td></tr>\n");
  }

  private static String answer(@Nullable Outlook outlook) {
    return outlook == null ? "none" : "<i class=\"" + outlook + "\"></i>" + words(outlook);
  }

  private static String words(Outlook outlook) {
    return outlook.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
