package ketcov.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads one YAML document strictly, as JSON with places: no duplicate keys, anchors, tags, merge
 * keys or second documents. A date stays the text that was written.
 */
public final class StrictYaml {
  /** Longest file in characters. */
  public static final int MAX_CHARACTERS = 2_000_000;

  private static final int MAX_DEPTH = 20;

  private final String file;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();

  private StrictYaml(String file) {
    this.file = file;
  }

  /**
   * A document that was read.
   *
   * @param root null when there are problems that keep it from being read
   * @param places the place of each value by JSON pointer; a key's place stands for its value
   */
  public record Document(
      String file, @Nullable JsonNode root, Map<String, Place> places, List<Diagnostic> problems) {

    /** The place of a pointer, or of the nearest value around it. */
    public Place placeOf(String pointer) {
      String at = pointer;
      while (true) {
        Place place = places.get(at);
        if (place != null) {
          return place;
        }
        int slash = at.lastIndexOf('/');
        if (slash < 0) {
          return Place.START;
        }
        at = at.substring(0, slash);
      }
    }

    /** A finding at the place of a pointer. */
    public Diagnostic finding(Check check, String pointer, String message) {
      return Diagnostic.of(check, file, placeOf(pointer), message);
    }
  }

  /** Reads a file that ships with the service: one of ours, so any problem is a defect. */
  public static JsonNode resource(String path) {
    try (InputStream in = StrictYaml.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing");
      }
      Document document = read(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      JsonNode root = document.root();
      if (root == null) {
        throw new IllegalStateException(document.problems().toString());
      }
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text; {@code file} is its name in messages. */
  public static Document read(String file, String text) {
    StrictYaml reader = new StrictYaml(file);
    JsonNode root = reader.read(text);
    return new Document(file, root, reader.places, List.copyOf(reader.problems));
  }

  private @Nullable JsonNode read(String text) {
    if (text.length() > MAX_CHARACTERS) {
      problem(
          Check.UNREADABLE_FILE,
          Place.START,
          "the file has more than " + MAX_CHARACTERS + " characters");
      return null;
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_CHARACTERS);
    try {
      List<Node> documents = new ArrayList<>();
      new Yaml(options).composeAll(new java.io.StringReader(text)).forEach(documents::add);
      if (documents.size() != 1) {
        problem(
            Check.YAML_CONSTRUCT,
            Place.START,
            "one YAML document was expected, found " + documents.size());
        return null;
      }
      JsonNode root = convert(documents.getFirst(), "");
      return problems.isEmpty() ? root : null;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      Place place = mark == null ? Place.START : place(mark);
      String what = e.getProblem() == null ? "unreadable" : e.getProblem();
      problem(Check.NOT_YAML, place, "not YAML: " + inWords(what));
      return null;
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      problem(Check.NOT_YAML, Place.START, "not YAML that we read: " + e.getMessage());
      return null;
    }
  }

  private static String inWords(String problem) {
    if (problem.contains("mapping values are not allowed")) {
      return problem + ". A text that holds a colon and a blank needs quotation marks around it.";
    }
    if (problem.contains("(TAB)")) {
      return "a tab stands here. Indent with blanks.";
    }
    return problem.startsWith("expected <block end>")
        ? "this line is indented otherwise than those it belongs to. Let keys of one entry begin in one column."
        : problem + ". Check indentation, colons and quotation marks.";
  }

  private JsonNode convert(Node node, String pointer) {
    places.putIfAbsent(pointer, place(node.getStartMark()));
    if (node.getAnchor() != null || node instanceof AnchorNode) {
      problem(
          Check.YAML_CONSTRUCT,
          place(node.getStartMark()),
          "anchors and aliases are not read: write the value out");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer);
      case SequenceNode sequence -> list(sequence, pointer);
      case ScalarNode scalar -> scalar(scalar);
      default -> JsonNodeFactory.instance.nullNode();
    };
  }

  private JsonNode object(MappingNode mapping, String pointer) {
    refuseTag(mapping, Tag.MAP);
    var object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      Place place = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
        problem(Check.YAML_CONSTRUCT, place, "a key must be a plain word");
        continue;
      }
      String child = pointer + "/" + escape(key.getValue());
      if (object.has(key.getValue())) {
        problem(Check.REPEATED_KEY, place, "key `" + key.getValue() + "` stands twice; keep one");
      }
      places.put(child, place);
      object.set(key.getValue(), convert(tuple.getValueNode(), child));
    }
    return object;
  }

  private JsonNode list(SequenceNode sequence, String pointer) {
    refuseTag(sequence, Tag.SEQ);
    var list = JsonNodeFactory.instance.arrayNode();
    for (Node item : sequence.getValue()) {
      list.add(convert(item, pointer + "/" + list.size()));
    }
    return list;
  }

  private JsonNode scalar(ScalarNode scalar) {
    var nodes = JsonNodeFactory.instance;
    String value = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
      return nodes.textNode(value);
    }
    if (tag.equals(Tag.NULL)) {
      return nodes.nullNode();
    }
    if (tag.equals(Tag.BOOL) && (value.equals("true") || value.equals("false"))) {
      return nodes.booleanNode(value.equals("true"));
    }
    if (tag.equals(Tag.INT) && value.matches("-?(0|[1-9][0-9]{0,17})")) {
      long number = Long.parseLong(value);
      return number == (int) number ? nodes.numberNode((int) number) : nodes.numberNode(number);
    }
    if (tag.equals(Tag.FLOAT) && value.matches("-?[0-9]{1,18}\\.[0-9]{1,18}")) {
      return nodes.numberNode(new BigDecimal(value));
    }
    if (tag.equals(Tag.BOOL) || tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      // yes, no, 0x1F, 010, 1e9: YAML reads them as something else than what they look like.
      return nodes.textNode(value);
    }
    problem(
        Check.YAML_CONSTRUCT,
        place(scalar.getStartMark()),
        "tag `" + tag.getValue() + "` is not read: leave it out");
    return nodes.nullNode();
  }

  private void refuseTag(Node node, Tag usual) {
    if (!node.getTag().equals(usual)) {
      problem(
          Check.YAML_CONSTRUCT,
          place(node.getStartMark()),
          "tag `" + node.getTag().getValue() + "` is not read: leave it out");
    }
  }

  private void problem(Check check, Place place, String message) {
    problems.add(Diagnostic.of(check, file, place, message));
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
