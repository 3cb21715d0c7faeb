package ketcov.assessment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ketcov.condition.Truth;

/**
 * Why the outlook is what it is, in a sentence for the clinician: what decides, in the words of the
 * criteria, with what was found and what is needed.
 */
final class Summary {
  /** About as much as is read at a glance. */
  static final int MOST_CHARACTERS = 200;

  /** A criterion's words behind which there is to be room for what was found. */
  private static final int BRIEF = 70;

  /** Fewer characters say too little. */
  private static final int LEAST = 15;

  /** Room that is kept for how many more there are. */
  private static final int AND_MORE = 14;

  private static final Pattern COUNTED =
      Pattern.compile("^/\\S+: (\\d+ [^;]* can count, \\d+ needed)[.;]");

  private static final Pattern CONSTANT =
      Pattern.compile("\\b[A-Z]{3,}(?:_[A-Z0-9]+)+\\b|\\b[A-Z]{4,}\\b");
  private static final Pattern ACRONYM =
      Pattern.compile("CRPS|DSM_.+|MADRS|MAOI|PTSD|QIDS|REMS|RTMS|SNRI|SSRI|TRICARE");
  private static final Pattern DIAGNOSIS_CODE = Pattern.compile("[A-Z]\\d[0-9A-Z](\\..+)?");

  private final Standing standing;

  private Summary(Standing standing) {
    this.standing = standing;
  }

  /** The sentence for an outlook. */
  static String of(Standing standing, Outlook outlook) {
    Summary summary = new Summary(standing);
    return switch (outlook) {
      case NOT_COVERED ->
          listed("The policy denies this use whatever the clinical facts: ", summary.triggered());
      case LIKELY_DENIED -> summary.denied();
      case UNCERTAIN -> summary.uncertain();
      case LIKELY_APPROVED ->
          "Every required criterion is met"
              + (standing.partialSource() ? ", as far as the source shows." : ".");
      case NO_POLICY_IN_FORCE -> "";
    };
  }

  private String denied() {
    List<Item> unmet = groups(Outcome.NOT_MET).stream().map(Summary::notMet).toList();
    List<Item> triggered = triggered();
    if (unmet.isEmpty()) {
      return listed("Excluded: ", triggered);
    }
    List<Item> all = new ArrayList<>(unmet);
    triggered.forEach(exclusion -> all.add(new Item("excluded: " + exclusion.brief(), "")));
    return listed("Not met: ", all);
  }

  private String uncertain() {
    if (!standing.named()) {
      return "The policy does not name this use: neither its criteria nor a refusal answers for it.";
    }
    if (!standing.limited().isEmpty()) {
      String then = " Ask for a step-therapy exception.";
      List<Item> limited =
          groups(Outcome.NOT_MET).stream()
              .map(group -> new Item(brief(group) + ids(group), ""))
              .toList();
      return listed(
              "Not met, but a law limits what the payer may ask: ",
              limited,
              MOST_CHARACTERS - then.length())
          + then;
    }
    List<Item> open = new ArrayList<>();
    groups(Outcome.UNDETERMINED).forEach(group -> open.add(open(group)));
    standing.exclusions().stream()
        .filter(e -> e.required() && e.outcome() == ExclusionOutcome.UNDETERMINED)
        .forEach(
            e -> open.add(new Item(brief(e.says()) + " (" + e.id() + ")", say(e.decidedBy()))));
    if (!open.isEmpty()) {
      return listed("Open: ", open);
    }
    if (standing.groups().isEmpty()) {
      return "The policy's criteria for this use are not known.";
    }
    return standing.quantityExceeded() == Truth.TRUE
        ? "The request asks for more than the policy would grant."
        : "Every criterion that could be seen is met, but the source does not show all criteria of this use.";
  }

  /** The criteria of each required group with this outcome; a group stands by its first. */
  private List<List<Assessment.CriterionResult>> groups(Outcome outcome) {
    Map<String, Outcome> groups = standing.groups();
    Map<String, List<Assessment.CriterionResult>> found = new LinkedHashMap<>();
    for (Assessment.CriterionResult criterion : standing.criteria()) {
      if (criterion.required()
          && groups.get(criterion.group()) == outcome
          && criterion.outcome() == outcome) {
        found.computeIfAbsent(criterion.group(), group -> new ArrayList<>()).add(criterion);
      }
    }
    return List.copyOf(found.values());
  }

  private static Item notMet(List<Assessment.CriterionResult> group) {
    return new Item(brief(group) + ids(group), group.size() == 1 ? found(group.getFirst()) : "");
  }

  private static Item open(List<Assessment.CriterionResult> group) {
    return new Item(brief(group) + ids(group), say(group.getFirst().decidedBy()));
  }

  private static String brief(List<Assessment.CriterionResult> group) {
    return brief(group.getFirst().says());
  }

  private static String ids(List<Assessment.CriterionResult> group) {
    return group.stream()
        .map(Assessment.CriterionResult::id)
        .collect(Collectors.joining(" or ", " (", ")"));
  }

  /** What was found and what is needed, where it is one thing. */
  private static String found(Assessment.CriterionResult criterion) {
    Matcher counted = COUNTED.matcher(criterion.reason());
    if (counted.lookingAt()) {
      return ": " + counted.group(1);
    }
    return criterion.nearestMiss().size() == 1 ? found(criterion.nearestMiss().getFirst()) : "";
  }

  private static String found(Assessment.Miss miss) {
    if (miss.found() == null) {
      return "";
    }
    // Of a list of codes only one is named as needed.
    String needed =
        DIAGNOSIS_CODE.matcher(miss.needed()).matches() ? "" : ", needed " + plain(miss.needed());
    String about = miss.says().length() <= BRIEF ? miss.says() + ": " : "found ";
    return ": " + about + plain(miss.found()) + needed;
  }

  /** The fewest facts that could decide it. */
  private static String say(List<List<Assessment.OpenFact>> decidedBy) {
    return decidedBy.isEmpty()
        ? ""
        : decidedBy.getFirst().stream()
            .map(Assessment.OpenFact::asks)
            .collect(Collectors.joining(" and ", ": say ", ""));
  }

  private List<Item> triggered() {
    return standing.exclusions().stream()
        .filter(e -> e.required() && e.outcome() == ExclusionOutcome.TRIGGERED)
        .map(e -> new Item(brief(e.says()) + " (" + e.id() + ")", ""))
        .toList();
  }

  /** A value in words, constants in small letters. */
  private static String plain(String value) {
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true") ? "yes" : "no";
    }
    return CONSTANT.matcher(value).replaceAll(match -> word(match.group()));
  }

  private static String word(String constant) {
    return ACRONYM.matcher(constant).matches()
        ? constant.replace('_', '-')
        : constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * What a criterion says, as part of a sentence: up to where it says it more precisely, when it is
   * long.
   */
  static String brief(String says) {
    String text = says.replaceAll("[.\\s]+$", "");
    boolean word = text.length() > 1 && !Character.isUpperCase(text.charAt(1));
    if (word && !Character.isDigit(text.charAt(1))) {
      text = text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
    if (text.length() <= BRIEF) {
      return text;
    }
    for (String clause : List.of("; ", ". ", ": ", " (", ", ")) {
      int end = text.indexOf(clause, LEAST);
      boolean inBrackets =
          end > 0 && text.lastIndexOf('(', end - 1) > text.lastIndexOf(')', end - 1);
      if (end > 0 && end <= BRIEF && !inBrackets) {
        return text.substring(0, end) + (clause.equals(", ") ? " ..." : "");
      }
    }
    return text.substring(0, text.lastIndexOf(' ', BRIEF)) + " ...";
  }

  /**
   * What decides.
   *
   * @param detail what was found, or is to be said; left out where there is no room
   */
  private record Item(String brief, String detail) {
    private String within(int room) {
      return brief.length() + detail.length() <= room ? brief + detail : brief;
    }
  }

  private static String listed(String head, List<Item> items) {
    return listed(head, items, MOST_CHARACTERS);
  }

  /** As many items as there is room for, and how many more there are. */
  private static String listed(String head, List<Item> items, int most) {
    StringBuilder text = new StringBuilder(head);
    for (int i = 0; i < items.size(); i++) {
      String before = i == 0 ? "" : "; ";
      int room = most - text.length() - before.length() - (i + 1 == items.size() ? 1 : AND_MORE);
      String item = items.get(i).within(room);
      if (item.length() > room && i > 0) {
        return text.append("; and ").append(items.size() - i).append(" more.").toString();
      }
      text.append(before).append(item.length() > room ? cut(item, room) : item);
    }
    return text.toString().endsWith("...") ? text.toString() : text.append('.').toString();
  }

  private static String cut(String item, int room) {
    return item.substring(0, Math.max(0, item.lastIndexOf(' ', room - 4))) + " ...";
  }
}
