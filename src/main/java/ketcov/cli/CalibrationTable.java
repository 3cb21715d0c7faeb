package ketcov.cli;

import java.util.Locale;
import ketcov.calibration.CalibrationReport;
import ketcov.calibration.Improvement;
import ketcov.calibration.Scores;

/** Prints what a fit showed, for people. */
final class CalibrationTable {
  private final Terminal terminal;

  CalibrationTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(CalibrationReport report) {
    line(
        "%,d determinations: %,d approved, %,d denied",
        report.observations(), report.approved(), report.observations() - report.approved());
    terminal.line("");
    heading(
        "%-24s %12s %12s   %s",
        "held out, " + report.folds() + " folds",
        "policy model",
        "fitted",
        "better by (standard error)");
    score("Brier score", report.before().brier(), report.after().brier(), report.brier());
    score("log loss", report.before().logLoss(), report.after().logLoss(), report.logLoss());
    line(
        "%-24s %12.4f %12.4f",
        "calibration error", report.before().calibrationError(), report.after().calibrationError());
    terminal.line("");
    heading("%-24s %12s %12s   %13s %13s", "reliability", "policy model", "fitted", "n", "n");
    heading(
        "%-24s %12s %12s   %13s %13s",
        "predicted", "approved", "approved", "policy model", "fitted");
    for (int i = 0; i < report.before().bins().size(); i++) {
      Scores.Bin before = report.before().bins().get(i);
      Scores.Bin after = report.after().bins().get(i);
      line(
          "%-24s %12s %12s   %,13d %,13d",
          String.format(Locale.ROOT, "%.1f to %.1f", before.from(), before.to()),
          share(before),
          share(after),
          before.n(),
          after.n());
    }
    terminal.line("");
    heading(
        "%-24s %12s %12s   %9s %9s  %s",
        "payer", "Brier policy", "Brier fitted", "n", "approved", "intercept");
    for (CalibrationReport.OfPayer payer : report.payers()) {
      line(
          "%-24s %12.4f %12.4f   %,9d %8.1f%%  %+.2f (%.2f)",
          payer.payer(),
          payer.before().brier(),
          payer.after().brier(),
          payer.before().n(),
          100.0 * payer.before().approved() / payer.before().n(),
          payer.intercept(),
          payer.deviation());
    }
    terminal.line("");
    heading(
        "%-24s %12s %12s   %9s  %s", "weight", "policy model", "fitted", "n", "standard deviation");
    for (CalibrationReport.Weight weight : report.weights()) {
      line(
          "%-24s %12.3f %12.3f   %,9d  %s",
          weight.weight(),
          weight.policyModel(),
          weight.fitted(),
          weight.observations(),
          weight.deviation() == 0
              ? "held at 0: the data ask for the other sign"
              : String.format(Locale.ROOT, "%.3f", weight.deviation()));
    }
  }

  private void score(String name, double before, double after, Improvement improvement) {
    line(
        "%-24s %12.4f %12.4f   %.4f (%.4f)",
        name, before, after, improvement.by(), improvement.standardError());
  }

  private static String share(Scores.Bin bin) {
    return bin.n() == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * bin.approvedShare());
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that we do not use.
  private void heading(String format, Object... values) {
    terminal.line(
        terminal.styled(Terminal.Style.STRONG, String.format(Locale.ROOT, format, values)));
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that we do not use.
  private void line(String format, Object... values) {
    terminal.line(String.format(Locale.ROOT, format, values));
  }
}
