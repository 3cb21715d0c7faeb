package ketcov.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ketcov.assessment.Assessment;
import ketcov.assessment.ExclusionOutcome;
import ketcov.assessment.Outcome;
import ketcov.assessment.Outlook;

/** An assessment as a person reads it on a terminal. */
final class AssessmentTable {
  /** Fewer characters than these in a line of a column are hard to read. */
  private static final int LEAST_TEXT = 44;

  private final Terminal terminal;
  private final int width;

  AssessmentTable(Terminal terminal, int width) {
    this.terminal = terminal;
    this.width = width;
  }

  void print(Assessment assessment) {
    head(assessment);
    criteria(assessment);
    exclusions(assessment);
    path(assessment);
    documents(assessment);
    notices(assessment);
    if (assessment.policy() == null) {
      considered(assessment);
    }
    terminal.line("");
    terminal.line(terminal.styled(Terminal.Style.FAINT, "This predicts; the payer determines."));
  }

  private void head(Assessment assessment) {
    Terminal.Style style =
        switch (assessment.outlook()) {
          case LIKELY_APPROVED -> Terminal.Style.GOOD;
          case UNCERTAIN -> Terminal.Style.OPEN;
          case LIKELY_DENIED, NOT_COVERED, NO_POLICY_IN_FORCE -> Terminal.Style.BAD;
        };
    String estimate = "";
    Assessment.Likelihood likelihood = assessment.likelihood();
    if (likelihood != null) {
      estimate =
          String.format(
              Locale.ROOT,
              "  approval %.0f%% (%.0f to %.0f%%)",
              100 * likelihood.estimate(),
              100 * likelihood.low(),
              100 * likelihood.high());
    }
    terminal.line(terminal.styled(style, assessment.outlook().name()) + estimate);
    wrapped("", assessment.summary());
    Assessment.PolicyUsed policy = assessment.policy();
    if (policy != null) {
      wrapped(
          "",
          policy.payerName()
              + ", "
              + policy.title()
              + " ("
              + policy.id()
              + ", edition "
              + policy.edition()
              + ")");
    }
  }

  private void criteria(Assessment assessment) {
    if (assessment.criteria().isEmpty()) {
      return;
    }
    section("Criteria");
    int id = assessment.criteria().stream().mapToInt(c -> c.id().length()).max().orElse(0);
    for (Assessment.CriterionResult criterion : assessment.criteria()) {
      Terminal.Style style =
          switch (criterion.outcome()) {
            case MET -> Terminal.Style.GOOD;
            case NOT_MET -> Terminal.Style.BAD;
            case UNDETERMINED -> Terminal.Style.OPEN;
          };
      String alternative =
          criterion.group().equals(criterion.id()) ? "" : " [one of " + criterion.group() + "]";
      row(
          style,
          criterion.outcome().name(),
          12,
          criterion.id(),
          id,
          criterion.says()
              + alternative
              + (criterion.required() ? "" : " [inferred, not enforced]"));
      if (criterion.outcome() != Outcome.MET) {
        int column = textColumn(12, id);
        List<String> why = why(criterion);
        (why.isEmpty() ? List.of(criterion.reason()) : why).forEach(line -> detail(column, line));
        if (criterion.remedy() != null && criterion.outcome() == Outcome.UNDETERMINED) {
          detail(column, "To do: " + criterion.remedy());
        }
      }
    }
  }

  /** What decides an open criterion, or what the nearest rule lacks. */
  private static List<String> why(Assessment.CriterionResult criterion) {
    if (criterion.outcome() == Outcome.UNDETERMINED) {
      return decidedBy(criterion.decidedBy());
    }
    List<String> lines = new ArrayList<>();
    if (criterion.reason().contains(" can count, ")) {
      lines.add(criterion.reason());
    }
    for (Assessment.Miss miss : criterion.nearestMiss()) {
      String found = miss.found() == null ? "" : ": found " + miss.found();
      lines.add("Lacks: " + miss.says() + found + ", needed " + miss.needed());
    }
    return lines;
  }

  private static List<String> decidedBy(List<List<Assessment.OpenFact>> sets) {
    List<String> lines = new ArrayList<>();
    for (List<Assessment.OpenFact> set : sets) {
      lines.add(
          (lines.isEmpty() ? "Say " : "or say ")
              + set.stream()
                  .map(fact -> fact.asks() + " (" + fact.pointer() + ")")
                  .collect(Collectors.joining(" and ")));
    }
    return lines;
  }

  private void path(Assessment assessment) {
    if (!assessment.pathToApproval().isEmpty()) {
      boolean none =
          assessment.pathToApproval().stream()
              .anyMatch(step -> step.kind() == Assessment.StepKind.NOT_CHANGEABLE);
      section(none ? "No path to approval" : "Path to approval");
      steps(assessment.pathToApproval());
      for (List<Assessment.PathStep> other : assessment.otherPaths()) {
        terminal.line("  or");
        steps(other);
      }
    }
    Assessment.Question question = assessment.nextQuestion();
    if (question != null) {
      section("Next question");
      wrapped("  ", "Say " + question.asks() + " (" + question.pointer() + ").");
      wrapped(
          "  ",
          String.format(
              Locale.ROOT,
              "From low to high there are %.0f points now, about %.0f once it is said.",
              100 * question.width(),
              100 * question.widthAfter()));
    }
  }

  private void steps(List<Assessment.PathStep> steps) {
    int number = 1;
    for (Assessment.PathStep step : steps) {
      String lead = "  " + number++ + ". ";
      List<String> lines = Terminal.wrap(step.action(), width - lead.length());
      for (int i = 0; i < lines.size(); i++) {
        terminal.line((i == 0 ? lead : " ".repeat(lead.length())) + lines.get(i));
      }
      String then =
          (step.kind() == Assessment.StepKind.NOT_CHANGEABLE ? "cannot be changed, " : "")
              + (step.earliest() == null
                  ? ""
                  : "complete on " + step.earliest() + " at the earliest, ")
              + (step.estimateAfter() == null
                  ? ""
                  : String.format(Locale.ROOT, "then %.0f%%, ", 100 * step.estimateAfter()))
              + "for "
              + step.criterion();
      detail(lead.length() - 2, then);
    }
  }

  private void exclusions(Assessment assessment) {
    if (assessment.exclusions().isEmpty()) {
      return;
    }
    section("Exclusions");
    int id = assessment.exclusions().stream().mapToInt(e -> e.id().length()).max().orElse(0);
    for (Assessment.ExclusionResult exclusion : assessment.exclusions()) {
      Terminal.Style style =
          switch (exclusion.outcome()) {
            case CLEAR -> Terminal.Style.GOOD;
            case TRIGGERED -> Terminal.Style.BAD;
            case UNDETERMINED -> Terminal.Style.OPEN;
          };
      row(style, exclusion.outcome().name(), 12, exclusion.id(), id, exclusion.says());
      if (exclusion.outcome() == ExclusionOutcome.UNDETERMINED) {
        int column = textColumn(12, id);
        List<String> why = decidedBy(exclusion.decidedBy());
        (why.isEmpty() ? List.of(exclusion.reason()) : why).forEach(line -> detail(column, line));
      } else if (exclusion.outcome() == ExclusionOutcome.TRIGGERED) {
        detail(textColumn(12, id), exclusion.citation());
      }
    }
  }

  private void documents(Assessment assessment) {
    if (assessment.requiredDocumentation().isEmpty()) {
      return;
    }
    section("Documents");
    int title =
        assessment.requiredDocumentation().stream()
            .mapToInt(d -> d.title().length())
            .max()
            .orElse(0);
    for (Assessment.RequiredDocument document : assessment.requiredDocumentation()) {
      Terminal.Style style =
          document.status() == Assessment.DocumentStatus.PROVIDED
              ? Terminal.Style.GOOD
              : Terminal.Style.OPEN;
      String who = document.stated() ? "asked by the payer" : "suggested";
      String serves =
          document.criteria().isEmpty() ? "" : " for " + String.join(", ", document.criteria());
      row(style, document.status().name(), 12, document.title(), title, who + serves);
    }
    Assessment.ExpectedAuthorization authorization = assessment.authorization();
    if (authorization != null
        && authorization.durationDays() != null
        && assessment.outlook() != Outlook.LIKELY_DENIED) {
      terminal.line("");
      terminal.line("The policy would approve for " + authorization.durationDays() + " days.");
    }
  }

  private void notices(Assessment assessment) {
    if (assessment.notices().isEmpty()) {
      return;
    }
    section("Notices");
    int kind =
        assessment.notices().stream().mapToInt(n -> n.kind().name().length()).max().orElse(0);
    for (Assessment.ShownNotice notice : assessment.notices()) {
      String where =
          notice.evidence().isEmpty() ? "" : " (" + String.join(", ", notice.evidence()) + ")";
      row(Terminal.Style.STRONG, notice.kind().name(), kind, "", 0, notice.text() + where);
    }
  }

  private void considered(Assessment assessment) {
    if (!assessment.considered().isEmpty()) {
      section("Considered");
      assessment
          .considered()
          .forEach(
              c ->
                  wrapped(
                      "  ",
                      c.policy()
                          + "@"
                          + c.edition()
                          + " "
                          + (c.applies() ? "applies: " : "")
                          + c.why()));
    }
    if (assessment.knownPayers() != null) {
      section("Payers that we know");
      wrapped("  ", String.join(", ", assessment.knownPayers()));
    }
  }

  private void section(String name) {
    terminal.line("");
    terminal.line(terminal.styled(Terminal.Style.STRONG, name));
  }

  private void row(
      Terminal.Style style, String state, int stateWidth, String id, int idWidth, String text) {
    String lead =
        "  "
            + terminal.styled(style, state)
            + " ".repeat(Math.max(0, stateWidth - state.length()))
            + (idWidth == 0 ? "" : "  " + id + " ".repeat(Math.max(0, idWidth - id.length())))
            + "  ";
    int indent = textColumn(stateWidth, idWidth);
    List<String> lines = Terminal.wrap(text, Math.max(30, width - indent));
    boolean below = indent < 2 + stateWidth + 2 + idWidth && !id.isEmpty();
    if (below) {
      terminal.line(lead.stripTrailing());
    }
    for (int i = 0; i < lines.size(); i++) {
      terminal.line((i == 0 && !below ? lead : " ".repeat(indent)) + lines.get(i));
    }
  }

  /** Where the text of a row begins; below the id when there is no room beside it. */
  private int textColumn(int stateWidth, int idWidth) {
    int beside = 2 + stateWidth + (idWidth == 0 ? 0 : 2 + idWidth) + 2;
    return width - beside < LEAST_TEXT ? 2 + stateWidth + 2 : beside;
  }

  private void detail(int indent, String text) {
    for (String line : Terminal.wrap(text, Math.max(30, width - indent - 2))) {
      terminal.line(" ".repeat(indent + 2) + terminal.styled(Terminal.Style.FAINT, line));
    }
  }

  private void wrapped(String indent, String text) {
    terminal.wrapped(indent, text, width);
  }
}
