package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of a submitted case.
 *
 * @param pointer what is changed; an index at the end of a list adds an entry
 * @param value what is put there; null takes it out
 */
record BodyEdit(String pointer, @Nullable JsonNode value) {

  /** A body with the edits, in their order; the body itself stays as it is. */
  static JsonNode apply(JsonNode body, List<BodyEdit> edits) {
    ObjectNode changed = body.deepCopy();
    edits.forEach(edit -> edit.apply(changed));
    return changed;
  }

  private void apply(ObjectNode root) {
    String[] steps = pointer.substring(1).split("/", -1);
    JsonNode at = root;
    for (int i = 0; i < steps.length - 1; i++) {
      JsonNode next = at.path(steps[i]);
      if (at instanceof ArrayNode list) {
        int index = Integer.parseInt(steps[i]);
        next = index < list.size() ? list.path(index) : list.addObject();
      } else if (!next.isContainerNode() && at instanceof ObjectNode object) {
        next = isIndex(steps[i + 1]) ? object.putArray(steps[i]) : object.putObject(steps[i]);
      }
      at = next;
    }
    String last = steps[steps.length - 1];
    switch (at) {
      case ObjectNode object when value == null -> object.remove(last);
      case ObjectNode object -> object.set(last, value.deepCopy());
      case ArrayNode list when value == null -> list.remove(Integer.parseInt(last));
      case ArrayNode list when Integer.parseInt(last) >= list.size() -> list.add(value.deepCopy());
      case ArrayNode list -> list.set(Integer.parseInt(last), value.deepCopy());
      default -> {
        // The entry is gone: an earlier edit took it out.
      }
    }
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty() && step.chars().allMatch(Character::isDigit);
  }
}
