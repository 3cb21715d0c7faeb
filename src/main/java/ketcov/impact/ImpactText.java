package ketcov.impact;

import java.util.ArrayList;
import java.util.List;

/** A comparison as lines for a terminal. */
public final class ImpactText {
  private static final int NAMES = 3;
  private static final int WIDTH = 110;

  private final List<String> lines = new ArrayList<>();

  private ImpactText() {}

  /** The lines. */
  public static List<String> of(Impact impact) {
    ImpactText text = new ImpactText();
    text.write(impact);
    return List.copyOf(text.lines);
  }

  private void write(Impact impact) {
    for (EditionChange edition : impact.editions()) {
      lines.add(title(edition));
      if (edition.changes().isEmpty()
          && !edition.after().isEmpty()
          && !edition.before().isEmpty()) {
        lines.add("  Nothing that decides differs.");
      }
      edition.changes().forEach(this::change);
      lines.add("");
    }
    if (impact.editions().isEmpty()) {
      lines.add("The policies ask the same.");
      lines.add("");
    }
    lines.add(ImpactWords.summary(impact));
    ImpactWords.topics(impact).forEach(this::topic);
  }

  private static String title(EditionChange edition) {
    if (edition.before().isEmpty()) {
      return edition.after() + ": a new policy";
    }
    return edition.after().isEmpty()
        ? edition.before() + ": no longer there"
        : edition.before().equals(edition.after())
            ? edition.after()
            : edition.before() + " -> " + edition.after();
  }

  private void change(EditionChange.Change change) {
    lines.add(
        "  "
            + ImpactWords.sign(change.fate())
            + " "
            + ImpactWords.heading(change)
            + citation(change.citation()));
    if (!change.says().isEmpty()) {
      wrap("      ", change.says());
    }
    for (EditionChange.Detail detail : change.details()) {
      if (!detail.before().isEmpty()) {
        wrap("    - ", detail.what() + ": " + detail.before());
      }
      if (!detail.after().isEmpty()) {
        wrap("    + ", detail.what() + ": " + detail.after());
      }
    }
    if (change.casesMoved() == 0) {
      lines.add("      No case shows it.");
    }
  }

  private void topic(List<Impact.Group> groups) {
    Move move = groups.getFirst().move();
    lines.add("");
    lines.add("  " + ImpactWords.what(move) + citation(move.citation()));
    for (Impact.Group group : groups) {
      lines.add("    " + ImpactWords.way(group) + ": " + ImpactWords.cases(group.cases()));
      wrap("      ", ImpactWords.names(group, NAMES));
    }
  }

  private static String citation(String citation) {
    return citation.isEmpty() ? "" : " [" + citation + "]";
  }

  private void wrap(String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    boolean fresh = true;
    for (String word : text.split(" ", -1)) {
      if (!fresh && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent.length()));
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    lines.add(line.toString());
  }
}
