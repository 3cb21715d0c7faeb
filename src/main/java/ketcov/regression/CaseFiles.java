package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ketcov.policy.EditionId;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyEdition;
import ketcov.policy.PolicyReader;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;

/** Reads the files of sample cases of an edition, and says everything that is wrong with them. */
public final class CaseFiles {
  private static final Schema SCHEMA = Schema.of(PolicyReader.schemaNamed("case-file.schema.json"));

  private CaseFiles() {}

  /** The cases of an edition, by file and place. */
  public static List<SampleCase> read(EditionSource source, List<Diagnostic> problems) {
    List<SampleCase> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    source
        .files()
        .cases()
        .forEach(
            (file, text) ->
                readFile(
                    StrictYaml.read(source.files().nameOf(file), text),
                    source.edition(),
                    seen,
                    samples,
                    problems));
    return samples;
  }

  private static void readFile(
      StrictYaml.Document document,
      PolicyEdition policy,
      Set<String> seen,
      List<SampleCase> samples,
      List<Diagnostic> problems) {
    problems.addAll(document.problems());
    List<Diagnostic> violations = SCHEMA.check(document);
    problems.addAll(violations);
    JsonNode root = document.root();
    if (root == null || !violations.isEmpty()) {
      return;
    }
    JsonNode list = root.path("cases");
    for (int i = 0; i < list.size(); i++) {
      JsonNode entry = list.get(i);
      String pointer = "/cases/" + i;
      String name = entry.path("name").asText();
      if (!seen.add(name)) {
        problems.add(
            document.finding(
                Check.REPEATED_CASE_NAME,
                pointer + "/name",
                "two cases of this edition are named `"
                    + name
                    + "`. Give one of them another name."));
      }
      boolean own = !entry.path("select").booleanValue();
      known(
          own,
          entry.path("expect").path("criteria"),
          policy,
          pointer + "/expect/criteria",
          document,
          problems);
      known(
          own,
          entry.path("expect").path("exclusions"),
          policy,
          pointer + "/expect/exclusions",
          document,
          problems);
      known(
          own,
          entry.path("expect").path("missing"),
          policy,
          pointer + "/expect/missing",
          document,
          problems);
      samples.add(
          new SampleCase(
              new EditionId(policy.id(), policy.edition()),
              document.file(),
              document.placeOf(pointer),
              name,
              merged(root.path("base"), entry.path("case")),
              entry.path("select").booleanValue(),
              entry.path("expect")));
    }
  }

  /** A case that is judged by the edition in force on its date may expect ids of that edition. */
  private static void known(
      boolean own,
      JsonNode named,
      PolicyEdition policy,
      String pointer,
      StrictYaml.Document document,
      List<Diagnostic> problems) {
    List<String> ids = new ArrayList<>();
    policy.criteria().forEach(criterion -> ids.add(criterion.id()));
    policy.exclusions().forEach(exclusion -> ids.add(exclusion.id()));
    named
        .fieldNames()
        .forEachRemaining(
            id -> {
              if (own && !ids.contains(id)) {
                problems.add(
                    document.finding(
                        Check.UNKNOWN_ID,
                        pointer + "/" + id,
                        "`" + id + "` is not listed in policy.yaml." + DidYouMean.hint(id, ids)));
              }
            });
  }

  /** Objects merge; lists, values and nulls replace. */
  public static JsonNode merged(JsonNode base, JsonNode over) {
    if (over.isMissingNode()) {
      return base.isMissingNode() ? JsonNodeFactory.instance.objectNode() : base;
    }
    if (!base.isObject() || !over.isObject()) {
      return over;
    }
    ObjectNode merged = base.deepCopy();
    over.properties()
        .forEach(
            entry ->
                merged.set(entry.getKey(), merged(merged.path(entry.getKey()), entry.getValue())));
    return merged;
  }
}
