package ketcov.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A run as JSON: the score, and every mutant with what came of it. */
public final class MutationJson {
  private MutationJson() {}

  /** The document. */
  public static JsonNode of(MutationRun run) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("score", run.score());
    for (MutantResult.Fate fate : MutantResult.Fate.values()) {
      root.put(fate.name().toLowerCase(Locale.ROOT), run.count(fate));
    }
    ArrayNode mutants = root.putArray("mutants");
    for (MutantResult result : run.results()) {
      Mutant mutant = result.mutant();
      mutants
          .addObject()
          .put("edition", mutant.editionId().toString())
          .put("kind", mutant.kind().name())
          .put("file", mutant.file())
          .put("line", mutant.place().line())
          .put("mutant", mutant.name())
          .put("fate", result.fate().name())
          .put("by", result.by());
    }
    return root;
  }
}
