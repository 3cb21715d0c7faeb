package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import ketcov.mutation.Answer;

/**
 * A case that could be written.
 *
 * @param seed the case that it was made from
 * @param edits what was changed
 * @param over what the file would write
 * @param answer what the engine answers
 * @param reached the goals that it reaches
 */
record Candidate(
    Seed seed,
    List<BodyEdit> edits,
    JsonNode body,
    JsonNode over,
    Answer answer,
    Map<Goal, Goal.Reached> reached) {

  /** How much a reader has to take in; what only a list of rules shows counts more. */
  int cost() {
    int rank =
        reached.values().stream().mapToInt(r -> Answer.rank(r.keys().getFirst())).max().orElse(0);
    boolean general = seed.file().equals("example.yaml") || seed.file().equals("boundary.yaml");
    int unsaid = (int) edits.stream().filter(edit -> edit.value() == null).count();
    return (general ? 8 : 0)
        + 4 * unsaid
        + 2 * Seed.size(over)
        + 3 * edits.size()
        + (rank > 2 ? 2 * rank : rank);
  }
}
