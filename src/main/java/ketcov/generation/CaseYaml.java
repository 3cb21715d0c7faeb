package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes case files as the others are written: short objects on a line, lists entry by entry. */
public final class CaseYaml {
  private static final int WIDTH = 118;

  private CaseYaml() {}

  /** A whole file. */
  public static String file(String schema, String comment, JsonNode base, List<WrittenCase> cases) {
    StringBuilder yaml = new StringBuilder("# yaml-language-server: $schema=" + schema + "\n");
    comment.lines().forEach(line -> yaml.append("# ").append(line).append('\n'));
    yaml.append("base:\n");
    fields(base, "  ", yaml);
    yaml.append("cases:\n");
    cases.forEach(one -> yaml.append(entry(one)));
    return yaml.toString();
  }

  /** One case. */
  public static String entry(WrittenCase one) {
    StringBuilder yaml = new StringBuilder("  - name: " + text(one.name()) + "\n");
    if (one.select()) {
      yaml.append("    select: true\n");
    }
    if (!one.over().isEmpty()) {
      yaml.append("    case:\n");
      fields(one.over(), "      ", yaml);
    }
    yaml.append("    expect:\n");
    fields(one.expect(), "      ", yaml);
    return yaml.toString();
  }

  private static void fields(JsonNode object, String indent, StringBuilder yaml) {
    object.properties().forEach(field -> field(field.getKey(), field.getValue(), indent, yaml));
  }

  private static void field(String key, JsonNode value, String indent, StringBuilder yaml) {
    String line = indent + key + ": " + flow(value);
    boolean long1 = line.length() > WIDTH;
    if (value.isObject() && !value.isEmpty() && long1) {
      yaml.append(indent).append(key).append(":\n");
      fields(value, indent + "  ", yaml);
    } else if (value.isArray()
        && !value.isEmpty()
        && (long1 || value.get(0).isObject() || key.equals("rules"))) {
      yaml.append(indent).append(key).append(":\n");
      for (JsonNode one : value) {
        wrapped(indent + "  - ", flow(one), yaml);
      }
    } else {
      yaml.append(line).append('\n');
    }
  }

  /** A long entry goes on in the next line, after a comma. */
  private static void wrapped(String begin, String flow, StringBuilder yaml) {
    String rest = begin + flow;
    String indent = " ".repeat(begin.length() + 1);
    while (rest.length() > WIDTH && rest.lastIndexOf(", ", WIDTH) > indent.length()) {
      int at = rest.lastIndexOf(", ", WIDTH);
      yaml.append(rest, 0, at + 1).append('\n');
      rest = indent + rest.substring(at + 2);
    }
    yaml.append(rest).append('\n');
  }

  private static String flow(JsonNode value) {
    if (value.isObject()) {
      List<String> parts = new ArrayList<>();
      value.properties().forEach(f -> parts.add(f.getKey() + ": " + flow(f.getValue())));
      return "{" + String.join(", ", parts) + "}";
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(one -> parts.add(flow(one)));
      return "[" + String.join(", ", parts) + "]";
    }
    return value.isTextual() ? text(value.asText()) : value.asText();
  }

  /** A text without quotation marks where it reads as a text all the same. */
  private static String text(String text) {
    boolean plain =
        text.matches("[\\p{L}/][\\p{L}\\p{N} ._/()%+&'-]*[\\p{L}\\p{N})%.]")
            || text.matches("\\p{L}+|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Z][0-9]{4}");
    boolean word =
        List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n")
            .contains(text.toLowerCase(Locale.ROOT));
    return plain && !word ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
