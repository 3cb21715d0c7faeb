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

  private static final StrictJson CASE = new StrictJson(MAX_BYTES, MAX_TEXT);

  private final int maxBytes;
  private final int maxText;
  private final JsonMapper mapper;

  private StrictJson(int maxBytes, int maxText) {
    this.maxBytes = maxBytes;
    this.maxText = maxText;
    this.mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(maxText)
                            .maxNameLength(MAX_TEXT)
                            .maxNumberLength(MAX_DIGITS)
                            .maxDocumentLength(maxBytes)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  /**
   * A reader of larger values.
   *
   * @param maxBytes largest body in bytes
   * @param maxText longest text in characters
   */
  public static StrictJson upTo(int maxBytes, int maxText) {
    return new StrictJson(maxBytes, maxText);
  }

  /** What came of reading: a value, or why not. */
  public sealed interface Reading permits Value, Malformed {}

  /** The value that was read. */
  public record Value(JsonNode root) implements Reading {}

  /** Not the JSON that we expect; {@code pointer} is the value in which reading stopped. */
  public record Malformed(String pointer, Place place, String detail) implements Reading {}

  /** Reads a body of the size of a case: {@link #MAX_BYTES}, {@link #MAX_TEXT}. */
  public static Reading read(byte[] body) {
    return CASE.readBody(body);
  }

  /** Reads a body. */
  public Reading readBody(byte[] body) {
    if (body.length > maxBytes) {
      return new Malformed(
          "",
          Place.START,
          "the body has " + body.length + " bytes; at most " + maxBytes + " are read");
    }
    try (JsonParser parser = mapper.createParser(body)) {
      return read(parser);
    } catch (IOException e) {
      return new Malformed("", Place.START, "the body is not text in UTF-8");
    }
  }

  private Reading read(JsonParser parser) throws IOException {
    try {
      JsonNode root = mapper.readTree(parser);
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

  private String explain(JsonProcessingException e) {
    return switch (e) {
      case JsonEOFException eof -> "the body ends before its JSON does: it was probably cut off";
      case StreamConstraintsException limit -> overLimit(firstLine(limit));
      case JsonParseException parse when parse.getOriginalMessage().startsWith("Duplicate field") ->
          "a key stands twice in one object; keep one";
      case JsonParseException parse -> "not JSON: " + firstLine(parse);
      default -> "one JSON object was expected, and nothing behind it";
    };
  }

  private String overLimit(String message) {
    if (message.contains("nesting depth")) {
      return "objects and lists nest deeper than " + MAX_DEPTH + " levels";
    }
    if (message.contains("String") || message.contains("Name")) {
      return "a text is longer than " + maxText + " characters";
    }
    return message.contains("Number")
        ? "a number has more than " + MAX_DIGITS + " digits"
        : "the body has more than " + maxBytes + " bytes";
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
