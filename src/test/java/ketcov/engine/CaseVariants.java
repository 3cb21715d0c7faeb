package ketcov.engine;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cases that differ from one case in one place. */
final class CaseVariants {
  private final JsonNode body;
  private final List<String> fields = new ArrayList<>();
  private final List<String> entries = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();

  /**
   * One of them.
   *
   * @param what what was changed, and where
   * @param pointer where
   */
  record Variant(String what, String pointer, JsonNode body) {}

  CaseVariants(JsonNode body) {
    this.body = body;
    walk(body, "");
  }

  private void walk(JsonNode node, String pointer) {
    if (node.isNumber()) {
      numbers.add(pointer);
    }
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                String at = pointer + "/" + entry.getKey();
                if (!entry.getValue().isObject()) {
                  fields.add(at);
                }
                walk(entry.getValue(), at);
              });
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        entries.add(pointer + "/" + i);
        walk(list.get(i), pointer + "/" + i);
      }
    }
  }

  /** The case without one value or one whole list: it then says less. */
  List<Variant> unsaid() {
    return fields.stream().map(at -> changed("without " + at, at, this::remove)).toList();
  }

  /** The case without one entry of a list: it then says something else. */
  List<Variant> withoutEntry() {
    return entries.stream().map(at -> changed("without entry " + at, at, this::remove)).toList();
  }

  /** The case with one number moved by one, up and down. */
  List<Variant> moved() {
    List<Variant> moved = new ArrayList<>();
    for (String at : numbers) {
      for (int by : List.of(1, -1)) {
        moved.add(changed((by > 0 ? "one more at " : "one less at ") + at, at, add(by)));
      }
    }
    return moved;
  }

  private interface Change {
    void at(JsonNode parent, String key);
  }

  private Variant changed(String what, String pointer, Change change) {
    JsonNode copy = body.deepCopy();
    JsonPointer at = JsonPointer.compile(pointer);
    change.at(copy.at(at.head()), at.last().getMatchingProperty());
    return new Variant(what, pointer, copy);
  }

  private void remove(JsonNode parent, String key) {
    onParent(parent, object -> object.remove(key), list -> list.remove(Integer.parseInt(key)));
  }

  private Change add(int by) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return (parent, key) ->
        onParent(
            parent,
            object -> {
              JsonNode old = object.path(key);
              object.set(
                  key,
                  old.isIntegralNumber()
                      ? nodes.numberNode(old.intValue() + by)
                      : nodes.numberNode(old.doubleValue() + by));
            },
            list -> {});
  }

  private static void onParent(
      JsonNode parent, Consumer<ObjectNode> onObject, Consumer<ArrayNode> onList) {
    switch (parent) {
      case ObjectNode object -> onObject.accept(object);
      case ArrayNode list -> onList.accept(list);
      default -> throw new IllegalStateException("no parent: " + parent);
    }
  }
}
