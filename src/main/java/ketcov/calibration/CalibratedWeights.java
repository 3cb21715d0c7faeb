package ketcov.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ketcov.assessment.Assessment;
import ketcov.assessment.LikelihoodWeights;
import ketcov.policy.ContentHash;
import ketcov.policy.PolicyReader;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;

/**
 * Fitted weights as they are kept in a file.
 *
 * @param policyModel the version of the policy model that they deviate from
 * @param made when they were fitted
 * @param approved how many of the observations were approvals
 */
public record CalibratedWeights(
    LikelihoodWeights weights, String policyModel, LocalDate made, int approved) {
  private static final Schema SCHEMA =
      Schema.of(PolicyReader.schemaNamed("calibration.schema.json"));
  private static final String PAYER = LikelihoodWeights.ofPayer("");
  private static final String SUM = "sum: ";

  /** What came of reading a file. */
  sealed interface Reading {
    /** The file is as it was written. */
    record Sound(CalibratedWeights calibrated) implements Reading {}

    /** It is not, or does not fit this program. */
    record Damaged(List<Diagnostic> problems) implements Reading {}
  }

  /** The text of the file. Its last line is a hash of all before it. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Written by `./ketcov calibrate`. A file that was edited is refused.\n");
    text.append("version: ").append(weights.version()).append('\n');
    text.append("policyModel: ").append(policyModel).append('\n');
    text.append("made: ").append(made).append('\n');
    text.append("observations: ").append(weights.observations()).append('\n');
    text.append("approved: ").append(approved).append('\n');
    map(text, "weights", false);
    map(text, "payers", true);
    return text + SUM + ContentHash.of(List.of(text.toString())) + "\n";
  }

  private void map(StringBuilder text, String key, boolean payers) {
    text.append(key).append(":\n");
    weights
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PAYER) == payers) {
                text.append("  ")
                    .append(payers ? name.substring(PAYER.length()) : name)
                    .append(String.format(Locale.ROOT, ": %.6f\n", value));
              }
            });
  }

  /**
   * Reads a file.
   *
   * @param file its name in messages
   * @param version the version that its name says it is
   */
  static Reading read(String file, String version, String text) {
    StrictYaml.Document document = StrictYaml.read(file, text);
    List<Diagnostic> problems = new ArrayList<>(document.problems());
    problems.addAll(SCHEMA.check(document));
    JsonNode root = document.root();
    if (root == null || !problems.isEmpty()) {
      return new Reading.Damaged(problems);
    }
    int sum = text.lastIndexOf(SUM);
    String before = text.substring(0, sum);
    if (!text.equals(before + SUM + ContentHash.of(List.of(before)) + "\n")) {
      problems.add(
          document.finding(
              Check.DAMAGED_CALIBRATION,
              "/sum",
              "the file is not as it was written: its sum is wrong"));
    }
    LikelihoodWeights policy = LikelihoodWeights.ofPolicyModel();
    if (!root.path("version").asText().equals(version)) {
      problems.add(
          document.finding(
              Check.DAMAGED_CALIBRATION, "/version", "the file is named for `" + version + "`"));
    }
    if (!root.path("policyModel").asText().equals(policy.version())) {
      problems.add(
          document.finding(
              Check.DAMAGED_CALIBRATION,
              "/policyModel",
              "the weights were fitted around `"
                  + root.path("policyModel").asText()
                  + "`, but this program has `"
                  + policy.version()
                  + "`. Calibrate again, or roll back."));
    }
    Map<String, Double> values = new TreeMap<>();
    root.path("weights").properties().forEach(e -> values.put(e.getKey(), e.getValue().asDouble()));
    if (!values.keySet().equals(weightsOf(policy))) {
      problems.add(
          document.finding(
              Check.DAMAGED_CALIBRATION,
              "/weights",
              "expected the weights of the policy model: " + weightsOf(policy)));
    }
    root.path("payers")
        .properties()
        .forEach(e -> values.put(PAYER + e.getKey(), e.getValue().asDouble()));
    return problems.isEmpty() ? sound(document, root, values) : new Reading.Damaged(problems);
  }

  private static Reading sound(
      StrictYaml.Document document, JsonNode root, Map<String, Double> values) {
    try {
      return new Reading.Sound(
          new CalibratedWeights(
              new LikelihoodWeights(
                  root.path("version").asText(),
                  Assessment.LikelihoodBasis.CALIBRATED,
                  root.path("observations").intValue(),
                  values),
              root.path("policyModel").asText(),
              LocalDate.parse(root.path("made").asText()),
              root.path("approved").intValue()));
    } catch (DateTimeException e) {
      return new Reading.Damaged(
          List.of(document.finding(Check.DAMAGED_CALIBRATION, "/made", "there is no such day")));
    }
  }

  private static Set<String> weightsOf(LikelihoodWeights policy) {
    return policy.values().keySet();
  }

  /** An error about a file as a whole. */
  static Diagnostic problem(String file, int line, String message) {
    return Diagnostic.of(Check.DAMAGED_CALIBRATION, file, new Place(line, 1), message);
  }
}
