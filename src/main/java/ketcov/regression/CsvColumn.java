package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ketcov.text.DidYouMean;

/**
 * One column of a table of cases: where its values stand in a case, and what they may be.
 *
 * @param number counted from 1
 * @param title as the table has it
 * @param steps the keys, and the numbers of list entries, that lead to the value
 * @param words the values of an enumeration; empty for all others
 */
record CsvColumn(int number, String title, List<String> steps, Kind kind, List<String> words) {
  /** Between the texts of a list. */
  private static final String SEPARATOR = ";";

  private static final String NONE = "none";

  CsvColumn {
    steps = List.copyOf(steps);
    words = List.copyOf(words);
  }

  /** What the cells of a column hold. */
  enum Kind {
    TEXT("a text"),
    WORD("one of the values"),
    TRUTH("true or false"),
    WHOLE_NUMBER("a whole number"),
    NUMBER("a number with a point, no comma"),
    DATE("a date written YYYY-MM-DD"),
    TEXTS("texts with ; between them, or `none`"),
    EMPTY_LIST("`none`, for a list that is said to be empty");

    private final String says;

    Kind(String says) {
      this.says = says;
    }
  }

  /** A cell that does not hold what its column does. */
  static final class BadCell extends Exception {
    private static final long serialVersionUID = 1L;

    BadCell(String message) {
      super(message, null, false, false);
    }
  }

  /** The greatest number of a list entry in the path; -1 for none. */
  int entry() {
    return steps.stream().filter(CsvColumn::isNumber).mapToInt(Integer::parseInt).max().orElse(-1);
  }

  static boolean isNumber(String step) {
    return !step.isEmpty() && step.chars().allMatch(sign -> sign >= '0' && sign <= '9');
  }

  /** Puts the value of a cell that is not empty into a case. */
  void put(ObjectNode root, String cell) throws BadCell {
    JsonNode value = value(cell.strip());
    ObjectNode at = root;
    int i = 0;
    while (i < steps.size() - 1) {
      String step = steps.get(i);
      if (isNumber(steps.get(i + 1))) {
        at = entry(at, step, Integer.parseInt(steps.get(i + 1)));
        i += 2;
      } else {
        at = at.path(step) instanceof ObjectNode object ? object : at.putObject(step);
        i++;
      }
    }
    String last = steps.getLast();
    if (kind == Kind.EMPTY_LIST && at.has(last)) {
      throw new BadCell("this row says that there are none, and has entries of `" + last + "`.");
    }
    at.set(last, value);
  }

  private static ObjectNode entry(ObjectNode at, String step, int entry) throws BadCell {
    ArrayNode list = at.path(step) instanceof ArrayNode found ? found : at.putArray(step);
    if (entry > list.size()) {
      throw new BadCell(
          "this row says entry "
              + entry
              + " of `"
              + step
              + "` and not entry "
              + list.size()
              + ". Entries are numbered from 0 without gaps.");
    }
    return entry < list.size() && list.get(entry) instanceof ObjectNode object
        ? object
        : list.addObject();
  }

  private JsonNode value(String cell) throws BadCell {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (kind) {
      case TEXT -> json.textNode(cell);
      case WORD -> {
        if (!words.contains(cell)) {
          throw new BadCell(
              "`"
                  + shown(cell)
                  + "` is not one of "
                  + String.join(", ", words)
                  + "."
                  + DidYouMean.hint(cell, words));
        }
        yield json.textNode(cell);
      }
      case TRUTH ->
          switch (cell.toLowerCase(Locale.ROOT)) {
            case "true" -> json.booleanNode(true);
            case "false" -> json.booleanNode(false);
            default -> throw wrong(cell);
          };
      case WHOLE_NUMBER -> {
        if (!cell.matches("-?[0-9]{1,9}")) {
          throw wrong(cell);
        }
        yield json.numberNode(Integer.parseInt(cell));
      }
      case NUMBER -> {
        if (!cell.matches("-?[0-9]{1,12}(\\.[0-9]{1,12})?")) {
          throw wrong(cell);
        }
        yield cell.contains(".")
            ? json.numberNode(new BigDecimal(cell))
            : json.numberNode(Long.parseLong(cell));
      }
      case DATE -> {
        try {
          yield json.textNode(LocalDate.parse(cell).toString());
        } catch (DateTimeException e) {
          throw wrong(cell);
        }
      }
      case TEXTS -> {
        ArrayNode list = json.arrayNode();
        if (!cell.equals(NONE)) {
          Arrays.stream(cell.split(SEPARATOR, -1)).map(String::strip).forEach(list::add);
        }
        yield list;
      }
      case EMPTY_LIST -> {
        if (!cell.equals(NONE)) {
          throw wrong(cell);
        }
        yield json.arrayNode();
      }
    };
  }

  private BadCell wrong(String cell) {
    return new BadCell("`" + shown(cell) + "` was found; expected " + kind.says + ".");
  }

  private static String shown(String cell) {
    return cell.length() > 40 ? cell.substring(0, 37) + "..." : cell;
  }
}
