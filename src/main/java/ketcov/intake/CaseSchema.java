package ketcov.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.PriorAuthCase;
import ketcov.casefacts.Says;
import ketcov.casefacts.Scale;
import ketcov.casefacts.Score;

/**
 * Writes the JSON Schema (draft 2020-12) of a case from what its records say of themselves, which
 * is also what {@link CaseReader} reads by. Statements that contradict each other are beyond a
 * schema: only the reader finds them.
 */
public final class CaseSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DATE =
      "^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

  private CaseSchema() {}

  /** The schema of one case. */
  public static ObjectNode generate() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "a case, as POST /v1/assessments takes it");
    schema.put(
        "description",
        "A key that is missing or null means that the case does not say; an empty list means that there are none.");
    schema.setAll(object(PriorAuthCase.class, false, false));
    return schema;
  }

  /** The schema as it stands in its file. */
  public static String text() {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return JsonMapper.builder().build().writer(printer).writeValueAsString(generate()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode object(Class<? extends Record> type, boolean nullable, boolean listed) {
    ObjectNode schema = JSON.objectNode();
    typed(schema, "object", nullable);
    schema.put("additionalProperties", false);
    ArrayNode required = JSON.arrayNode();
    ObjectNode properties = JSON.objectNode();
    for (RecordComponent component : type.getRecordComponents()) {
      Says says = component.getAnnotation(Says.class);
      if (says.derived()) {
        continue;
      }
      boolean needed = needed(component) || (listed && says.mustSay());
      if (needed) {
        required.add(component.getName());
      }
      properties.set(component.getName(), property(component, !needed));
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.set("properties", properties);
    if (type == Score.class) {
      schema.set("allOf", greatestTotals());
    }
    return schema;
  }

  /** An object must be there when something within it must. */
  private static boolean needed(RecordComponent component) {
    Optional<Class<? extends Record>> nested = FactTypes.recordIn(component);
    if (nested.isPresent()) {
      return component.getType() != List.class
          && Arrays.stream(nested.get().getRecordComponents()).anyMatch(CaseSchema::needed);
    }
    return component.getAnnotation(Says.class).required();
  }

  private static ObjectNode property(RecordComponent component, boolean nullable) {
    Says says = component.getAnnotation(Says.class);
    Class<?> type = component.getType();
    Optional<Class<? extends Record>> nested = FactTypes.recordIn(component);
    ObjectNode schema = JSON.objectNode().put("description", says.value());
    if (type == List.class) {
      typed(schema, "array", nullable);
      schema.put("maxItems", RecordShape.MAX_ENTRIES);
      schema.set(
          "items",
          nested
              .map(entry -> object(entry, false, true))
              .orElseGet(() -> text(JSON.objectNode(), says, false)));
    } else if (nested.isPresent()) {
      schema.setAll(object(nested.get(), nullable, false));
    } else if (type == Boolean.class) {
      typed(schema, "boolean", nullable);
    } else if (type == Integer.class || type == Double.class) {
      typed(schema, type == Integer.class ? "integer" : "number", nullable);
      bound(schema, "minimum", says.min());
      bound(schema, "maximum", says.max());
    } else if (type == LocalDate.class) {
      typed(schema, "string", nullable);
      schema.put("format", "date");
      schema.put("pattern", DATE);
    } else if (type.isEnum()) {
      schema.set("enum", constants(type, says, nullable));
    } else {
      text(schema, says, nullable);
    }
    return schema;
  }

  private static ArrayNode constants(Class<?> type, Says says, boolean nullable) {
    ArrayNode constants = JSON.arrayNode();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      if (!Arrays.asList(says.not()).contains(name)) {
        constants.add(name);
      }
    }
    if (nullable) {
      constants.addNull();
    }
    return constants;
  }

  private static ObjectNode text(ObjectNode schema, Says says, boolean nullable) {
    typed(schema, "string", nullable);
    schema.put("maxLength", says.maxLength());
    schema.put("pattern", says.pattern().isEmpty() ? "\\S" : "^(" + says.pattern() + ")$");
    return schema;
  }

  /** Each scale has its own greatest total. */
  private static ArrayNode greatestTotals() {
    ArrayNode rules = JSON.arrayNode();
    for (Scale scale : Scale.values()) {
      ObjectNode rule = JSON.objectNode();
      ObjectNode when = rule.putObject("if");
      when.putObject("properties").putObject("scale").put("const", scale.name());
      when.putArray("required").add("scale");
      rule.putObject("then")
          .putObject("properties")
          .putObject("score")
          .put("maximum", scale.maximum());
      rules.add(rule);
    }
    return rules;
  }

  private static void typed(ObjectNode schema, String type, boolean nullable) {
    if (nullable) {
      schema.putArray("type").add(type).add("null");
    } else {
      schema.put("type", type);
    }
  }

  private static void bound(ObjectNode schema, String keyword, double bound) {
    if (!Double.isInfinite(bound)) {
      schema.put(keyword, (long) bound);
    }
  }
}
