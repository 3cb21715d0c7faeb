package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import ketcov.mutation.Answer;

/** What a written case expects: its outlook, and what tells the goals apart. */
final class Expectation {
  private final Answer answer;
  private final Set<String> keys = new LinkedHashSet<>();

  Expectation(Answer answer) {
    this.answer = answer;
    keys.add("outlook");
  }

  /** Expects what a goal needs, unless it is expected already. */
  void add(Goal.Reached reached) {
    if (reached.keys().stream().noneMatch(keys::contains)) {
      keys.add(reached.keys().getFirst());
    }
  }

  /** Expects a part of the answer too. */
  void add(String key) {
    if (answer.parts().containsKey(key)) {
      keys.add(key);
    }
  }

  JsonNode json() {
    ObjectNode expect = JsonNodeFactory.instance.objectNode();
    for (String part :
        new String[] {
          "edition",
          "outlook",
          "rules",
          "criteria",
          "exclusions",
          "missing",
          "notices",
          "documentation",
          "payerAsks",
          "durationDays"
        }) {
      keys.stream()
          .filter(key -> key.split(" ", 2)[0].equals(part))
          .sorted()
          .forEach(key -> put(expect, part, key));
    }
    return expect;
  }

  private void put(ObjectNode expect, String part, String key) {
    String value = answer.parts().getOrDefault(key, "");
    String id = key.contains(" ") ? key.substring(key.indexOf(' ') + 1) : "";
    switch (part) {
      case "outlook", "edition" -> expect.put(part, value);
      case "durationDays" -> expect.put(part, Integer.parseInt(value));
      case "rules", "payerAsks" -> expect.set(part, list(value));
      case "missing" -> expect.withObject("/missing").set(id, list(value));
      case "notices" -> expect.withArray(value.isEmpty() ? "/withoutNotices" : "/notices").add(id);
      default -> expect.withObject("/" + part).put(id, value);
    }
  }

  private static ArrayNode list(String lines) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    lines.lines().forEach(list::add);
    return list;
  }
}
