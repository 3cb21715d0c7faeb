package ketcov.impact;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison as Markdown, for a pull request. */
public final class ImpactMarkdown {
  /** Groups beyond these are counted; a comment of a pull request has an end. */
  private static final int MOST_GROUPS = 60;

  private static final int NAMES = 20;

  private ImpactMarkdown() {}

  /** The text. */
  public static String of(Impact impact) {
    StringBuilder text = new StringBuilder("## What this change of policies moves\n\n");
    text.append(code(impact.before()))
        .append(" &rarr; ")
        .append(code(impact.after()))
        .append(". **")
        .append(ImpactWords.summary(impact))
        .append("**\n");
    moves(text, impact);
    if (impact.editions().isEmpty()) {
      text.append("\nThe policies ask the same.\n");
    }
    impact.editions().forEach(edition -> edition(text, edition));
    return text.append("\nThis predicts; the payer determines.\n").toString();
  }

  private static void moves(StringBuilder text, Impact impact) {
    if (impact.moves().isEmpty()) {
      return;
    }
    text.append("\n| what moves | from | to | cases | where the policy says so |\n");
    text.append("|---|---|---|---:|---|\n");
    impact.moves().stream()
        .limit(MOST_GROUPS)
        .forEach(
            group -> {
              Move move = group.move();
              boolean likelihood = move.kind() == Move.Kind.LIKELIHOOD;
              text.append("| ")
                  .append(cell(ImpactWords.what(move)))
                  .append(" | ")
                  .append(likelihood ? "" : cell(move.before()))
                  .append(" | ")
                  .append(cell(likelihood ? ImpactWords.way(group) : move.after()))
                  .append(" | ")
                  .append(ImpactWords.number(group.cases()))
                  .append(" | ")
                  .append(cell(move.citation()))
                  .append(" |\n");
            });
    if (impact.moves().size() > MOST_GROUPS) {
      text.append("\nand ")
          .append(impact.moves().size() - MOST_GROUPS)
          .append(" more; `--json` has all.\n");
    }
    text.append("\n<details><summary>The cases</summary>\n\n");
    impact.moves().stream()
        .limit(MOST_GROUPS)
        .forEach(
            group ->
                text.append("- ")
                    .append(cell(ImpactWords.what(group.move()) + ", " + ImpactWords.way(group)))
                    .append(": ")
                    .append(cell(ImpactWords.names(group, NAMES)))
                    .append('\n'));
    text.append("\n</details>\n");
  }

  private static void edition(StringBuilder text, EditionChange edition) {
    String sides =
        Stream.of(edition.before(), edition.after())
            .filter(side -> !side.isEmpty())
            .distinct()
            .map(ImpactMarkdown::code)
            .collect(Collectors.joining(" &rarr; "));
    text.append("\n### ").append(sides);
    if (edition.before().isEmpty()) {
      text.append(": a new policy");
    } else if (edition.after().isEmpty()) {
      text.append(": no longer there");
    }
    text.append("\n\n");
    if (edition.changes().isEmpty() && !edition.before().isEmpty() && !edition.after().isEmpty()) {
      text.append("Nothing that decides differs.\n");
    }
    for (EditionChange.Change change : edition.changes()) {
      text.append("- **")
          .append(cell(ImpactWords.heading(change)))
          .append("** ")
          .append(ImpactWords.word(change.fate()))
          .append(change.citation().isEmpty() ? "" : " (" + cell(change.citation()) + ")")
          .append(change.says().isEmpty() ? "" : ": " + cell(change.says()))
          .append(change.casesMoved() == 0 ? " *No case shows it.*" : "")
          .append('\n');
      for (EditionChange.Detail detail : change.details()) {
        text.append("  - ").append(cell(detail.what())).append(": ");
        if (!detail.before().isEmpty()) {
          text.append("~~").append(cell(detail.before())).append("~~ ");
        }
        text.append(cell(detail.after())).append('\n');
      }
    }
  }

  private static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }

  /** Text of policies and cases is text, whatever signs of Markdown or HTML are in it. */
  private static String cell(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_\\[\\]|~#])", "\\\\$1")
        .replaceAll("\\s+", " ");
  }
}
