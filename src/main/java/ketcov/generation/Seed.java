package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A case to begin from: one of the sample cases, or what all cases of a file have in common.
 *
 * @param file the file that it comes from
 * @param base what the cases of that file have in common
 * @param body the whole case
 */
record Seed(String file, JsonNode base, JsonNode body, boolean select) {

  /** What a case file writes for a body: only what is otherwise than the base. */
  JsonNode over(JsonNode changed) {
    return otherwise(base, changed);
  }

  private static JsonNode otherwise(JsonNode base, JsonNode changed) {
    ObjectNode over = JsonNodeFactory.instance.objectNode();
    Set<String> keys = new LinkedHashSet<>();
    base.fieldNames().forEachRemaining(keys::add);
    changed.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      JsonNode before = base.path(key);
      JsonNode after = changed.path(key);
      if (before.equals(after)) {
        continue;
      }
      if (after.isMissingNode()) {
        over.putNull(key);
      } else if (before.isObject() && after.isObject()) {
        over.set(key, otherwise(before, after));
      } else {
        over.set(key, after);
      }
    }
    return over;
  }

  /** How much has to be written: the number of values. */
  static int size(JsonNode node) {
    if (!node.isContainerNode()) {
      return 1;
    }
    int size = 0;
    for (JsonNode part : node) {
      size += size(part);
    }
    return size + (node.isArray() ? 1 : 0);
  }
}
