package ketcov.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * What compiled rules may be made of: {@code rule-code.txt}, which says it member by member for
 * each kind of class and method that Drools generates, and the fields and constants of the case.
 */
final class RuleCode {
  private static final RuleCode ALLOWED = read();

  private final Map<String, Section> sections = new HashMap<>();
  private final Set<String> facts = new HashSet<>();
  private final Set<String> factTypes = new HashSet<>();
  private final Set<String> types = new HashSet<>();

  private RuleCode() {}

  /** What this version allows. */
  static RuleCode allowed() {
    return ALLOWED;
  }

  /** One section: a kind of class, or one of its methods. */
  static final class Section {
    private final Set<String> lines = new HashSet<>();
    private final Set<String> uses = new HashSet<>();

    /** Whether a line stands in it. */
    boolean says(String line) {
      return lines.contains(line);
    }

    /** Whether a kind of instruction may stand in the method. */
    boolean uses(String instructions) {
      return uses.contains(instructions);
    }

    Set<String> lines() {
      return lines;
    }
  }

  /** The section of a kind of class or of a method; null when there may be none of that name. */
  @Nullable Section section(String name) {
    return sections.get(name);
  }

  Set<String> sectionNames() {
    return sections.keySet();
  }

  /** Whether a method may call or read this member, which is not the module's own. */
  boolean member(Section section, String member) {
    return section.says(member) || (section.says("facts") && facts.contains(member));
  }

  /** Whether a method may name this class, which is not the module's own. */
  boolean type(Section section, String type) {
    return section.says("type " + type) || (section.says("facts") && factTypes.contains(type));
  }

  /** Whether any section names this class; the module's class loader shows no other. */
  boolean known(String type) {
    return types.contains(type);
  }

  /** Whether any section names this member. */
  boolean knownMember(String member) {
    return facts.contains(member)
        || sections.values().stream().anyMatch(section -> section.says(member));
  }

  /** Whether the constructor of this class may be handed on as a reference. */
  boolean isFactory(String type) {
    return sections.values().stream().anyMatch(section -> section.says("factory " + type));
  }

  private static RuleCode read() {
    RuleCode code = new RuleCode();
    FactTypes.all().forEach(code::facts);
    Section section = null;
    for (String line : text().split("\n", -1)) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        section = new Section();
        code.sections.put(line.substring(1, line.length() - 1), section);
      } else if (section == null) {
        throw new IllegalStateException("rule-code.txt: `" + line + "` stands in no section");
      } else if (line.startsWith("uses ")) {
        section.uses.addAll(Set.of(line.substring("uses ".length()).split(", ", -1)));
      } else {
        section.lines.add(line);
        code.types(line);
      }
    }
    return code;
  }

  private void facts(FactType type) {
    String owner = Type.getInternalName(type.factClass());
    factTypes.add(owner);
    name(owner);
    for (FactField field : type.fields().values()) {
      String descriptor = Type.getDescriptor(field.type());
      facts.add(owner + "." + field.name() + "()" + descriptor);
      types(Type.getType(descriptor));
      if (field.type().isEnum()) {
        String values = Type.getInternalName(field.type());
        factTypes.add(values);
        field.constants().forEach(value -> facts.add(values + "." + value + " " + descriptor));
      }
    }
  }

  /** Keeps the classes that a line names. */
  private void types(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 2
        && Set.of("extends", "implements", "annotation", "type", "factory").contains(words[0])) {
      name(words[1]);
    } else if (words[0].equals("field") && !words[2].endsWith("own")) {
      types(Type.getType(words[2]));
    } else if (words[0].contains("(")) {
      name(words[0].substring(0, words[0].indexOf('.')));
      types(Type.getMethodType(words[0].substring(words[0].indexOf('('))));
    } else if (words[0].contains(".")) {
      name(words[0].substring(0, words[0].indexOf('.')));
      types(Type.getType(words[1]));
    }
  }

  private void types(Type type) {
    switch (type.getSort()) {
      case Type.METHOD -> {
        types(type.getReturnType());
        for (Type argument : type.getArgumentTypes()) {
          types(argument);
        }
      }
      case Type.ARRAY -> types(type.getElementType());
      case Type.OBJECT -> name(type.getInternalName());
      default -> {
        // A primitive type.
      }
    }
  }

  /** A class, and the one around it, which is named beside it in class files. */
  private void name(String type) {
    types.add(type);
    int nested = type.lastIndexOf('$');
    if (nested > 0) {
      name(type.substring(0, nested));
    }
  }

  private static String text() {
    try (InputStream in = RuleCode.class.getResourceAsStream("/ketcov/rule-code.txt")) {
      if (in == null) {
        throw new IllegalStateException("rule-code.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
