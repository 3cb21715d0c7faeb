package ketcov.reference;

import java.util.List;
import java.util.function.Function;
import ketcov.condition.Condition;
import ketcov.condition.Test;

/**
 * What is asked of one quantity.
 *
 * @param values alternatives, each in plain words; none when nothing is asked
 * @param always there is no other way, one that asks nothing of the quantity
 */
record Asked(List<String> values, boolean always) {
  static final Asked NOTHING = new Asked(List.of(), false);

  Asked {
    values = List.copyOf(values);
  }

  static Asked of(String value) {
    return new Asked(List.of(value), true);
  }

  boolean isNothing() {
    return values.isEmpty();
  }

  /** One of them is enough. */
  static Asked any(List<Asked> parts) {
    return new Asked(
        parts.stream().flatMap(part -> part.values().stream()).distinct().toList(),
        parts.stream().allMatch(Asked::always));
  }

  /** All of them hold. Of two numbers of things the greater says it all. */
  static Asked all(List<Asked> parts) {
    List<Asked> asking = parts.stream().filter(part -> !part.isNothing()).distinct().toList();
    if (asking.size() < 2) {
      return asking.isEmpty() ? NOTHING : asking.getFirst();
    }
    boolean always = asking.stream().anyMatch(Asked::always);
    if (asking.stream().allMatch(Asked::isNumber)) {
      int greatest = asking.stream().mapToInt(Asked::number).max().orElseThrow();
      return new Asked(List.of(Integer.toString(greatest)), always);
    }
    return new Asked(
        List.of(String.join(" and ", asking.stream().map(Asked::words).toList())), always);
  }

  /** What a condition asks; {@code leaf} says it of what is asked of facts of one type. */
  static Asked in(Condition condition, Function<Condition, Asked> leaf) {
    return switch (condition) {
      case Condition.Pattern pattern -> leaf.apply(pattern);
      case Condition.Count count -> leaf.apply(count);
      case Condition.AllOf all -> all(all.parts().stream().map(part -> in(part, leaf)).toList());
      case Condition.AnyOf any -> any(any.parts().stream().map(part -> in(part, leaf)).toList());
    };
  }

  /** What tests of one fact ask; {@code leaf} says it of a test that has no parts. */
  static Asked in(Test test, Function<Test, Asked> leaf) {
    return switch (test) {
      case Test.All all -> all(all.tests().stream().map(part -> in(part, leaf)).toList());
      case Test.Any any -> any(any.tests().stream().map(part -> in(part, leaf)).toList());
      case Test.Comparison of -> leaf.apply(of);
      case Test.OneOf of -> leaf.apply(of);
      case Test.Said of -> leaf.apply(of);
      case Test.InValueSet of -> leaf.apply(of);
      case Test.Contains of -> leaf.apply(of);
    };
  }

  String words() {
    return String.join(" or ", values);
  }

  private boolean isNumber() {
    return values.size() == 1 && values.getFirst().matches("[0-9]+");
  }

  private int number() {
    return Integer.parseInt(values.getFirst());
  }
}
