package ketcov.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds documents against a JSON Schema (draft 2020-12). */
public final class Schema {
  private final JsonNode source;
  private final JsonSchema schema;

  private Schema(JsonNode source, JsonSchema schema) {
    this.source = source;
    this.schema = schema;
  }

  /** The schema that is this JSON value. */
  public static Schema of(JsonNode schema) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    return new Schema(
        schema,
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, config));
  }

  /**
   * Every violation, at its place in the document; none when the document is valid or unreadable.
   */
  public List<Diagnostic> check(StrictYaml.Document document) {
    JsonNode root = document.root();
    List<Diagnostic> found = new ArrayList<>();
    if (root == null) {
      return found;
    }
    for (ValidationMessage message : schema.validate(root)) {
      found.add(explain(document, message));
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private Diagnostic explain(StrictYaml.Document document, ValidationMessage message) {
    String pointer = message.getInstanceLocation().toString();
    String property = message.getProperty() == null ? "" : message.getProperty();
    String where = pointer.isEmpty() ? "the file" : "`" + pointer + "`";
    JsonNode schema = message.getSchemaNode();
    return switch (message.getType()) {
      case "additionalProperties", "unevaluatedProperties" -> {
        List<String> known = new ArrayList<>();
        JsonNode properties = propertiesBeside(message);
        properties.fieldNames().forEachRemaining(known::add);
        yield document.finding(
            Check.UNKNOWN_KEY,
            pointer + "/" + property,
            "key `"
                + property
                + "` is not known in "
                + where
                + "."
                + DidYouMean.hint(property, known)
                + (known.isEmpty() ? "" : " Known keys: " + String.join(", ", known) + "."));
      }
      case "required" ->
          document.finding(
              Check.MISSING_KEY, pointer, where + " lacks `" + property + "`. Add it.");
      case "enum" -> {
        List<String> known = new ArrayList<>();
        schema.forEach(value -> known.add(value.asText()));
        String found = message.getInstanceNode().asText();
        yield document.finding(
            Check.UNKNOWN_VALUE,
            pointer,
            where
                + " is `"
                + found
                + "`, which is not one of "
                + String.join(", ", known)
                + "."
                + DidYouMean.hint(found, known));
      }
      case "type" ->
          document.finding(
              Check.WRONG_TYPE,
              pointer,
              where
                  + " has the wrong type: expected "
                  + typeInWords(schema.asText())
                  + ", found `"
                  + brief(message.getInstanceNode())
                  + "`.");
      case "pattern" ->
          document.finding(
              Check.WRONG_FORM,
              pointer,
              where
                  + " is `"
                  + brief(message.getInstanceNode())
                  + "`, which does not have the form "
                  + formInWords(schema.asText())
                  + ".");
      default ->
          document.finding(
              Check.OUTSIDE_LIMITS, pointer, where + ": " + tail(message.getMessage()) + ".");
    };
  }

  private JsonNode propertiesBeside(ValidationMessage message) {
    String at = message.getSchemaLocation().getFragment().toString();
    return source.at(at.substring(0, at.lastIndexOf('/')) + "/properties");
  }

  private static String typeInWords(String type) {
    return switch (type) {
      case "array" -> "a list, `[ ... ]`";
      case "object" -> "keys with values";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "string" -> "a text";
      default -> type;
    };
  }

  /** The forms of our schemas, as a person would show them. */
  private static String formInWords(String pattern) {
    return switch (pattern) {
      case "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" -> "of a date: year-month-day, `2026-01-31`";
      case "^[a-z0-9]+(-[a-z0-9]+)*$" -> "of an id: small letters, digits and hyphens, `age-min`";
      case "^https?://" -> "of an address: it begins with `https://`";
      case "^[A-Z]{2}$" -> "of a state: two capital letters, `WA`";
      case "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$" ->
          "of a policy's id: payer and policy in small letters, `premera/spravato`";
      default -> pattern;
    };
  }

  private static String brief(JsonNode value) {
    String text = value.isTextual() ? value.asText() : value.toString();
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }

  private static String tail(String message) {
    int colon = message.indexOf(": ");
    return colon < 0 ? message : message.substring(colon + 2);
  }
}
