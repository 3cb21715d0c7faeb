package ketcov.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import ketcov.text.Check;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * The skeleton of a rule file: where each rule has its {@code when}, {@code then} and {@code end},
 * and whether parentheses pair. Drools' parser reads on past what is missing here and complains far
 * from it, so this is told first.
 */
final class DrlOutline {
  private static final List<String> KEYWORDS =
      List.of("rule", "query", "declare", "when", "then", "end");
  private static final Pattern TOKEN =
      Pattern.compile("(?<![\\w$.@-])(" + String.join("|", KEYWORDS) + ")(?![\\w(.-])|[()]");
  private static final Pattern LONE_WORD = Pattern.compile("(?m)^ *(\\w+)[ \r]*$");
  private static final Pattern NAME = Pattern.compile("\\s*(?:\"([^\"\n]*)\"|(\\S+))");

  private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+\\s*(\\([^()]*\\))?");
  private static final Pattern EXTENDS = Pattern.compile("\\bextends\\s+(\"[^\"]*\"|\\S+)");
  private static final Pattern LINE = Pattern.compile("(?m)^ *([\\w-]+)[^\n]*$");
  private static final Pattern SETTING =
      Pattern.compile(
          "(?m)^ *(salience|enabled|no-loop|auto-focus|lock-on-active|agenda-group|activation-group|ruleflow-group|date-effective|date-expires|dialect|calendars|timer|duration|refract|direct)\\b");
  private static final Pattern HALF =
      Pattern.compile(
          "(\\|\\||&&)\\s*(?:[=!<>]=|[<>]|(?:in|not|matches|contains|excludes|memberOf|str|soundslike)\\b)");
  private static final Pattern BETWEEN_FACTS =
      Pattern.compile("(\\|\\||&&)\\s*[( ]*(?:\\$\\w+\\s*:\\s*)?[A-Z][\\w.]*\\s*\\(");

  /** The parser's time grows with the square of these. */
  private static final Pattern LONG_PATH =
      Pattern.compile("[\\w$]++(?:\\s*+[.#!?]++\\s*+[\\w$]++){12}+|(?:[\\w$]++\\s*+<\\s*+){4}+");

  private static final int MAX_PROBLEMS = 20;

  private final String text;
  private final String code;

  /** Where each line begins. */
  private final int[] lines;

  private final List<Part> parts = new ArrayList<>();
  private final List<DrlText.Problem> problems = new ArrayList<>();

  /** A rule, or another block that ends with {@code end}; where its words stand in the text. */
  private static final class Part {
    private final String name;
    private final boolean rule;
    private final int begin;
    private final int nameEnd;
    private int when = -1;
    private int then = -1;
    private int end = -1;

    Part(String name, boolean rule, int begin, int nameEnd) {
      this.name = name;
      this.rule = rule;
      this.begin = begin;
      this.nameEnd = nameEnd;
    }
  }

  private DrlOutline(String text, String code) {
    this.text = text;
    this.code = code;
    this.lines =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, code.length())
                    .filter(i -> code.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  /**
   * Reads the skeleton.
   *
   * @param code the text without comments and what stands in quotation marks
   */
  static DrlOutline of(String text, String code) {
    DrlOutline outline = new DrlOutline(text, code);
    outline.read();
    return outline;
  }

  List<DrlText.Problem> problems() {
    return problems;
  }

  /** The line of the last rule that begins at or before a line; 0 if none does. */
  int ruleOf(int line) {
    int of = 0;
    for (Part part : parts) {
      int begin = place(part.begin).line();
      of = begin <= line ? begin : of;
    }
    return of;
  }

  /** Each place of a word in the rule that begins on a line, above its statement. */
  List<Place> places(int ruleLine, String word) {
    Part rule = partOn(ruleLine);
    int from = rule == null ? offsetOf(ruleLine) : rule.begin;
    int to = rule == null || rule.then < 0 ? code.length() : rule.then;
    List<Place> places = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("(?<![\\w$.-])" + Pattern.quote(word) + "(?![\\w-])").matcher(code);
    matcher.region(from, to).useTransparentBounds(true);
    while (matcher.find()) {
      places.add(place(matcher.start()));
    }
    return places;
  }

  /** Where the statement of a rule begins. */
  Place statement(int ruleLine) {
    Part rule = partOn(ruleLine);
    if (rule == null || rule.then < 0) {
      return new Place(ruleLine, 1);
    }
    int at = rule.then + "then".length();
    while (at < rule.end && Character.isWhitespace(code.charAt(at))) {
      at++;
    }
    return place(at < rule.end ? at : rule.then);
  }

  /** Whether a rule has {@code $variable :} somewhere. */
  boolean binds(int ruleLine, String variable) {
    Part rule = partOn(ruleLine);
    return rule != null
        && rule.when >= 0
        && rule.then > rule.when
        && Pattern.compile(Pattern.quote(variable) + "\\s*:")
            .matcher(code.substring(rule.when, rule.then))
            .find();
  }

  /** The first place of a text in the file; the beginning if there is none. */
  Place find(String wanted) {
    int at = code.indexOf(wanted);
    return at < 0 ? Place.START : place(at);
  }

  /** The first character of a line that is no space. */
  Place lineStart(int line) {
    int at = offsetOf(line);
    while (at < code.length() && code.charAt(at) == ' ') {
      at++;
    }
    return at < code.length() ? place(at) : new Place(Math.max(1, line), 1);
  }

  private @Nullable Part partOn(int line) {
    for (Part part : parts) {
      if (place(part.begin).line() == line) {
        return part;
      }
    }
    return null;
  }

  private void read() {
    Deque<Integer> open = new ArrayDeque<>();
    Part current = null;
    Matcher token = TOKEN.matcher(code);
    while (token.find() && problems.size() < MAX_PROBLEMS && parts.size() <= DrlLimits.MAX_RULES) {
      int at = token.start();
      switch (token.group()) {
        case "(" -> open.push(at);
        case ")" -> {
          if (open.isEmpty()) {
            problem(
                Check.UNPAIRED_PARENTHESIS,
                at,
                "this parenthesis closes nothing. Remove it, or open one before it.");
          } else {
            open.pop();
          }
        }
        default -> {
          String word = token.group();
          if (!open.isEmpty()) {
            problem(
                Check.UNPAIRED_PARENTHESIS,
                open.pop(),
                "this parenthesis is not closed before `"
                    + word
                    + "` in line "
                    + place(at).line()
                    + ". Close it, or one that opens inside it.");
            open.clear();
          }
          current = keyword(word, at, current);
        }
      }
    }
    if (parts.size() > DrlLimits.MAX_RULES) {
      problem(Check.TOO_LARGE, parts.getLast().begin, DrlLimits.TOO_MANY_RULES);
    } else if (current != null && problems.size() < MAX_PROBLEMS) {
      noEnd(current, code.stripTrailing().length() - 1, "the file ends");
    }
    Matcher path = LONG_PATH.matcher(code);
    if (path.find()) {
      problem(
          Check.UNREADABLE_CONDITION,
          path.start(),
          "a chain of names begins here. Write a field, a comparison and a value: `weeks >= 6`.");
    }
    if (problems.isEmpty()) {
      refused();
    }
  }

  /** Forms that Drools still reads but is about to drop, and complains of on its log. */
  private void refused() {
    Matcher setting = SETTING.matcher(code);
    setting.region(0, parts.isEmpty() ? code.length() : parts.getFirst().begin);
    while (setting.find()) {
      setting(setting);
    }
    String plain = blank(EXTENDS, blank(ANNOTATION, code));
    for (Part part : parts) {
      if (!part.rule || part.when < 0 || part.then < 0) {
        continue;
      }
      Matcher line = LINE.matcher(plain);
      line.region(part.nameEnd, part.when).useAnchoringBounds(true);
      while (line.find()) {
        setting(line);
      }
      each(
          Check.MISPLACED_ANNOTATION,
          ANNOTATION,
          part,
          "an annotation may not stand at a condition. Annotations stand below the rule's name.");
      each(
          Check.HALF_CONDITION,
          HALF,
          part,
          "behind this the field is missing: write it again, `weeks < 2 || weeks > 6`.");
      each(
          Check.SIGN_BETWEEN_FACTS,
          BETWEEN_FACTS,
          part,
          "write `or` between two facts, or two rules; `and` needs no word.");
    }
  }

  private void each(Check check, Pattern form, Part part, String message) {
    Matcher found = form.matcher(code).region(part.when, part.then);
    while (found.find()) {
      problem(check, found.start(), message);
    }
  }

  private void setting(Matcher found) {
    problem(
        Check.RULE_SETTING,
        found.start(1),
        "`"
            + found.group(1)
            + "` is not allowed: rules have no order, dates or other settings. Remove it.");
  }

  private static String blank(Pattern form, String code) {
    return form.matcher(code).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
  }

  private @Nullable Part keyword(String word, int at, @Nullable Part current) {
    switch (word) {
      case "rule", "query", "declare" -> {
        if (current != null) {
          noEnd(current, at, "`" + word + "` in line " + place(at).line());
        }
        Part begun = part(word.equals("rule"), at, at + word.length());
        parts.add(begun);
        return begun;
      }
      case "end" -> {
        if (current != null && current.rule && current.then < 0) {
          absent(current, "then", at, at, "Write `then` on a line of its own above the statement.");
        }
        if (current != null) {
          current.end = at;
        }
        return null;
      }
      case "when" -> {
        if (current != null && current.when < 0) {
          current.when = at;
        }
      }
      default -> {
        if (current != null && current.then >= 0) {
          problem(
              Check.RULE_SKELETON,
              at,
              "rule `" + current.name + "` has a second `then`. Keep one, or write two rules.");
        } else if (current != null) {
          if (current.when < 0) {
            absent(
                current,
                "when",
                current.begin,
                at,
                "Write `when` on a line of its own above the conditions.");
          }
          current.then = at;
        }
      }
    }
    return current;
  }

  private void noEnd(Part part, int at, String before) {
    if (part.rule && part.then < 0) {
      absent(part, "then", at, at, "Write `then` on a line of its own above the statement.");
      return;
    }
    Optional<DrlText.Problem> misspelt = misspelt(part, "end", at);
    problems.add(
        misspelt.orElseGet(
            () ->
                new DrlText.Problem(
                    Check.RULE_SKELETON,
                    place(at),
                    "rule `"
                        + part.name
                        + "` has no `end` before "
                        + before
                        + ". Write `end` on a line of its own below its statement.")));
  }

  private void absent(Part part, String word, int at, int until, String advice) {
    problems.add(
        misspelt(part, word, until)
            .orElseGet(
                () ->
                    new DrlText.Problem(
                        Check.RULE_SKELETON,
                        place(at),
                        "rule `" + part.name + "` has no `" + word + "`. " + advice)));
  }

  /** A line of the rule that is one word, nearly the one that is missing. */
  private Optional<DrlText.Problem> misspelt(Part part, String word, int until) {
    Matcher lone = LONE_WORD.matcher(code.substring(0, Math.min(code.length(), until + 1)));
    int from = Math.max(part.begin, Math.max(part.when, part.then));
    while (lone.find(from)) {
      if (!KEYWORDS.contains(lone.group(1))
          && DidYouMean.among(lone.group(1), List.of(word)).isPresent()) {
        return Optional.of(
            new DrlText.Problem(
                Check.RULE_SKELETON,
                place(lone.start(1)),
                "`" + lone.group(1) + "` stands where `" + word + "` is expected."));
      }
      from = lone.end();
      if (from >= until) {
        break;
      }
    }
    return Optional.empty();
  }

  private Part part(boolean rule, int begin, int at) {
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (!name.lookingAt()) {
      return new Part("", rule, begin, at);
    }
    String found = name.group(1) != null ? name.group(1) : String.valueOf(name.group(2));
    return new Part(found, rule, begin, name.end());
  }

  private int offsetOf(int line) {
    return line > lines.length ? code.length() : lines[Math.max(0, line - 1)];
  }

  private Place place(int offset) {
    int found = Arrays.binarySearch(lines, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Place(line + 1, offset - lines[line] + 1);
  }

  private void problem(Check check, int at, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new DrlText.Problem(check, place(at), message));
    }
  }
}
