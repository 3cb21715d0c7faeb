package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ketcov.intake.CaseSchema;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;

/** Reads the titles of a table of cases: JSON pointers or dotted names of the keys of a case. */
final class CsvHeader {
  private static final JsonNode CASE = CaseSchema.generate();
  private static final int MOST_ENTRIES = 200;

  private final String file;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<CsvColumn> columns = new ArrayList<>();

  private CsvHeader(String file) {
    this.file = file;
  }

  /** Titles that were read. */
  record Titles(List<CsvColumn> columns, List<Diagnostic> problems) {}

  /** Reads the titles, in their order; columns come back with lower list entries first. */
  static Titles read(String file, List<String> titles) {
    CsvHeader header = new CsvHeader(file);
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < titles.size(); i++) {
      String title = titles.get(i).strip();
      int number = i + 1;
      Optional<CsvColumn> column = header.column(number, title);
      if (column.isPresent() && !seen.add(column.get().steps())) {
        header.problem(number, "column `" + title + "` stands twice; keep one.");
      }
      column.ifPresent(header.columns::add);
    }
    header.columns.sort(
        Comparator.comparing((CsvColumn column) -> column.kind() == CsvColumn.Kind.EMPTY_LIST)
            .thenComparingInt(CsvColumn::entry));
    return new Titles(header.columns, header.problems);
  }

  private void problem(int number, String message) {
    problems.add(Diagnostic.of(Check.UNREADABLE_CASE, file, new Place(1, number), message));
  }

  private Optional<CsvColumn> column(int number, String title) {
    if (title.isEmpty()) {
      problem(number, "column " + number + " has no title. Name it, or take it out.");
      return Optional.empty();
    }
    List<String> steps = steps(title);
    Optional<CsvColumn> column =
        switch (steps.getFirst()) {
          case "name", "under" ->
              steps.size() == 1
                  ? Optional.of(of(number, title, steps, CsvColumn.Kind.TEXT))
                  : Optional.empty();
          case "expect" -> expectation(number, title, steps);
          default -> ofCase(number, title, steps);
        };
    if (column.isEmpty()) {
      problem(
          number,
          "column `"
              + title
              + "` is nothing that a case can say or expect."
              + DidYouMean.hint(title.startsWith("/") ? dotted(steps) : title, known(steps)));
    }
    return column;
  }

  /** {@code drugTrials[0].weeks} and {@code /drugTrials/0/weeks} are the same. */
  static List<String> steps(String title) {
    if (title.startsWith("/")) {
      return Arrays.stream(title.substring(1).split("/", -1))
          .map(step -> step.replace("~1", "/").replace("~0", "~"))
          .toList();
    }
    List<String> steps =
        new ArrayList<>(
            Arrays.asList(title.replaceAll("\\[([0-9]{1,3})]", ".$1").split("\\.", -1)));
    if (steps.size() > 3 && steps.getFirst().equals("expect")) {
      // An id may hold a point.
      String id = String.join(".", steps.subList(2, steps.size()));
      steps = List.of(steps.get(0), steps.get(1), id);
    }
    return steps;
  }

  private static String dotted(List<String> steps) {
    StringBuilder title = new StringBuilder();
    for (String step : steps) {
      if (CsvColumn.isNumber(step)) {
        title.append('[').append(step).append(']');
      } else {
        title.append(title.length() == 0 ? "" : ".").append(step);
      }
    }
    return title.toString();
  }

  private static CsvColumn of(int number, String title, List<String> steps, CsvColumn.Kind kind) {
    return new CsvColumn(number, title, steps, kind, List.of());
  }

  private static CsvColumn words(int number, String title, List<String> steps, List<String> words) {
    return new CsvColumn(number, title, steps, CsvColumn.Kind.WORD, words);
  }

  private static Optional<CsvColumn> expectation(int number, String title, List<String> steps) {
    String part = steps.size() < 2 ? "" : steps.get(1);
    if (steps.size() == 2) {
      return switch (part) {
        case "outlook" -> Optional.of(words(number, title, steps, ExpectationForm.OUTLOOKS));
        case "edition" -> Optional.of(of(number, title, steps, CsvColumn.Kind.TEXT));
        case "durationDays" -> Optional.of(of(number, title, steps, CsvColumn.Kind.WHOLE_NUMBER));
        case "rules", "notices", "withoutNotices", "payerAsks" ->
            Optional.of(of(number, title, steps, CsvColumn.Kind.TEXTS));
        default -> Optional.empty();
      };
    }
    if (steps.size() != 3) {
      return Optional.empty();
    }
    return switch (part) {
      case "criteria" -> Optional.of(words(number, title, steps, ExpectationForm.OUTCOMES));
      case "exclusions" ->
          Optional.of(words(number, title, steps, ExpectationForm.EXCLUSION_OUTCOMES));
      case "documentation" ->
          ExpectationForm.DOCUMENTS.contains(steps.get(2))
              ? Optional.of(words(number, title, steps, ExpectationForm.STATUSES))
              : Optional.empty();
      case "missing" -> Optional.of(of(number, title, steps, CsvColumn.Kind.TEXTS));
      default -> Optional.empty();
    };
  }

  private static Optional<CsvColumn> ofCase(int number, String title, List<String> steps) {
    JsonNode at = CASE;
    for (String step : steps) {
      boolean entry = at.has("items") && CsvColumn.isNumber(step);
      if (entry && Integer.parseInt(step) >= MOST_ENTRIES) {
        return Optional.empty();
      }
      at = entry ? at.path("items") : at.path("properties").path(step);
    }
    if (at.isMissingNode() || at.has("properties")) {
      return Optional.empty();
    }
    if (at.has("items")) {
      boolean texts = !at.path("items").has("properties");
      return Optional.of(
          of(number, title, steps, texts ? CsvColumn.Kind.TEXTS : CsvColumn.Kind.EMPTY_LIST));
    }
    if (CsvColumn.isNumber(steps.getLast())) {
      return Optional.empty(); // One text of a list of texts: the list is one cell.
    }
    if (at.has("enum")) {
      List<String> words = new ArrayList<>();
      at.path("enum").forEach(word -> words.add(word.asText()));
      words.remove("null");
      return Optional.of(words(number, title, steps, words));
    }
    return Optional.of(of(number, title, steps, kind(at)));
  }

  private static CsvColumn.Kind kind(JsonNode schema) {
    String type =
        schema.path("type").isArray()
            ? schema.at("/type/0").asText()
            : schema.path("type").asText();
    return switch (type) {
      case "boolean" -> CsvColumn.Kind.TRUTH;
      case "integer" -> CsvColumn.Kind.WHOLE_NUMBER;
      case "number" -> CsvColumn.Kind.NUMBER;
      default ->
          schema.path("format").asText().equals("date") ? CsvColumn.Kind.DATE : CsvColumn.Kind.TEXT;
    };
  }

  /** What could have been meant: every key of a case, with the list entry that was written. */
  private static Set<String> known(List<String> steps) {
    String entry = steps.stream().filter(CsvColumn::isNumber).findFirst().orElse("0");
    Set<String> known = new TreeSet<>(List.of("name", "under"));
    ExpectationForm.KEYS.forEach(key -> known.add("expect." + key));
    add(known, "", CASE, entry);
    return known;
  }

  private static void add(Set<String> known, String title, JsonNode schema, String entry) {
    for (var property : schema.path("properties").properties()) {
      String name = title.isEmpty() ? property.getKey() : title + "." + property.getKey();
      known.add(name);
      add(known, name, property.getValue(), entry);
      if (property.getValue().path("items").has("properties")) {
        add(known, name + "[" + entry + "]", property.getValue().path("items"), entry);
      }
    }
  }
}
