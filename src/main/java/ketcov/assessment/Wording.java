package ketcov.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ketcov.casefacts.ConditionKind;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactField;
import ketcov.casefacts.PatientCondition;
import ketcov.condition.Need;
import ketcov.condition.Reasoner;
import ketcov.condition.Test;

/** What a clinician reads of what a case lacks. */
final class Wording {
  /** What is asked of an indication that is unsaid. */
  static final String INDICATION = "what the drug is requested for";

  private Wording() {}

  /** What is asked: the end of a sentence that begins with "say". */
  static String asks(List<Need> unit) {
    Need first = unit.getFirst();
    if (isConditionEntry(first)) {
      return "whether there is or was " + condition(first.about());
    }
    if (isFurtherEntry(first)) {
      return "which " + entries(first) + " there are, with what is known of each";
    }
    return asks(first.field(), first.about());
  }

  /** What is asked of one field. */
  static String asks(FactField field, String about) {
    String asks = field.says().asks();
    String who = about.isEmpty() ? "the entry" : about;
    if (!asks.isEmpty()) {
      return asks.replace("%s", who);
    }
    String says = field.says().value();
    // Every field that a rule can read of a submitted case has its question; this is for the
    // others.
    String end = says.endsWith(".") ? says.substring(0, says.length() - 1) : says;
    String begin = end.substring(0, 1).toLowerCase(Locale.ROOT) + end.substring(1);
    return begin + (about.isEmpty() ? "" : " (" + about + ")");
  }

  /** What a unit that is otherwise than needed lacks. */
  static Assessment.Miss miss(List<Need> unit) {
    Need need = unit.getLast();
    if (isFurtherEntry(need) && !isConditionEntry(need)) {
      return new Assessment.Miss(
          need.type().pointer(), entries(need), null, "one more" + needed(unit, ": "), null);
    }
    Double difference =
        need.found() instanceof Number found && need.value() instanceof Number wanted
            ? (Double) (wanted.doubleValue() - found.doubleValue())
            : null;
    return new Assessment.Miss(
        isConditionEntry(need) ? need.type().pointer() : need.pointer(),
        isConditionEntry(need) ? need.about() : asks(need.field(), need.about()),
        need.found() == null ? null : Reasoner.word(need.found()),
        needed(need),
        difference);
  }

  /** What would be enough, for a value that is unsaid or otherwise. */
  static String needed(Need need) {
    Test test = need.test();
    if (need.value() instanceof Boolean truth && (test == null || !(test instanceof Test.Any))) {
      return truth ? "yes" : "no";
    }
    return test == null ? Reasoner.word(need.value()) : Reasoner.needed(test);
  }

  /** What is to be done for a unit of a way. */
  static String action(List<Need> unit) {
    Need first = unit.getFirst();
    if (first.kind() == Need.Kind.ADD) {
      return "Complete or document " + oneMore(first) + needed(unit, ": ");
    }
    if (first.value() instanceof List) {
      return "Say that there are no " + entries(first) + ", if that is so";
    }
    if (isFurtherEntry(first) && !isConditionEntry(first)) {
      return "Say which "
          + entries(first)
          + " there are; needed among them"
          + needed(unit, " one with ");
    }
    if (first.kind() == Need.Kind.SUPPLY) {
      return "Say " + asks(unit) + suffices(unit);
    }
    return capital(asks(first.field(), first.about()))
        + ": now "
        + Reasoner.word(first.found())
        + ", needed "
        + unit.stream().map(Wording::needed).collect(Collectors.joining(" and "));
  }

  private static String suffices(List<Need> unit) {
    return "; needed: " + needed(unit.getLast());
  }

  private static String needed(List<Need> unit, String before) {
    List<String> parts = new ArrayList<>();
    for (Need need : unit) {
      if (need.test() != null) {
        parts.add(words(need.field().name()) + " " + needed(need));
      } else if (need.type().factClass() == DrugTrial.class) {
        parts.add("for example " + Reasoner.word(need.value()));
      }
    }
    return parts.isEmpty() ? "" : before + String.join(", ", parts);
  }

  private static boolean isFurtherEntry(Need need) {
    return need.type().list() && !need.unit().equals(need.pointer());
  }

  private static boolean isConditionEntry(Need need) {
    return need.type().factClass() == PatientCondition.class;
  }

  private static String condition(String name) {
    String upper = name.toUpperCase(Locale.ROOT).replace(' ', '_');
    for (ConditionKind kind : ConditionKind.values()) {
      if (kind.name().equals(upper)) {
        return name;
      }
    }
    return "this condition";
  }

  private static String entries(Need need) {
    return switch (need.type().pointer()) {
      case "/drugTrials" -> "drug trials";
      case "/psychotherapies" -> "courses of psychotherapy";
      case "/neuromodulations" -> "courses of neuromodulation";
      case "/scores" -> "scores on rating scales";
      case "/diagnoses" -> "diagnoses";
      case "/documents" -> "papers";
      default -> need.type().pointer();
    };
  }

  private static String oneMore(Need need) {
    return switch (need.type().pointer()) {
      case "/drugTrials" -> "one more drug trial";
      case "/psychotherapies" -> "one more course of psychotherapy";
      case "/neuromodulations" -> "one more course of neuromodulation";
      case "/scores" -> "one more score";
      case "/documents" -> "one more paper";
      default -> "a further entry of " + entries(need);
    };
  }

  /** The name of a field as words: {@code doseLevel} is "dose level". */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Where a unit stands for a client: the list, for an entry that the case does not have. */
  static String pointer(List<Need> unit) {
    Need first = unit.getFirst();
    return isFurtherEntry(first) ? first.type().pointer() : first.unit();
  }
}
