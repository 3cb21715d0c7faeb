package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyEdition;
import ketcov.policy.PolicyReader;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;

/** Reads the files of sample cases of an edition, and says everything that is wrong with them. */
public final class CaseFiles {
  private final PolicyReader names;
  private final Schema schema = Schema.of(PolicyReader.schemaNamed("case-file.schema.json"));

  /** Reads files that messages name as {@code names} does. */
  public CaseFiles(PolicyReader names) {
    this.names = names;
  }

  /** The cases of an edition's folder, by file and place. */
  public List<SampleCase> read(Path folder, PolicyEdition policy, List<Diagnostic> problems) {
    Path cases = folder.resolve("cases");
    if (!Files.isDirectory(cases)) {
      return List.of();
    }
    List<SampleCase> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (Stream<Path> files = Files.list(cases)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        readFile(file, policy, seen, samples, problems);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }

  private void readFile(
      Path file,
      PolicyEdition policy,
      Set<String> seen,
      List<SampleCase> samples,
      List<Diagnostic> problems)
      throws IOException {
    StrictYaml.Document document =
        StrictYaml.read(names.nameOf(file), Files.readString(file, StandardCharsets.UTF_8));
    problems.addAll(document.problems());
    List<Diagnostic> violations = schema.check(document);
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
            document.error(
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
                    document.error(
                        pointer + "/" + id,
                        "`" + id + "` is not listed in policy.yaml." + DidYouMean.hint(id, ids)));
              }
            });
  }

  /** Objects merge; lists, values and nulls replace. */
  static JsonNode merged(JsonNode base, JsonNode over) {
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
