package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ketcov.assessment.AssessmentParts;
import ketcov.assessment.Assessor;
import ketcov.assessment.Detail;
import ketcov.assessment.RuleFailure;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.CaseSchema;
import ketcov.policy.EditionId;

/**
 * Cases for runs in bulk: sample cases of the library with a few facts changed or left unsaid, each
 * edition as often as every other. The same seed gives the same cases. They test throughput and
 * agreement of engines, not policies: nobody thought of them.
 */
public final class RandomCases {
  private static final JsonNode SCHEMA = CaseSchema.generate();
  private static final int MOST_EDITS = 3;
  private static final int MOST_TRIES = 4;

  private final List<List<SampleCase>> byEdition;
  private final CaseReader reader;
  private final CaseRunner runner;
  private final SplittableRandom random;

  /** Cases drawn from samples. */
  public RandomCases(List<SampleCase> samples, Assessor assessor, CaseReader reader, long seed) {
    Map<EditionId, List<SampleCase>> editions = new LinkedHashMap<>();
    for (SampleCase sample : samples) {
      editions.computeIfAbsent(sample.owner(), edition -> new ArrayList<>()).add(sample);
    }
    this.byEdition = List.copyOf(editions.values());
    this.reader = reader;
    this.runner = new CaseRunner(assessor, reader);
    this.random = new SplittableRandom(seed);
  }

  /**
   * The next case, as a line of NDJSON holds it, with what it is answered today as its expectation.
   */
  public ObjectNode next(long number) {
    List<SampleCase> samples = byEdition.get(random.nextInt(byEdition.size()));
    SampleCase base = samples.get(random.nextInt(samples.size()));
    ObjectNode body = base.body().deepCopy();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      ObjectNode changed = base.body().deepCopy();
      for (int edits = random.nextInt(MOST_EDITS + 1); edits > 0; edits--) {
        edit(changed, SCHEMA);
      }
      if (reader.read(changed) instanceof CaseReading.Accepted) {
        body = changed;
        break;
      }
    }
    EditionId edition = base.owner();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("name", "random " + number);
    line.put("under", edition.toString());
    line.setAll(body);
    if (reader.read(body) instanceof CaseReading.Accepted accepted) {
      ObjectNode expect = expectation(base, accepted);
      if (!expect.isEmpty()) {
        line.set("expect", expect);
      }
    }
    return line;
  }

  private ObjectNode expectation(SampleCase base, CaseReading.Accepted accepted) {
    ObjectNode expect = JsonNodeFactory.instance.objectNode();
    SampleCase own =
        new SampleCase(
            base.edition(), base.file(), base.place(), base.name(), base.body(), false, expect);
    try {
      runner.parts(own, accepted, Detail.OUTCOMES).ifPresent(parts -> fill(expect, parts));
    } catch (RuleFailure e) {
      expect.removeAll(); // Expects nothing; the run tells the failure.
    }
    return expect;
  }

  private static void fill(ObjectNode expect, AssessmentParts parts) {
    expect.put("outlook", parts.outlook().name());
    ObjectNode criteria = expect.putObject("criteria");
    parts.criteria().forEach(one -> criteria.put(one.id(), one.outcome().name()));
    ObjectNode exclusions = expect.putObject("exclusions");
    parts.exclusions().forEach(one -> exclusions.put(one.id(), one.outcome().name()));
    ArrayNode rules = expect.putArray("rules");
    parts.matchedRules().forEach(one -> rules.add(one.rule()));
  }

  /** Changes one value somewhere below an object, or leaves it unsaid. */
  private void edit(ObjectNode object, JsonNode schema) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    keys.removeAll(List.of("coverage", "serviceDate", "drug", "route", "caseId"));
    if (keys.isEmpty()) {
      return;
    }
    String key = keys.get(random.nextInt(keys.size()));
    JsonNode value = object.path(key);
    JsonNode form = schema.path("properties").path(key);
    if (random.nextInt(5) == 0 && !value.isObject()) {
      object.remove(key);
    } else if (value instanceof ObjectNode nested) {
      edit(nested, form);
    } else if (value instanceof ArrayNode list && !list.isEmpty()) {
      JsonNode entry = list.get(random.nextInt(list.size()));
      if (entry instanceof ObjectNode nested) {
        edit(nested, form.path("items"));
      }
    } else if (value.isBoolean()) {
      object.put(key, !value.booleanValue());
    } else if (value.isIntegralNumber()) {
      object.put(key, Math.max(0, value.intValue() + random.nextInt(-8, 9)));
    } else if (form.has("enum")) {
      JsonNode word = form.path("enum").get(random.nextInt(form.path("enum").size()));
      object.set(key, word);
    }
  }
}
