package ketcov.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;
import org.jspecify.annotations.Nullable;

/**
 * The mutants of an edition of which a person says that no case can tell them from the rule, each
 * with the reason: {@code equivalent-mutants.yaml} beside {@code policy.yaml}.
 */
final class EquivalentMarks {
  /** The file's name. */
  private static final Schema SCHEMA =
      Schema.of(PolicyReader.schemaNamed("equivalent-mutants.schema.json"));

  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Map<String, Diagnostic> unmatched = new LinkedHashMap<>();

  /**
   * Reads the marks of an edition.
   *
   * @param files those of the edition; the file of the marks need not be among them
   */
  EquivalentMarks(PolicyPackage files, List<Diagnostic> problems) {
    @Nullable String text = files.files().get(PolicyPackage.EQUIVALENT_MUTANTS);
    if (text == null) {
      return;
    }
    StrictYaml.Document document =
        StrictYaml.read(files.nameOf(PolicyPackage.EQUIVALENT_MUTANTS), text);
    problems.addAll(document.problems());
    List<Diagnostic> violations = SCHEMA.check(document);
    problems.addAll(violations);
    JsonNode root = document.root();
    if (root == null || !violations.isEmpty()) {
      return;
    }
    JsonNode marks = root.path("mutants");
    for (int i = 0; i < marks.size(); i++) {
      String mutant = marks.get(i).path("mutant").asText();
      reasons.put(mutant, marks.get(i).path("reason").asText());
      unmatched.put(
          mutant,
          document.finding(
              Check.EQUIVALENT_MUTANT,
              "/mutants/" + i + "/mutant",
              "no mutant of this edition is named `"
                  + mutant
                  + "`. Take the name from `./ketcov mutate`, or remove the mark."));
    }
  }

  /** Why a mutant is marked; empty when it is not. */
  Optional<String> reason(Mutant mutant) {
    return Optional.ofNullable(reasons.get(mutant.name()));
  }

  /** The marks that match none of these mutants. */
  List<Diagnostic> unmatched(Set<String> names) {
    return unmatched.entrySet().stream()
        .filter(mark -> !names.contains(mark.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** A mark at a mutant that a case notices is wrong. */
  Diagnostic noticed(Mutant mutant, String by) {
    Diagnostic at = java.util.Objects.requireNonNull(unmatched.get(mutant.name()));
    return Diagnostic.of(
        Check.EQUIVALENT_MUTANT,
        at.file(),
        new ketcov.text.Place(at.line(), at.column()),
        "`" + mutant.name() + "` is marked equivalent, but case `" + by + "` notices it.");
  }
}
