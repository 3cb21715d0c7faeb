package ketcov.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import ketcov.text.DidYouMean;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one case, up to a bound. */
final class Problems {
  private static final int MOST = 100;

  private final List<CaseProblem> found = new ArrayList<>();

  List<CaseProblem> found() {
    return found;
  }

  void missing(String pointer, String expected) {
    add(new CaseProblem(pointer, "is required. Add it.", null, expected, null));
  }

  void wrong(String pointer, JsonNode value, String detail, String expected) {
    add(new CaseProblem(pointer, detail, found(pointer, value), expected, null));
  }

  void wrongWord(String pointer, JsonNode value, String detail, Collection<String> known) {
    add(
        new CaseProblem(
            pointer,
            detail,
            found(pointer, value),
            "one of " + String.join(", ", known),
            DidYouMean.among(value.asText(), known).orElse(null)));
  }

  void unknownKey(String pointer, String key, Collection<String> known) {
    @Nullable String meant = DidYouMean.among(key, known).orElse(null);
    add(
        new CaseProblem(
            pointer,
            "this key is not known here. Remove it or correct its name.",
            null,
            "one of " + String.join(", ", known),
            meant));
  }

  void contradiction(String pointer, @Nullable Object found, String detail, String expected) {
    add(new CaseProblem(pointer, detail, found == null ? null : found.toString(), expected, null));
  }

  private void add(CaseProblem problem) {
    if (found.size() < MOST) {
      found.add(problem);
    }
  }

  /**
   * The value, shortened. Of an object or a list only its kind, of the patient no text that could
   * be a date, and nothing of a payer's reason: what identifies a person is not repeated.
   */
  private static @Nullable String found(String pointer, JsonNode value) {
    if (pointer.equals("/patient/birthDate") || pointer.equals("/reason")) {
      return null;
    }
    if (value.isContainerNode()) {
      return value.isArray() ? "a list" : "an object";
    }
    String text = value.asText();
    boolean ofThePatient = pointer.isEmpty() || (pointer + "/").startsWith("/patient/");
    if (value.isTextual() && ofThePatient && text.chars().anyMatch(Character::isDigit)) {
      return "a text";
    }
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
