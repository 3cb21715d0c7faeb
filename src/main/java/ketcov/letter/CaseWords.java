package ketcov.letter;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Says what stands at a place of a submitted case, in words. The phrases are data, {@code
 * letter.properties}: one for a field, or for a field with a value.
 */
public final class CaseWords {
  private static final Properties PHRASES = phrases();

  /** What a letter leaves out: who the people are is for the writer to fill in. */
  private static final Set<String> PERSONAL = Set.of("patient.birthDate", "prescriber.npi");

  private final JsonNode submitted;

  /** Words for a submitted case. */
  public CaseWords(JsonNode submitted) {
    this.submitted = submitted;
  }

  /** What stands at a pointer; empty when the case says nothing there. */
  public Optional<String> at(String pointer) {
    return words(key(pointer), submitted.at(pointer));
  }

  private Optional<String> words(String key, JsonNode value) {
    if (value.isObject()) {
      return entry(key, value);
    }
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(one -> words(key, one).ifPresent(texts::add));
      return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", texts));
    }
    return value.isMissingNode() || value.isNull() || PERSONAL.contains(key)
        ? Optional.empty()
        : Optional.of(phrase(key, value));
  }

  /** Every field that an entry says, in the order of the case. */
  private Optional<String> entry(String key, JsonNode entry) {
    StringBuilder text = new StringBuilder();
    entry
        .properties()
        .forEach(
            field ->
                words(key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue())
                    .ifPresent(
                        words -> {
                          if (!text.isEmpty() && !words.startsWith(":")) {
                            text.append(", ");
                          }
                          text.append(words);
                        }));
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  private static String phrase(String key, JsonNode value) {
    String own = PHRASES.getProperty(key + "." + value.asText());
    if (own != null) {
      return own;
    }
    String form = PHRASES.getProperty(key);
    return form == null
        ? name(key) + ": " + value(key, value)
        : form.replace("%s", value(key, value));
  }

  /** A value: numbers as they are said, constants as words. */
  static String value(String key, JsonNode value) {
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      return number.toPlainString();
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    String text = value.asText().replaceAll("\\s+", " ").strip();
    String word = PHRASES.getProperty("value." + text);
    if (word != null) {
      return word;
    }
    boolean constant = text.matches("[A-Z]+(_[A-Z]+)*") && !isFreeText(key);
    return constant ? text.toLowerCase(Locale.ROOT).replace('_', ' ') : text;
  }

  private static boolean isFreeText(String key) {
    return key.endsWith("ingredient")
        || key.endsWith("modality")
        || key.endsWith("tate")
        || key.endsWith("plan")
        || key.endsWith("hcpcs")
        || key.endsWith("code");
  }

  /** The name of a field, spelt out. */
  private static String name(String key) {
    String field = key.substring(key.lastIndexOf('.') + 1);
    return field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** {@code /drugTrials/0/weeks} is {@code drugTrials.weeks}. */
  private static String key(String pointer) {
    return pointer.replaceAll("/[0-9]+(?=/|$)", "").replaceFirst("^/", "").replace('/', '.');
  }

  private static Properties phrases() {
    Properties phrases = new Properties();
    try (InputStream file =
            Objects.requireNonNull(
                CaseWords.class.getResourceAsStream("/ketcov/letter.properties"));
        Reader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      phrases.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return phrases;
  }
}
