package ketcov.calibration;

import java.util.List;
import java.util.Locale;

/**
 * A reliability diagram as SVG: for each bin of predicted probability, the share that was approved,
 * before and after a fit, with 95 percent intervals; below it, how many determinations each bin
 * holds. It follows the light or dark scheme of its viewer, and tells the two models apart by form
 * as well as by colour.
 */
public final class ReliabilityDiagram {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 730;
  private static final int LEFT = 62;
  private static final int TOP = 88;
  private static final int SIDE = 396;
  private static final int STRIP = 44;

  /** Two-sided 95 percent of the normal distribution. */
  private static final double Z = 1.96;

  private static final String STYLE =
      """
      <style>
        svg { font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        .paper { fill: #ffffff; }
        text { fill: #1f2933; font-size: 14px; }
        .title { font-size: 18px; font-weight: 600; }
        .small { font-size: 13px; fill: #52606d; }
        .count { font-size: 12px; fill: #52606d; }
        .grid { stroke: #d9dee4; stroke-width: 1; }
        .frame { stroke: #7b8794; stroke-width: 1; fill: none; }
        .diagonal { stroke: #7b8794; stroke-width: 1.5; stroke-dasharray: 2 5; stroke-linecap: round; }
        .line { fill: none; stroke-width: 2; }
        .whisker { stroke-width: 1.5; }
        .before { stroke: #b45309; }
        .after { stroke: #1d5fbf; }
        .line.before { stroke-dasharray: 7 5; }
        .mark { fill: #ffffff; stroke-width: 2; }
        .mark.after { fill: #1d5fbf; }
        .bar.before { fill: #b45309; fill-opacity: 0.35; stroke-width: 1; }
        .bar.after { fill: #1d5fbf; fill-opacity: 0.35; stroke-width: 1; }
        @media (prefers-color-scheme: dark) {
          .paper { fill: #12171d; }
          text { fill: #e4e7eb; }
          .small, .count { fill: #b0bac5; }
          .grid { stroke: #2a333d; }
          .frame, .diagonal { stroke: #7b8794; }
          .before { stroke: #f0a04b; }
          .after { stroke: #7fb2ff; }
          .mark { fill: #12171d; }
          .mark.after { fill: #7fb2ff; }
          .bar.before { fill: #f0a04b; }
          .bar.after { fill: #7fb2ff; }
        }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();

  private ReliabilityDiagram() {}

  /** The diagram of a report. */
  public static String of(CalibrationReport report) {
    ReliabilityDiagram diagram = new ReliabilityDiagram();
    diagram.draw(report);
    return diagram.svg.toString();
  }

  private void draw(CalibrationReport report) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"100%%\""
            + " style=\"max-width: 640px\" role=\"img\" aria-labelledby=\"title summary\">",
        WIDTH, HEIGHT);
    add("<title id=\"title\">Reliability of the likelihood of approval</title>");
    add(
        "<desc id=\"summary\">Calibration error on held-out determinations: %s by the policy model,"
            + " %s calibrated.</desc>",
        percent(report.before().calibrationError()), percent(report.after().calibrationError()));
    svg.append(STYLE);
    add("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT);
    text(16, 28, "title", "start", "Approved as often as predicted?");
    key(16, 52, "before", "Policy model", report.before());
    key(16, 74, "after", "Calibrated", report.after());
    axes();
    curve("before", report.before().bins(), -3);
    curve("after", report.after().bins(), 3);
    strip(TOP + SIDE + 68, "before", "Determinations by bin, policy model", report.before());
    strip(TOP + SIDE + 150, "after", "Determinations by bin, calibrated", report.after());
    text(
        LEFT,
        HEIGHT - 12,
        "small",
        "start",
        String.format(
            Locale.ROOT,
            "%,d determinations, none seen before it was predicted",
            report.observations()));
    add("</svg>");
  }

  private void key(int x, int y, String model, String name, Scores scores) {
    add(
        "<line class=\"line %s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
        model, x, y - 5, x + 36, y - 5);
    mark(model, x + 18, y - 5);
    text(
        x + 46,
        y,
        "",
        "start",
        String.format(
            Locale.ROOT,
            "%s: calibration error %s, Brier score %.3f",
            name,
            percent(scores.calibrationError()),
            scores.brier()));
  }

  private void axes() {
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double at = tenth / 10.0;
      add(
          "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
          x(at), TOP, x(at), TOP + SIDE);
      add(
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
          LEFT, y(at), LEFT + SIDE, y(at));
      text(x(at), TOP + SIDE + 18, "small", tenth == 10 ? "end" : "middle", tenth * 10 + "%");
      text(LEFT - 8, y(at) + 5, "small", "end", tenth * 10 + "%");
    }
    add(
        "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
        LEFT, TOP, SIDE, SIDE);
    add(
        "<line class=\"diagonal\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        x(0), y(0), x(1), y(1));
    text(LEFT + SIDE / 2.0, TOP + SIDE + 38, "", "middle", "Predicted probability of approval");
    add(
        "<text text-anchor=\"middle\" transform=\"translate(16 %.1f) rotate(-90)\">Share that was"
            + " approved</text>",
        TOP + SIDE / 2.0);
  }

  /** Intervals of the two models stand a little apart, so that neither hides the other. */
  private void curve(String model, List<Scores.Bin> bins, int aside) {
    List<Scores.Bin> filled = bins.stream().filter(bin -> bin.n() > 0).toList();
    StringBuilder points = new StringBuilder();
    for (Scores.Bin bin : filled) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x(bin.predicted()) + aside, y(bin.approvedShare())));
    }
    add("<polyline class=\"line %s\" points=\"%s\"/>", model, points.toString().strip());
    for (Scores.Bin bin : filled) {
      double x = x(bin.predicted()) + aside;
      add(
          "<line class=\"whisker %s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
          model, x, y(bound(bin, -Z)), x, y(bound(bin, Z)));
      mark(model, x, y(bin.approvedShare()));
    }
  }

  /** A bound of Wilson's interval of a share. */
  private static double bound(Scores.Bin bin, double z) {
    double n = bin.n();
    double share = bin.approvedShare();
    double half = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return (share + z * z / (2 * n) + half) / (1 + z * z / n);
  }

  private void mark(String model, double x, double y) {
    if (model.equals("before")) {
      add(
          "<rect class=\"mark %s\" x=\"%.1f\" y=\"%.1f\" width=\"9\" height=\"9\"/>",
          model, x - 4.5, y - 4.5);
    } else {
      add("<circle class=\"mark %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", model, x, y);
    }
  }

  private void strip(int top, String model, String title, Scores scores) {
    int most = scores.bins().stream().mapToInt(Scores.Bin::n).max().orElse(1);
    text(LEFT, top, "small", "start", title);
    int foot = top + 16 + STRIP;
    for (Scores.Bin bin : scores.bins()) {
      double height = (STRIP - 12.0) * bin.n() / Math.max(1, most);
      add(
          "<rect class=\"bar %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
          model, x(bin.from()) + 3, foot - height, SIDE / 10.0 - 6, height);
      text(x(bin.from()) + SIDE / 20.0, foot - height - 4, "count", "middle", count(bin.n()));
    }
  }

  /** At most four characters. */
  private static String count(int n) {
    return n < 1_000
        ? Integer.toString(n)
        : n < 9_950
            ? String.format(Locale.ROOT, "%.1fk", n / 1_000.0)
            : n < 999_500 ? Math.round(n / 1_000.0) + "k" : Math.round(n / 1_000_000.0) + "M";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static double x(double share) {
    return LEFT + SIDE * share;
  }

  private static double y(double share) {
    return TOP + SIDE * (1 - share);
  }

  private void text(double x, double y, String style, String anchor, String text) {
    add(
        "<text%s x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        style.isEmpty() ? "" : " class=\"" + style + "\"", x, y, anchor, text);
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that we do not use.
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
