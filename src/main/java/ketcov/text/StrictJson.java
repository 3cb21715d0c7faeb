package ketcov.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Reads one JSON value strictly: no duplicate keys, nothing behind the value, bounded depth, texts
 * and numbers. Decimal numbers keep their digits.
 */
public final class StrictJson {
  /** Largest body in bytes. */
  public static final int MAX_BYTES = 256 * 1024;

  /** Deepest nesting of objects and lists. */
  public static final int MAX_DEPTH = 16;

  /** Longest text in characters. */
  public static final int MAX_TEXT = 4_000;

  /** Most digits of a number. */
  public static final int MAX_DIGITS = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxNameLength(MAX_TEXT)
                          .maxNumberLength(MAX_DIGITS)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /** What came of reading: a value, or why not. */
  public sealed interface Reading permits Value, Malformed {}

  /** The value that was read. */
  public record Value(JsonNode root) implements Reading {}

  /** Not the JSON that we expect; {@code pointer} is the value in which reading stopped. */
  public record Malformed(String pointer, Place place, String detail) implements Reading {}

  /** Reads a body. */
  public static Reading read(byte[] body) {
    if (body.length > MAX_BYTES) {
      return new Malformed(
          "",
          Place.START,
          "the body has " + body.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    try (JsonParser parser = MAPPER.createParser(body)) {
      return read(parser);
    } catch (IOException e) {
      return new Malformed("", Place.START, "the body is not text in UTF-8");
    }
  }

  private static Reading read(JsonParser parser) throws IOException {
    try {
      JsonNode root = MAPPER.readTree(parser);
      if (root == null || root.isMissingNode()) {
        return new Malformed("", Place.START, "the body is empty; expected one JSON object");
      }
      return new Value(root);
    } catch (JsonProcessingException e) {
      var at = parser.currentLocation();
      String pointer = parser.getParsingContext().pathAsPointer().toString();
      return new Malformed(pointer, new Place(at.getLineNr(), at.getColumnNr()), explain(e));
    }
  }

  private static String explain(JsonProcessingException e) {
    return switch (e) {
      case JsonEOFException eof -> "the body ends before its JSON does: it was probably cut off";
      case StreamConstraintsException limit -> overLimit(firstLine(limit));
      case JsonParseException parse when parse.getOriginalMessage().startsWith("Duplicate field") ->
          "a key stands twice in one object; keep one";
      case JsonParseException parse -> "not JSON: " + firstLine(parse);
      default -> "one JSON object was expected, and nothing behind it";
    };
  }

  private static String overLimit(String message) {
    if (message.contains("nesting depth")) {
      return "objects and lists nest deeper than " + MAX_DEPTH + " levels";
    }
    if (message.contains("String") || message.contains("Name")) {
      return "a text is longer than " + MAX_TEXT + " characters";
    }
    return message.contains("Number")
        ? "a number has more than " + MAX_DIGITS + " digits"
        : "the body has more than " + MAX_BYTES + " bytes";
  }

  private static String firstLine(JsonProcessingException e) {
    // What stands in the body is not repeated: it could identify a person.
    return e.getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("unreadable")
        .replaceAll("token '[^']*'", "word");
  }
}
