package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;

/**
 * Turns an assessment that was recorded into a case with its answer as the expectation.
 *
 * <p>What could lead back to a person is left out or made coarse: the client's id and the
 * prescriber's number are left out, a birth date gives way to the age on the service date, an age
 * of 90 or more to 90, the distance to the site is left out, and every date moves by the same days
 * to the first of the service date's month, so that what lies between dates, the edition in force
 * in most months and thereby the answer stay as they were. The edition that judged is named, so the
 * moved date does not choose another. A case whose answer depends on what was left out fails at
 * once, and is found by running it.
 */
public final class RecordedAnswer {
  private static final int OLDEST_AGE = 90;

  private RecordedAnswer() {}

  /**
   * The case; empty when no edition judged it, or when it can no longer be read.
   *
   * @param number names the case
   * @param submitted the case as it is kept
   * @param assessment the answer as it was given
   */
  public static Optional<ObjectNode> asCase(
      int number, JsonNode submitted, JsonNode assessment, CaseReader reader) {
    JsonNode policy = assessment.path("policy");
    if (!policy.has("id") || !(submitted instanceof ObjectNode)) {
      return Optional.empty();
    }
    ObjectNode body = submitted.deepCopy();
    body.remove("caseId");
    if (reader.read(body) instanceof CaseReading.Accepted accepted
        && body.path("patient") instanceof ObjectNode patient) {
      Integer age = accepted.facts().priorAuthCase().patient().ageYears();
      if (patient.remove("birthDate") != null && age != null) {
        patient.put("ageYears", age);
      }
      if (age != null && age > OLDEST_AGE) {
        patient.put("ageYears", OLDEST_AGE);
      }
    }
    if (body.path("prescriber") instanceof ObjectNode prescriber) {
      prescriber.remove("npi");
    }
    if (body.path("site") instanceof ObjectNode site) {
      site.remove("distanceMiles");
    }
    Optional<LocalDate> day = date(body.path("serviceDate"));
    if (day.isEmpty()) {
      return Optional.empty();
    }
    moveDates(body, day.get().getDayOfMonth() - 1L);
    if (!(reader.read(body) instanceof CaseReading.Accepted)) {
      return Optional.empty();
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("name", "recorded " + number);
    line.put("under", policy.path("id").asText() + "@" + policy.path("edition").asText());
    line.setAll(body);
    line.set("expect", expectation(assessment));
    return Optional.of(line);
  }

  private static ObjectNode expectation(JsonNode assessment) {
    ObjectNode expect = JsonNodeFactory.instance.objectNode();
    expect.put("outlook", assessment.path("outlook").asText());
    for (String part : new String[] {"criteria", "exclusions"}) {
      if (!assessment.path(part).isEmpty()) {
        ObjectNode outcomes = expect.putObject(part);
        assessment
            .path(part)
            .forEach(one -> outcomes.put(one.path("id").asText(), one.path("outcome").asText()));
      }
    }
    return expect;
  }

  private static void moveDates(JsonNode node, long days) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        date(entry.getValue())
            .ifPresentOrElse(
                date -> object.put(entry.getKey(), date.minusDays(days).toString()),
                () -> moveDates(entry.getValue(), days));
      }
    } else {
      node.forEach(one -> moveDates(one, days));
    }
  }

  private static Optional<LocalDate> date(JsonNode value) {
    if (!value.isTextual() || !value.asText().matches("\\d{4}-\\d{2}-\\d{2}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(value.asText()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
