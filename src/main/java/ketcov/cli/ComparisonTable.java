package ketcov.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ketcov.assessment.Comparison;

/** A comparison as a person reads it on a terminal. */
final class ComparisonTable {
  private final Terminal terminal;

  ComparisonTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Comparison comparison) {
    terminal.line(
        comparison.drug()
            + " by route "
            + comparison.route()
            + " on "
            + comparison.serviceDate()
            + ", "
            + comparison.rows().size()
            + " policies in force");
    terminal.line("");
    int policy = comparison.rows().stream().mapToInt(row -> name(row).length()).max().orElse(0);
    for (Comparison.Row row : comparison.rows()) {
      Terminal.Style style =
          switch (row.outlook()) {
            case LIKELY_APPROVED -> Terminal.Style.GOOD;
            case UNCERTAIN -> Terminal.Style.OPEN;
            case LIKELY_DENIED, NOT_COVERED, NO_POLICY_IN_FORCE -> Terminal.Style.BAD;
          };
      String outlook = row.outlook().name();
      terminal.line(
          String.format(
                  Locale.ROOT,
                  "  %3.0f%% (%3.0f to %3.0f%%)  ",
                  100 * row.estimate(),
                  100 * row.low(),
                  100 * row.high())
              + name(row)
              + " ".repeat(policy - name(row).length())
              + "  "
              + terminal.styled(style, outlook)
              + " ".repeat(Math.max(0, 16 - outlook.length()))
              + row.summary());
    }
    List<Comparison.CriterionRow> differing =
        comparison.criteria().stream().filter(Comparison.CriterionRow::differs).toList();
    if (!differing.isEmpty()) {
      terminal.line("");
      terminal.line(terminal.styled(Terminal.Style.STRONG, "Criteria on which they differ"));
      for (Comparison.CriterionRow row : differing) {
        terminal.line("  " + row.id());
        row.outcomes().entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    java.util.Map.Entry::getValue,
                    java.util.TreeMap::new,
                    Collectors.mapping(java.util.Map.Entry::getKey, Collectors.joining(", "))))
            .forEach((outcome, policies) -> terminal.line("    " + outcome + ": " + policies));
      }
    }
    comparison.failures().forEach(edition -> terminal.line("rules failed: " + edition));
  }

  private static String name(Comparison.Row row) {
    return row.policy() + " " + row.edition();
  }
}
