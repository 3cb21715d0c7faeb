package ketcov.impact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the reports have in common. */
final class ImpactWords {
  private ImpactWords() {}

  /** What the cases show, in a sentence. */
  static String summary(Impact impact) {
    String all = cases(impact.cases());
    String sentence =
        impact.cases() == 0
            ? "No case was answered by both."
            : impact.moved() == 0
                ? "Nothing moves in " + all + "."
                : number(impact.moved()) + " of " + all + " are answered differently.";
    return impact.notAnswered() == 0
        ? sentence
        : sentence
            + " "
            + cases(impact.notAnswered())
            + (impact.notAnswered() == 1 ? " was" : " were")
            + " refused or not answered, and are not counted.";
  }

  /** What a change is about. */
  static String heading(EditionChange.Change change) {
    String id = change.id();
    return change.subject().words()
        + (id.isEmpty() || change.subject() == EditionChange.Subject.SOURCE ? "" : " " + id);
  }

  /** A sign before a change. */
  static String sign(EditionChange.Fate fate) {
    return switch (fate) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case CHANGED -> "~";
    };
  }

  /** A word for what became of it. */
  static String word(EditionChange.Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT);
  }

  /** The groups about one thing together, in their order. */
  static List<List<Impact.Group>> topics(Impact impact) {
    Map<String, List<Impact.Group>> topics = new LinkedHashMap<>();
    for (Impact.Group group : impact.moves()) {
      Move move = group.move();
      topics
          .computeIfAbsent(
              move.kind() + " " + move.policy() + " " + move.id(), key -> new ArrayList<>())
          .add(group);
    }
    return List.copyOf(topics.values());
  }

  /** What moves. */
  static String what(Move move) {
    return move.kind().words() + (move.id().isEmpty() ? "" : " " + move.id());
  }

  /** From where to where. */
  static String way(Impact.Group group) {
    Move move = group.move();
    if (move.kind() != Move.Kind.LIKELIHOOD || move.difference() == 0) {
      return move.before() + " -> " + move.after();
    }
    double near = move.difference() > 0 ? group.least() : group.most();
    double far = move.difference() > 0 ? group.most() : group.least();
    String range =
        signed(near).equals(signed(far)) ? signed(near) : signed(near) + " to " + signed(far);
    return move.after() + " by " + range;
  }

  private static String signed(double difference) {
    double size = Math.abs(difference);
    return size < 0.005 ? "less than 0.01" : String.format(Locale.ROOT, "%.2f", size);
  }

  /** A number of cases. */
  static String cases(long count) {
    return number(count) + (count == 1 ? " case" : " cases");
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** The first names, and how many there are more; cases of one name are named once. */
  static String names(Impact.Group group, int most) {
    List<String> first =
        group.names().stream().map(Impact.CaseName::name).distinct().limit(most).toList();
    long named = group.names().stream().filter(name -> first.contains(name.name())).count();
    String joined = String.join("; ", first);
    return named == group.cases()
        ? joined
        : joined + "; and " + number(group.cases() - named) + " more";
  }
}
