package ketcov.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.fuzz.Said;
import ketcov.fuzz.Target;
import ketcov.policy.EditionSource;
import ketcov.text.Diagnostic;

/**
 * Rules put together from sound and odd pieces, as the bytes say. What the gate before building
 * accepts, Drools must build and the gate behind it must load.
 */
public final class BuiltRuleTarget {
  private static final List<FactType> TYPES = FactTypes.all();
  private static final List<String> SPACES =
      List.of(
          " ",
          "",
          "\n    ",
          " /* any */ ",
          " // any\n",
          "/**/",
          " /* \" */ ",
          " // \"\n",
          "\r\n",
          " /* end */ ",
          " /*//*/ ",
          "//*\n");
  private static final List<String> OPERATORS =
      List.of("==", ">=", "<=", ">", "<", "!=", "contains", "in", "memberOf", "==", ">=", "= =");
  private static final List<String> ODD =
      List.of(
          "null",
          "this",
          "0",
          "-0",
          "00",
          "1.",
          ".5",
          "1.50",
          "-1",
          "+1",
          "99999999",
          "1e3",
          "1L",
          "1f",
          "1d",
          "1B",
          "1I",
          "\"\"",
          "\"a b\"",
          "\"é\"",
          "\"$patient\"",
          "\"//\"",
          "\"/*\"",
          "\"#{x}\"",
          "\"@{x}\"",
          "\"2026-01-01\"",
          "\"%s\"",
          "true",
          "false",
          "Boolean.TRUE",
          "$a",
          "#x",
          "findings",
          "kcontext",
          "(1)",
          "1 + 1",
          "[1]",
          "ageYears",
          "ketcov");
  private static final List<String> VARIABLES =
      List.of(
          "$a",
          "$b",
          "$patient",
          "$",
          "$1",
          "$this",
          "$null",
          "$kcontext",
          "$findings",
          "$int",
          "$class",
          "$drools",
          "$é",
          "$_",
          "$DrugTrial",
          "$A",
          "a",
          "findings",
          "$then",
          "$rule");
  private static final List<String> NAMES =
      List.of(
          "A sound name",
          "end",
          "Rule 1; x",
          "a = b",
          "100% sure (really)",
          "Ünïcode näme",
          "rule when then",
          "Patient",
          "§ 5 & more",
          "// x",
          "it's",
          "<b>",
          "日本語の名前",
          "a/b/../c");

  private static final Set<String> BUILT = new HashSet<>();

  private final byte[] data;
  private final StringBuilder drl = new StringBuilder();
  private final List<String> bound = new ArrayList<>();
  private int at;

  private BuiltRuleTarget(byte[] data) {
    this.data = data;
  }

  /** Called by the fuzzer before the first input, so that loading classes is not part of it. */
  public static void fuzzerInitialize() {
    Target.BUILT_RULES.warmUp();
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    String drl = new BuiltRuleTarget(data).file();
    EditionSource source = RuleTarget.with(drl);
    List<Diagnostic> problems = new ArrayList<>();
    DrlReader.Reading reading = new DrlReader(source, problems).read();
    EditionCheck.check(source, reading, problems);
    Said.each(problems);
    if (problems.stream().anyMatch(Diagnostic::isError) || !BUILT.add(drl)) {
      return;
    }
    List<Diagnostic> later = new ArrayList<>();
    EditionCompiler.build(source, later)
        .ifPresent(module -> EditionCompiler.load(source, reading.rules(), module, later));
    if (!later.isEmpty()) {
      throw new AssertionError("accepted, and yet " + later + "\n" + drl);
    }
  }

  private int below(int bound) {
    return at < data.length ? Byte.toUnsignedInt(data[at++]) % bound : 0;
  }

  /** Mostly the first, now and then another. */
  private String usually(String first, List<String> others) {
    int choice = below(64);
    return choice < 60 ? first : others.get(below(others.size()));
  }

  private String space() {
    return usually(" ", SPACES);
  }

  private String file() {
    int rules = 1 + below(2);
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < rules; i++) {
      bound.clear();
      drl.setLength(0);
      rule(i);
      whole.append(drl);
    }
    Set<String> names =
        TYPES.stream()
            .flatMap(
                type ->
                    java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(type.name()),
                        type.fields().values().stream()
                            .map(field -> field.type())
                            .filter(Class::isEnum)
                            .map(Class::getSimpleName)))
            .filter(name -> whole.toString().matches("(?s).*\\b" + name + "\\b.*"))
            .collect(Collectors.toSet());
    StringBuilder head = new StringBuilder("package policies.example.esketamine\n");
    if (whole.indexOf("distinct(") >= 0) {
      head.append("import accumulate ketcov.engine.Distinct distinct\n");
    }
    names.stream()
        .sorted()
        .forEach(name -> head.append("import ketcov.casefacts.").append(name).append('\n'));
    return head + "global ketcov.engine.Findings findings\n" + whole;
  }

  private void rule(int number) {
    drl.append("rule \"")
        .append(usually("The patient does " + number, NAMES))
        .append("\"\n    @criterion(\"age-min\")")
        .append(space())
        .append("@citation(\"")
        .append(usually("Section 1", NAMES))
        .append("\")\nwhen\n");
    int patterns = 1 + below(3);
    for (int i = 0; i < patterns; i++) {
      if (below(5) == 1) {
        count();
      } else if (below(6) == 1) {
        drl.append("(");
        String variable = usually("$either" + i, VARIABLES);
        pattern(variable);
        drl.append(" or ");
        pattern(variable);
        drl.append(" )");
      } else {
        pattern(usually("$fact" + i, VARIABLES));
      }
      drl.append(usually("\n", SPACES));
    }
    drl.append("then").append(usually("\n", SPACES)).append("findings").append(space());
    drl.append(".met(").append(space()).append("kcontext");
    bound.stream().distinct().forEach(name -> drl.append(',').append(space()).append(name));
    drl.append(");").append(space()).append("\nend\n");
  }

  private void count() {
    String fact = usually("$one", VARIABLES);
    drl.append("accumulate(").append(space());
    int before = bound.size();
    FactType type = pattern(fact);
    bound.subList(before, bound.size()).clear();
    int from = drl.lastIndexOf(")");
    boolean distinct = below(2) == 1;
    List<FactField> fields = List.copyOf(type.fields().values());
    if (distinct) {
      drl.insert(from, ", $field : " + fields.get(below(fields.size())).name());
    }
    String number = usually("$number", VARIABLES);
    String list = usually("$list", VARIABLES);
    drl.append("; ").append(number).append(" : ");
    drl.append(distinct ? "distinct($field)" : "count(" + fact + ")");
    drl.append(',').append(space()).append(list).append(" : collectList(").append(fact);
    drl.append("); ").append(number).append(" >= ");
    drl.append(usually("" + (1 + below(3)), ODD)).append(")");
    bound.add(list);
  }

  private FactType pattern(String variable) {
    FactType type = TYPES.get(below(TYPES.size()));
    List<FactField> fields = List.copyOf(type.fields().values());
    drl.append(variable).append(space()).append(':').append(space()).append(type.name());
    drl.append(space()).append('(');
    int constraints = 1 + below(3);
    for (int i = 0; i < constraints; i++) {
      drl.append(i == 0 ? " " : usually(", ", List.of(" && ", " || ", "; ", " and ", ",\n")));
      constraint(fields.get(below(fields.size())), below(8));
    }
    drl.append(" )");
    bound.add(variable);
    return type;
  }

  private void constraint(FactField field, int form) {
    boolean list = List.class.isAssignableFrom(field.type());
    String operator =
        usually(list ? "contains" : field.isOrdered() && form % 2 == 0 ? ">=" : "==", OPERATORS);
    String name = field.name();
    if (form == 1 && !list) {
      drl.append(name).append(" in (").append(value(field)).append(", ").append(value(field));
      drl.append(')');
    } else if (form == 2) {
      drl.append(name).append(" != null");
    } else if (form == 3) {
      drl.append("( ").append(name).append(' ').append(operator).append(' ').append(value(field));
      drl.append(usually(" || ", List.of(" && ", " or "))).append(name).append(" != null )");
    } else if (form == 4) {
      drl.append(usually("$held", VARIABLES)).append(" : ").append(name);
    } else {
      drl.append(name).append(space()).append(operator).append(space()).append(value(field));
    }
  }

  private String value(FactField field) {
    Class<?> type = field.type();
    String sound;
    if (type.isEnum()) {
      List<String> constants = List.copyOf(field.constants());
      sound = type.getSimpleName() + "." + constants.get(below(constants.size()));
    } else if (type == Boolean.class) {
      sound = below(2) == 0 ? "true" : "false";
    } else if (type == Integer.class) {
      sound = Integer.toString(below(40));
    } else if (type == Double.class) {
      sound = below(40) + (below(2) == 0 ? "" : ".5");
    } else {
      sound = "\"text " + below(9) + "\"";
    }
    return usually(sound, ODD);
  }
}
