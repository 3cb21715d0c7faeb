package ketcov.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Says;
import org.jspecify.annotations.Nullable;

/**
 * How a record of the case is read from JSON: one part for each component, from what the component
 * says of itself.
 */
final class RecordShape {
  /** Most entries of a list. */
  static final int MAX_ENTRIES = 200;

  private final Constructor<?> constructor;
  private final List<Part> parts = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final Set<String> keySet;

  RecordShape(Class<? extends Record> type) {
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      Part part = new Part(component);
      parts.add(part);
      if (!part.derived) {
        keys.add(component.getName());
      }
    }
    this.keySet = new HashSet<>(keys);
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads one object. A value that is wrong is reported and read as unsaid.
   *
   * @param listed the object is an entry of a list, so that fields without which an entry means
   *     nothing are asked for
   */
  Object read(JsonNode node, String pointer, boolean listed, Problems problems) {
    if (!node.isObject() && !absent(node)) {
      problems.wrong(pointer, node, "has the wrong type.", "an object");
      return blank();
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keySet.contains(name)) {
        problems.unknownKey(pointer + "/" + escape(name), name, keys);
      }
    }
    @Nullable Object[] values = new @Nullable Object[parts.size()];
    for (int i = 0; i < values.length; i++) {
      Part part = parts.get(i);
      if (!part.derived) {
        values[i] = part.read(node.path(part.name), pointer + "/" + part.name, listed, problems);
      }
    }
    return construct(values);
  }

  /** An object that says nothing; it keeps the places of the entries behind it. */
  private Object blank() {
    return construct(new @Nullable Object[parts.size()]);
  }

  private Object construct(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** How one component is read. */
  private static final class Part {
    private final String name;
    private final Class<?> type;
    private final Says says;
    private final boolean derived;
    private final Optional<RecordShape> nested;
    private final Optional<Pattern> form;
    private final List<String> constants;

    Part(RecordComponent component) {
      this.name = component.getName();
      this.type = component.getType();
      this.says = component.getAnnotation(Says.class);
      this.derived = says.derived(); // Asked for each value, and an annotation answers slowly.
      this.nested = FactTypes.recordIn(component).map(RecordShape::new);
      this.form =
          says.pattern().isEmpty()
              ? Optional.empty()
              : Optional.of(Pattern.compile(says.pattern()));
      this.constants =
          type.isEnum()
              ? Arrays.stream(type.getEnumConstants())
                  .map(constant -> ((Enum<?>) constant).name())
                  .filter(constant -> !Arrays.asList(says.not()).contains(constant))
                  .toList()
              : List.of();
    }

    @Nullable Object read(JsonNode node, String pointer, boolean listed, Problems problems) {
      if (nested.isPresent() && type != List.class) {
        return nested.get().read(node, pointer, false, problems);
      }
      if (absent(node)) {
        if (says.required() || (listed && says.mustSay())) {
          problems.missing(pointer, expected());
        }
        return null;
      }
      if (type == List.class) {
        return list(node, pointer, problems);
      }
      if (type == Boolean.class) {
        return node.isBoolean() ? (Object) node.booleanValue() : wrongType(node, pointer, problems);
      }
      if (type == Integer.class) {
        return node.isIntegralNumber() && node.canConvertToInt()
            ? inRange(node, node.intValue(), pointer, problems)
            : wrongType(node, pointer, problems);
      }
      if (type == Double.class) {
        return node.isNumber()
            ? inRange(node, node.doubleValue(), pointer, problems)
            : wrongType(node, pointer, problems);
      }
      if (!node.isTextual()) {
        return wrongType(node, pointer, problems);
      }
      if (type == LocalDate.class) {
        return date(node, pointer, problems);
      }
      return type.isEnum() ? constant(node, pointer, problems) : text(node, pointer, problems);
    }

    private @Nullable Object list(JsonNode node, String pointer, Problems problems) {
      if (!node.isArray()) {
        return wrongType(node, pointer, problems);
      }
      if (node.size() > MAX_ENTRIES) {
        problems.contradiction(
            pointer,
            node.size() + " entries",
            "is too long.",
            "at most " + MAX_ENTRIES + " entries");
        return null;
      }
      List<Object> entries = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        JsonNode entry = node.get(i);
        String at = pointer + "/" + i;
        if (nested.isPresent()) {
          if (!entry.isNull()) {
            entries.add(nested.get().read(entry, at, true, problems));
          } else {
            problems.wrong(at, entry, "has the wrong type.", "an object");
            entries.add(nested.get().blank());
          }
        } else if (entry.isTextual()) {
          @Nullable Object value = text(entry, at, problems);
          if (value != null) {
            entries.add(value);
          }
        } else {
          problems.wrong(at, entry, "has the wrong type.", "a text");
        }
      }
      return List.copyOf(entries);
    }

    private @Nullable Object inRange(
        JsonNode node, Number value, String pointer, Problems problems) {
      if (value.doubleValue() < says.min() || value.doubleValue() > says.max()) {
        problems.wrong(pointer, node, "is out of range.", expected());
        return null;
      }
      return value;
    }

    private @Nullable Object date(JsonNode node, String pointer, Problems problems) {
      try {
        LocalDate date = LocalDate.parse(node.textValue());
        if (date.getYear() >= 1900 && date.getYear() <= 2100) {
          return date;
        }
      } catch (DateTimeException e) {
        // Reported below, as every other text that is no date.
      }
      problems.wrong(pointer, node, "is no date that we read.", expected());
      return null;
    }

    private @Nullable Object constant(JsonNode node, String pointer, Problems problems) {
      if (!constants.contains(node.textValue())) {
        problems.wrongWord(pointer, node, "is not one of the values.", constants);
        return null;
      }
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(node.textValue())) {
          return constant;
        }
      }
      return null;
    }

    private @Nullable Object text(JsonNode node, String pointer, Problems problems) {
      String value = node.textValue();
      if (value.codePoints().anyMatch(Part::noText)) {
        problems.contradiction(pointer, null, "holds a character that is no text.", expectedText());
        return null;
      }
      boolean fits = form.map(f -> f.matcher(value).matches()).orElse(!value.isBlank());
      if (value.length() > says.maxLength() || !fits) {
        problems.wrong(pointer, node, "does not have the expected form.", expectedText());
        return null;
      }
      return value;
    }

    private @Nullable Object wrongType(JsonNode node, String pointer, Problems problems) {
      problems.wrong(pointer, node, "has the wrong type.", expected());
      return null;
    }

    private String expected() {
      if (type == List.class) {
        return "a list";
      }
      if (type == Boolean.class) {
        return "true or false";
      }
      if (type == Integer.class || type == Double.class) {
        String kind = type == Integer.class ? "a whole number" : "a number";
        if (Double.isInfinite(says.min())) {
          return kind;
        }
        return Double.isInfinite(says.max())
            ? kind + ", " + plain(says.min()) + " or more"
            : kind + " from " + plain(says.min()) + " to " + plain(says.max());
      }
      if (type == LocalDate.class) {
        return "a date as YYYY-MM-DD, 1900 to 2100";
      }
      if (type.isEnum()) {
        return "one of " + String.join(", ", constants);
      }
      return expectedText();
    }

    /** Half a character, or a control character other than those that lay out a text. */
    private static boolean noText(int codePoint) {
      return switch (Character.getType(codePoint)) {
        case Character.SURROGATE -> true;
        case Character.CONTROL -> codePoint != '\n' && codePoint != '\r' && codePoint != '\t';
        default -> false;
      };
    }

    private String expectedText() {
      return form.isPresent()
          ? "a text of the form " + form.get().pattern()
          : "a text of 1 to " + says.maxLength() + " characters";
    }

    private static String plain(double bound) {
      return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
  }
}
