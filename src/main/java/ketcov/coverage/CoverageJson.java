package ketcov.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToLongFunction;

/** Coverage as JSON: how much of each subject is reached, over all and by edition, and the gaps. */
public final class CoverageJson {
  private CoverageJson() {}

  /** The document. */
  public static JsonNode of(List<EditionCoverage> editions) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (Subject subject : Subject.values()) {
      counts(
          root.withObject("/total"),
          subject,
          editions.stream().mapToLong(e -> e.count(subject, true)).sum(),
          editions.stream().mapToLong(e -> e.count(subject, false)).sum());
    }
    ArrayNode list = root.putArray("editions");
    for (EditionCoverage edition : editions) {
      ObjectNode one = list.addObject();
      one.put("edition", edition.edition().policy().editionId().toString());
      for (Subject subject : Subject.values()) {
        ToLongFunction<Boolean> count = reached -> edition.count(subject, reached);
        counts(
            one.withObject("/coverage"),
            subject,
            count.applyAsLong(true),
            count.applyAsLong(false));
      }
      ArrayNode gaps = one.putArray("gaps");
      for (Item gap : edition.gaps()) {
        gaps.addObject()
            .put("subject", gap.subject().key())
            .put("of", gap.of())
            .put("part", gap.part())
            .put("side", gap.side())
            .put("file", gap.file())
            .put("line", gap.place().line());
      }
    }
    return root;
  }

  private static void counts(ObjectNode into, Subject subject, long reached, long all) {
    into.putObject(subject.key()).put("reached", reached).put("all", all);
  }
}
