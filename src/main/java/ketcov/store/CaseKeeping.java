package ketcov.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What is kept of a case beside its assessment. */
public enum CaseKeeping {
  /**
   * Pseudonymised facts: the case as it was sent, with the age in place of the birth date, 90 for
   * every age above, and without the prescriber's identifier. Dates of care and the client's own
   * {@code caseId} stay, as an assessment cannot be replayed without them; so do the words for
   * plan, ingredients and psychotherapies, which rules and letters read.
   */
  KEEP,

  /** Nothing. */
  NONE;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /**
   * What is kept of a case, keys in their order; null for nothing.
   *
   * @param ageYears the age on the service date; null if the case does not tell
   */
  public @Nullable String of(JsonNode submitted, @Nullable Integer ageYears) {
    return switch (this) {
      case NONE -> null;
      case KEEP -> {
        JsonNode kept = sorted(submitted);
        if (kept.path("patient") instanceof ObjectNode patient) {
          pseudonymise(patient, ageYears);
        }
        if (kept.path("prescriber") instanceof ObjectNode prescriber) {
          prescriber.remove("npi");
        }
        yield text(sorted(kept));
      }
    };
  }

  /** Ages above are told apart no more: few people reach them. */
  private static final int HIGHEST_AGE = 90;

  private static void pseudonymise(ObjectNode patient, @Nullable Integer ageYears) {
    boolean born = patient.remove("birthDate") != null;
    boolean said = patient.path("ageYears").isInt();
    if (ageYears != null && (born || said)) {
      patient.put("ageYears", Math.min(ageYears, HIGHEST_AGE));
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      node.forEach(entry -> list.add(sorted(entry)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.propertyStream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(entry -> object.set(entry.getKey(), sorted(entry.getValue())));
    return object;
  }

  private static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
