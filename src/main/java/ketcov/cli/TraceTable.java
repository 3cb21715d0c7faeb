package ketcov.cli;

import java.util.List;
import java.util.stream.Collectors;
import ketcov.assessment.Trace;

/** How an assessment came about, as an analyst reads it on a terminal. */
final class TraceTable {
  private static final String RULE = "    ";
  private static final String CONDITION = "      ";
  private static final String FACT = "          ";

  private final Terminal terminal;
  private final int width;

  TraceTable(Terminal terminal, int width) {
    this.terminal = terminal;
    this.width = width;
  }

  void print(List<Trace.TracedEntry> trace) {
    terminal.line("");
    terminal.line(terminal.styled(Terminal.Style.STRONG, "Trace"));
    for (Trace.TracedEntry entry : trace) {
      terminal.line("");
      terminal.line("  " + entry.id() + "  " + entry.outcome());
      if (entry.rules().isEmpty()) {
        terminal.line(RULE + "no rule bears it");
      }
      entry.rules().forEach(this::rule);
    }
  }

  private void rule(Trace.TracedRule rule) {
    terminal.wrapped(RULE, (rule.matched() ? "matched: " : "did not match: ") + rule.rule(), width);
    terminal.line(CONDITION + terminal.styled(Terminal.Style.FAINT, rule.file()));
    for (Trace.TracedCondition condition : rule.conditions()) {
      String holds =
          switch (condition.holds()) {
            case TRUE -> "holds: ";
            case UNKNOWN -> "open:  ";
            case FALSE -> "fails: ";
          };
      terminal.wrapped(CONDITION, holds + condition.says(), width);
      condition.facts().forEach(fact -> terminal.wrapped(FACT, words(fact), width));
    }
    if (rule.firstFailing() != null) {
      terminal.wrapped(CONDITION, "because " + rule.firstFailing(), width);
    }
  }

  private static String words(Trace.BoundFact fact) {
    String values =
        fact.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(", "));
    return (fact.pointer().isEmpty() ? "/" : fact.pointer()) + "  " + values;
  }
}
