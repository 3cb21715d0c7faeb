package ketcov.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ketcov.casefacts.Amendment;

/** A submitted case with values put into it; the case itself stays as it is. */
final class AmendedCase {
  private AmendedCase() {}

  static JsonNode of(JsonNode root, Collection<Amendment> amendments) {
    ObjectNode amended = root.deepCopy();
    Map<String, Map<Integer, ObjectNode>> further = new TreeMap<>();
    List<Amendment> inOrder =
        amendments.stream()
            .sorted(Comparator.comparing((Amendment a) -> !(a.value() instanceof List)))
            .toList();
    for (Amendment amendment : inOrder) {
      put(amended, amendment, further);
    }
    further.forEach(
        (list, entries) -> {
          ArrayNode array = arrayAt(amended, list);
          entries.values().forEach(array::add);
        });
    return amended;
  }

  private static void put(
      ObjectNode root, Amendment amendment, Map<String, Map<Integer, ObjectNode>> further) {
    String[] steps = amendment.pointer().substring(1).split("/", -1);
    ObjectNode at = root;
    for (int i = 0; i < steps.length - 1; i++) {
      if (steps[i + 1].chars().allMatch(Character::isDigit)) {
        int index = Integer.parseInt(steps[i + 1]);
        JsonNode list = at.path(steps[i]);
        at =
            index < list.size() && list.get(index) instanceof ObjectNode entry
                ? entry
                : further
                    .computeIfAbsent("/" + steps[i], name -> new TreeMap<>())
                    .computeIfAbsent(index, number -> JsonNodeFactory.instance.objectNode());
        i++;
      } else {
        at = at.path(steps[i]) instanceof ObjectNode object ? object : at.putObject(steps[i]);
      }
    }
    String last = steps[steps.length - 1];
    switch (amendment.value()) {
      case Integer number -> at.put(last, number);
      case Double number -> at.put(last, number);
      case Boolean truth -> at.put(last, truth);
      case List<?> none -> at.putArray(last);
      default -> at.put(last, amendment.value().toString());
    }
  }

  private static ArrayNode arrayAt(ObjectNode root, String list) {
    String name = list.substring(1);
    return root.path(name) instanceof ArrayNode array ? array : root.putArray(name);
  }
}
