package ketcov.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactTypes;
import ketcov.text.StrictYaml;

/** A case as a client sends it, written as YAML: what is required, and what a test adds. */
final class SubmittedCase {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final String REQUIRED =
      """
      serviceDate: 2026-04-14
      coverage: {payer: premera}
      request: {drug: ESKETAMINE, route: INTRANASAL}
      """;

  private SubmittedCase() {}

  /** The required fields, and these; objects merge, other values replace. */
  static ObjectNode with(String yaml) {
    ObjectNode whole = (ObjectNode) json(REQUIRED);
    merge(whole, (ObjectNode) json(yaml));
    return whole;
  }

  static JsonNode json(String yaml) {
    StrictYaml.Document document = StrictYaml.read("case", yaml);
    assertThat(document.problems()).isEmpty();
    JsonNode root = document.root();
    return root == null ? fail("no case: " + yaml) : root;
  }

  static CaseReading read(JsonNode whole) {
    return READER.read(whole);
  }

  static CaseReading.Accepted accepted(String yaml) {
    CaseReading reading = READER.read(with(yaml));
    assertThat(reading).isInstanceOf(CaseReading.Accepted.class);
    return (CaseReading.Accepted) reading;
  }

  static CaseFacts facts(String yaml) {
    return accepted(yaml).facts();
  }

  static List<CaseProblem> refused(String yaml) {
    return refused(with(yaml));
  }

  static List<CaseProblem> refused(JsonNode whole) {
    CaseReading reading = READER.read(whole);
    assertThat(reading).isInstanceOf(CaseReading.Refused.class);
    return ((CaseReading.Refused) reading).problems();
  }

  /** The facts of one type. */
  static <T extends Record> List<T> all(CaseFacts facts, Class<T> type) {
    return facts.of(FactTypes.of(type)).stream().map(CaseFact::fact).map(type::cast).toList();
  }

  /** The one fact of a type, or the first. */
  static <T extends Record> T first(CaseFacts facts, Class<T> type) {
    return all(facts, type).getFirst();
  }

  private static void merge(ObjectNode into, ObjectNode over) {
    over.properties()
        .forEach(
            entry -> {
              if (into.get(entry.getKey()) instanceof ObjectNode old
                  && entry.getValue() instanceof ObjectNode added) {
                merge(old, added);
              } else {
                into.set(entry.getKey(), entry.getValue());
              }
            });
  }
}
