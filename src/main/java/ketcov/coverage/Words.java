package ketcov.coverage;

import java.util.stream.Collectors;
import ketcov.casefacts.FactField;
import ketcov.condition.Condition;
import ketcov.condition.Test;

/** Parts of a condition, much as a rule writes them. */
public final class Words {
  private Words() {}

  public static String of(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> "`" + of(pattern) + "`";
      case Condition.Count count -> "the count of `" + of(count.pattern()) + "`";
      case Condition.AllOf all ->
          all.parts().stream().map(Words::of).collect(Collectors.joining(" and "));
      case Condition.AnyOf any ->
          any.parts().stream().map(Words::of).collect(Collectors.joining(" or "));
    };
  }

  private static String of(Condition.Pattern pattern) {
    return pattern.tests().stream()
        .map(Words::of)
        .collect(Collectors.joining(", ", pattern.type().name() + "(", ")"));
  }

  public static String of(Condition.Tally tally) {
    FactField field = tally.field();
    return (field == null ? "facts" : "different " + field.name()) + " >= " + tally.least();
  }

  public static String of(Test test) {
    return switch (test) {
      case Test.Comparison of ->
          of.field().name() + " " + of.operator().symbol() + " " + value(of.value());
      case Test.OneOf of ->
          of.values().stream()
              .map(Words::value)
              .collect(Collectors.joining(", ", of.field().name() + " in (", ")"));
      case Test.Said of -> of.field().name() + " said";
      case Test.InValueSet of -> of.field().name() + " in " + of.valueSet();
      case Test.Contains of -> of.field().name() + " contains " + of.value();
      case Test.All of ->
          of.tests().stream().map(Words::of).collect(Collectors.joining(" && ", "(", ")"));
      case Test.Any of ->
          of.tests().stream().map(Words::of).collect(Collectors.joining(" || ", "(", ")"));
    };
  }

  public static String value(Comparable<?> value) {
    return value instanceof Double number && number == Math.rint(number)
        ? Long.toString(number.longValue())
        : value.toString();
  }
}
