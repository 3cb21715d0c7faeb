package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import ketcov.casefacts.FactField;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;

/** Writes a rule from its model, for what was changed in the model. */
final class RuleAsText {
  private final List<String> evidence = new ArrayList<>();
  private int variables;

  private RuleAsText() {}

  /** Alternatives of facts and lists of codes are left out: they bind what others read. */
  static boolean canWrite(Condition condition) {
    return switch (condition) {
      case Condition.AnyOf any -> false;
      case Condition.AllOf all -> all.parts().stream().allMatch(RuleAsText::canWrite);
      case Condition.Pattern pattern -> canWrite(pattern);
      case Condition.Count count -> canWrite(count.pattern());
    };
  }

  private static boolean canWrite(Condition.Pattern pattern) {
    return pattern.tests().stream().allMatch(RuleAsText::canWrite);
  }

  private static boolean canWrite(ketcov.condition.Test test) {
    return switch (test) {
      case ketcov.condition.Test.InValueSet of -> false;
      case ketcov.condition.Test.All of -> of.tests().stream().allMatch(RuleAsText::canWrite);
      case ketcov.condition.Test.Any of -> of.tests().stream().allMatch(RuleAsText::canWrite);
      default -> true;
    };
  }

  static String file(String name, RuleModel rule) {
    RuleAsText text = new RuleAsText();
    String when = text.of(rule.when());
    StringBuilder file = new StringBuilder("package " + name + "\n\n");
    file.append("import accumulate " + Distinct.class.getName() + " distinct\n");
    DrlConditions.vocabulary()
        .forEach(word -> file.append("import " + DrlConditions.CASEFACTS + word + "\n"));
    return file.append("\nglobal " + Findings.class.getName() + " findings\n\n")
        .append("rule \"" + rule.name() + "\"\n")
        .append("    @" + rule.role().annotation() + "(\"" + rule.bears() + "\")\n")
        .append("    @citation(\"" + rule.citation() + "\")\nwhen\n" + when + "then\n")
        .append("    findings." + rule.role().verb() + "(kcontext, ")
        .append(String.join(", ", text.evidence) + ");\nend\n")
        .toString();
  }

  private String of(Condition condition) {
    return switch (condition) {
      case Condition.AllOf all -> all.parts().stream().map(this::of).collect(Collectors.joining());
      case Condition.AnyOf any -> throw new IllegalArgumentException("alternatives");
      case Condition.Pattern pattern -> {
        String variable = variable();
        evidence.add(variable);
        yield "    " + variable + " : " + pattern(pattern, List.of()) + "\n";
      }
      case Condition.Count count -> count(count);
    };
  }

  private String count(Condition.Count count) {
    String fact = variable();
    String list = variable();
    evidence.add(list);
    List<String> bindings = new ArrayList<>();
    List<String> functions = new ArrayList<>();
    List<String> bounds = new ArrayList<>();
    for (Condition.Tally tally : count.tallies()) {
      String number = variable();
      FactField field = tally.field();
      if (field == null) {
        functions.add(number + " : count(" + fact + ")");
      } else {
        String value = variable();
        bindings.add(value + " : " + field.name());
        functions.add(number + " : distinct(" + value + ")");
      }
      bounds.add(number + " >= " + tally.least());
    }
    functions.add(list + " : collectList(" + fact + ")");
    return "    accumulate( "
        + fact
        + " : "
        + pattern(count.pattern(), bindings)
        + "; "
        + String.join(", ", functions)
        + "; "
        + String.join(", ", bounds)
        + " )\n";
  }

  private static String pattern(Condition.Pattern pattern, List<String> bindings) {
    List<String> parts = new ArrayList<>();
    pattern.tests().forEach(test -> parts.add(of(test)));
    parts.addAll(bindings);
    return pattern.type().name() + "(\n" + String.join(",\n", parts) + " )";
  }

  private static String of(ketcov.condition.Test test) {
    return switch (test) {
      case ketcov.condition.Test.Comparison of ->
          of.field().name() + " " + of.operator().symbol() + " " + literal(of.field(), of.value());
      case ketcov.condition.Test.OneOf of ->
          of.values().stream()
              .map(value -> literal(of.field(), value))
              .collect(Collectors.joining(", ", of.field().name() + " in (", ")"));
      case ketcov.condition.Test.Said of -> of.field().name() + " != null";
      case ketcov.condition.Test.Contains of ->
          of.field().name() + " contains \"" + of.value() + "\"";
      case ketcov.condition.Test.InValueSet of -> throw new IllegalArgumentException("a list");
      case ketcov.condition.Test.All of ->
          of.tests().stream().map(RuleAsText::of).collect(Collectors.joining(" && ", "(", ")"));
      case ketcov.condition.Test.Any of ->
          of.tests().stream().map(RuleAsText::of).collect(Collectors.joining(" || ", "(", ")"));
    };
  }

  private static String literal(FactField field, Comparable<?> value) {
    return switch (value) {
      case Enum<?> constant -> constant.getDeclaringClass().getSimpleName() + "." + constant.name();
      case Double number when field.type() == Integer.class || number == Math.rint(number) ->
          Long.toString(number.longValue());
      case String text -> "\"" + text + "\"";
      default -> value.toString();
    };
  }

  private String variable() {
    return "$v" + variables++;
  }
}
