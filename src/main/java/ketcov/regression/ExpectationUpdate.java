package ketcov.regression;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Puts what came in place of what was expected into the text of a case file. Only the values at
 * their places change: comments, order and layout stay as they are.
 *
 * @param text the file with the changes
 * @param byHand differences that no change of an expectation mends, or that a person has to weigh
 */
public record ExpectationUpdate(String text, List<String> byHand) {
  public ExpectationUpdate {
    byHand = List.copyOf(byHand);
  }

  /** A change of the text: from an index to another, in code points. */
  private record Edit(int from, int to, String by) {}

  /** Changes the text of a file for those of its cases that failed. */
  public static ExpectationUpdate of(String text, List<CaseResult> failures) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Node root = new Yaml(options).compose(new StringReader(text));
    List<Edit> edits = new ArrayList<>();
    List<String> byHand = new ArrayList<>();
    for (CaseResult failure : failures) {
      Optional<Node> expect =
          value(root, "cases")
              .filter(SequenceNode.class::isInstance)
              .flatMap(cases -> named((SequenceNode) cases, failure.sample().name()))
              .flatMap(entry -> value(entry, "expect"));
      for (CaseResult.Difference difference : failure.differences()) {
        Optional<Edit> edit = expect.flatMap(node -> edit(node, difference, text));
        if (edit.isPresent()) {
          edits.add(edit.get());
        } else {
          byHand.add(
              failure.sample().name()
                  + ": "
                  + difference.what()
                  + " expected "
                  + difference.expected()
                  + ", actual "
                  + difference.actual());
        }
      }
    }
    edits.sort(Comparator.comparingInt(Edit::from).reversed());
    StringBuilder changed = new StringBuilder(text);
    for (Edit edit : edits) {
      changed.replace(
          text.offsetByCodePoints(0, edit.from()),
          text.offsetByCodePoints(0, edit.to()),
          edit.by());
    }
    return new ExpectationUpdate(changed.toString(), byHand);
  }

  private static Optional<Node> named(SequenceNode cases, String name) {
    return cases.getValue().stream()
        .filter(
            entry ->
                value(entry, "name")
                    .filter(node -> node instanceof ScalarNode one && one.getValue().equals(name))
                    .isPresent())
        .findFirst();
  }

  private static Optional<Node> value(Node node, String key) {
    return entry(node, key).map(NodeTuple::getValueNode);
  }

  private static Optional<NodeTuple> entry(Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
            .findFirst()
        : Optional.empty();
  }

  private static Optional<Edit> edit(Node expect, CaseResult.Difference difference, String text) {
    String[] what = difference.what().split(" ", 2);
    Optional<NodeTuple> entry =
        what.length == 1
            ? entry(expect, what[0])
            : value(expect, what[0]).flatMap(part -> entry(part, what[1]));
    return switch (what[0]) {
      case "outlook", "criteria", "exclusions", "documentation" ->
          difference.actual().equals(difference.actual().toUpperCase(Locale.ROOT))
              ? entry.map(found -> scalar(found.getValueNode(), difference.actual()))
              : Optional.empty(); // "not listed": the edition no longer has it.
      case "durationDays" ->
          difference.actual().equals("none")
              ? Optional.empty()
              : entry.map(found -> scalar(found.getValueNode(), difference.actual()));
      case "rules", "missing" -> entry.flatMap(found -> list(found, difference.actual(), text));
      // Which edition the date takes, a notice that is gone, a case that is refused: to be weighed.
      default -> Optional.empty();
    };
  }

  private static Edit scalar(Node node, String by) {
    return new Edit(node.getStartMark().getIndex(), node.getEndMark().getIndex(), by);
  }

  private static Optional<Edit> list(NodeTuple entry, String actual, String text) {
    if (!(entry.getValueNode() instanceof SequenceNode list)) {
      return Optional.empty();
    }
    List<String> items = actual.isEmpty() ? List.of() : List.of(actual.split("; ", -1));
    Node last = list.getValue().isEmpty() ? null : list.getValue().getLast();
    if (list.getFlowStyle() == DumperOptions.FlowStyle.FLOW || last == null) {
      return Optional.of(
          scalar(
              list,
              items.stream()
                  .map(ExpectationUpdate::quoted)
                  .collect(Collectors.joining(", ", "[", "]"))));
    }
    int start = list.getStartMark().getIndex();
    if (items.isEmpty()) {
      int key = entry.getKeyNode().getEndMark().getIndex();
      return Optional.of(new Edit(key, last.getEndMark().getIndex(), ": []"));
    }
    String indent = "\n" + " ".repeat(list.getStartMark().getColumn());
    return commented(text, start, last.getEndMark().getIndex())
        ? Optional.empty()
        : Optional.of(
            new Edit(
                start,
                last.getEndMark().getIndex(),
                items.stream()
                    .map(item -> "- " + quoted(item))
                    .collect(Collectors.joining(indent))));
  }

  /**
   * A comment within a list belongs to one of its entries, and nobody but its writer knows which.
   */
  private static boolean commented(String text, int from, int to) {
    return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to))
        .lines()
        .anyMatch(line -> line.contains(" #") || line.strip().startsWith("#"));
  }

  /** As YAML, in quotation marks where a plain text would be read otherwise. */
  private static String quoted(String item) {
    boolean plain = item.matches("[A-Za-z/][A-Za-z0-9 ./()%+<>=-]*") && !item.endsWith(" ");
    return plain ? item : "\"" + item.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
