package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ketcov.engine.CompiledEdition;
import ketcov.policy.PolicyCatalog;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * Reads a case that has its name and what it expects beside its own keys: {@code name}, {@code
 * under} for the edition that judges, and {@code expect}. So stand cases in NDJSON and CSV.
 */
final class FlatCase {
  /** The keys beside those of a case. */
  static final List<String> OWN_KEYS = List.of("name", "under", "expect");

  private static final int MOST_CHARACTERS = 200;

  private final String file;
  private final Map<String, CompiledEdition> editions = new HashMap<>();

  FlatCase(String file, PolicyCatalog<CompiledEdition> catalog) {
    this.file = file;
    catalog
        .editions()
        .forEach(edition -> editions.put(edition.policy().editionId().toString(), edition));
  }

  /** Reads one object; a case without a name is named by its id or its place. */
  CaseEntry read(JsonNode root, Place place) {
    List<Diagnostic> problems = new ArrayList<>();
    if (!(root instanceof ObjectNode object)) {
      return unreadable(place, "one JSON object was expected: a case, with `expect` beside it");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            entry -> {
              if (!OWN_KEYS.contains(entry.getKey())) {
                body.set(entry.getKey(), entry.getValue());
              }
            });
    String name = name(object, place, problems);
    CompiledEdition edition = under(object.path("under"), place, problems);
    JsonNode expect = object.path("expect");
    if (!expect.isMissingNode()) {
      new ExpectationForm(
              message -> problems.add(Diagnostic.of(Check.UNREADABLE_CASE, file, place, message)))
          .check(expect, edition == null ? null : edition.policy());
    }
    if (!problems.isEmpty()) {
      return new CaseEntry.Unreadable(problems);
    }
    return new CaseEntry.Read(
        new SampleCase(
            edition == null ? null : edition.policy().editionId(),
            file,
            place,
            name,
            body,
            false,
            expect));
  }

  /** An entry that is no case. */
  CaseEntry unreadable(Place place, String message) {
    return new CaseEntry.Unreadable(
        List.of(Diagnostic.of(Check.UNREADABLE_CASE, file, place, message)));
  }

  private String name(ObjectNode object, Place place, List<Diagnostic> problems) {
    JsonNode name = object.path("name");
    if (name.isTextual() && !name.asText().isBlank() && name.asText().length() <= MOST_CHARACTERS) {
      return name.asText();
    }
    if (!name.isMissingNode()) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_CASE,
              file,
              place,
              "`name` must be a text of 1 to " + MOST_CHARACTERS + " characters."));
    }
    String id = object.path("caseId").asText();
    return id.isEmpty() ? "case of line " + place.line() : id;
  }

  private @Nullable CompiledEdition under(JsonNode under, Place place, List<Diagnostic> problems) {
    if (under.isMissingNode()) {
      return null;
    }
    CompiledEdition edition = editions.get(under.asText());
    if (edition == null) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_CASE,
              file,
              place,
              "`under` is `"
                  + under.asText()
                  + "`, which is no edition of the library; write it as `payer/policy@edition`."
                  + DidYouMean.hint(under.asText(), editions.keySet())));
    }
    return edition;
  }
}
