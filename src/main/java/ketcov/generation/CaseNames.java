package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ketcov.letter.CaseWords;

/** Names for written cases: what is said in them, and what comes of it. */
final class CaseNames {
  private static final List<String> ABOUT =
      List.of("ingredient", "code", "scale", "condition", "kind", "modality");
  private static final List<String> NUMBERS =
      List.of("a first", "a second", "a third", "a fourth", "a later");
  private static final Map<String, String> ENTRIES =
      Map.of(
          "drugTrials", "trial of",
          "diagnoses", "diagnosis",
          "scores", "score on the",
          "conditions", "condition",
          "psychotherapies", "psychotherapy",
          "neuromodulations", "neuromodulation",
          "documents", "paper");

  private CaseNames() {}

  static String name(Candidate candidate, JsonNode expect) {
    List<String> said = new ArrayList<>();
    Map<String, BodyEdit> last = new LinkedHashMap<>();
    candidate.edits().forEach(edit -> last.put(edit.pointer(), edit));
    for (BodyEdit edit : last.values()) {
      if (!isToldByUnnamed(edit, candidate)) {
        String phrase = furtherEntry(edit, candidate).orElseGet(() -> phrase(edit, candidate));
        if (!said.contains(phrase)) {
          said.add(phrase);
        }
      }
    }
    if (said.isEmpty()) {
      candidate
          .over()
          .properties()
          .forEach(
              entry ->
                  said.add(
                      new CaseWords(candidate.body())
                          .at("/" + entry.getKey())
                          .orElse(spelt(entry.getKey()) + " unsaid")));
    }
    if (said.isEmpty()) {
      said.add("the case that all share");
    }
    String facts = String.join(" and ", said);
    boolean clause = facts.matches("(the|there|no|an?|it|every) .*\\b(is|are|was|were|does)\\b.*");
    String name = (clause ? "When " : "With ") + facts + ", " + outcome(expect);
    return name.length() > 190 ? name.substring(0, 187) + "..." : name;
  }

  /** A field of an entry that the seed does not have tells of the entry as a whole. */
  private static Optional<String> furtherEntry(BodyEdit edit, Candidate candidate) {
    String[] steps = edit.pointer().split("/", -1);
    JsonNode list = candidate.body().path(steps[1]);
    if (steps.length != 4
        || !list.isArray()
        || list.isEmpty()
        || Integer.parseInt(steps[2]) < candidate.seed().body().path(steps[1]).size()) {
      return Optional.empty();
    }
    int entry = Math.min(Integer.parseInt(steps[2]), list.size() - 1);
    String at = "/" + steps[1] + "/" + entry;
    List<String> words = new ArrayList<>();
    new CaseWords(candidate.body()).at(at).ifPresent(words::add);
    return Optional.of(
        "a further " + ENTRIES.getOrDefault(steps[1], "entry") + " " + String.join(", ", words));
  }

  /** The class and role of a trial whose drug is not named are told with it. */
  private static boolean isToldByUnnamed(BodyEdit edit, Candidate candidate) {
    return edit.pointer().matches("/drugTrials/[0-9]+/(therapyClass|role)")
        && candidate
            .body()
            .at(edit.pointer().replaceAll("/[a-zA-Z]+$", "/ingredient"))
            .isMissingNode();
  }

  private static String phrase(BodyEdit edit, Candidate candidate) {
    String pointer = edit.pointer();
    JsonNode before = candidate.seed().body().at(pointer);
    if (pointer.equals("/serviceDate")) {
      return "the service date " + candidate.body().at(pointer).asText();
    }
    JsonNode value = edit.value();
    if (value == null) {
      if (before.isObject()) {
        return "the "
            + ENTRIES.getOrDefault(pointer.split("/", -1)[1], "entry")
            + " "
            + about(candidate.seed().body(), pointer)
            + " left out";
      }
      JsonNode trial = candidate.body().at(pointer.substring(0, pointer.lastIndexOf('/')));
      if (pointer.endsWith("/ingredient") && trial.has("therapyClass")) {
        return "an unnamed " + trial.path("therapyClass").asText().replace('_', ' ');
      }
      return label(candidate.seed().body(), pointer) + spelt(field(pointer)) + " unsaid";
    }
    if (value.isObject()) {
      return "a further "
          + ENTRIES.getOrDefault(pointer.split("/", -1)[1], "entry")
          + " "
          + about(candidate.body(), pointer);
    }
    if (value.isArray() && value.isEmpty()) {
      return "no " + spelt(field(pointer));
    }
    if (pointer.equals("/request/indication")) {
      return "a request " + words(candidate.body(), pointer);
    }
    return label(candidate.body(), pointer) + words(candidate.body(), pointer);
  }

  /** An entry by what it is about. */
  private static String about(JsonNode body, String pointer) {
    for (String about : ABOUT) {
      Optional<String> words = new CaseWords(body).at(pointer + "/" + about);
      if (words.isPresent()) {
        boolean status = about.equals("condition");
        return words.get() + (status ? new CaseWords(body).at(pointer + "/status").orElse("") : "");
      }
    }
    return "of another kind";
  }

  /** What the entry around a field is about. */
  private static String label(JsonNode body, String pointer) {
    String[] steps = pointer.split("/", -1);
    if (steps.length != 4 || !steps[2].chars().allMatch(Character::isDigit)) {
      return "";
    }
    String entry = "/" + steps[1] + "/" + steps[2];
    for (String about : ABOUT) {
      if (about.equals(steps[3])) {
        return NUMBERS.get(Math.min(Integer.parseInt(steps[2]), NUMBERS.size() - 1))
            + " "
            + ENTRIES.getOrDefault(steps[1], "entry")
            + " ";
      }
      if (!about.equals(steps[3])) {
        Optional<String> words = new CaseWords(body).at(entry + "/" + about);
        if (words.isPresent()) {
          return words.get() + ", ";
        }
      }
    }
    return spelt(steps[1]) + " " + (Integer.parseInt(steps[2]) + 1) + ", ";
  }

  private static String words(JsonNode body, String pointer) {
    JsonNode value = body.at(pointer);
    String words = new CaseWords(body).at(pointer).orElse(spelt(field(pointer)));
    if (value.isBoolean() && words.matches(".*: (yes|no)")) {
      return words;
    }
    return words.startsWith(": ") ? words.substring(2) : words;
  }

  private static String field(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static String spelt(String camelCase) {
    return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String outcome(JsonNode expect) {
    List<String> words = new ArrayList<>();
    expect
        .path("criteria")
        .properties()
        .forEach(e -> words.add(e.getKey() + " is " + lower(e.getValue())));
    expect
        .path("exclusions")
        .properties()
        .forEach(e -> words.add(e.getKey() + " is " + lower(e.getValue())));
    expect.path("notices").forEach(id -> words.add(id.asText() + " is shown"));
    expect.path("withoutNotices").forEach(id -> words.add(id.asText() + " is not shown"));
    if (words.isEmpty() && expect.has("rules")) {
      words.add("the rules that match are told apart");
    }
    if (words.isEmpty()) {
      words.add("the outlook is " + lower(expect.path("outlook")));
    }
    return String.join(" and ", words);
  }

  private static String lower(JsonNode constant) {
    String word = constant.asText().toLowerCase(Locale.ROOT).replace('_', ' ');
    return word.equals("undetermined") ? "open" : word;
  }
}
