package ketcov.coverage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactField;
import ketcov.casefacts.Scale;
import ketcov.condition.Condition;
import ketcov.condition.Operator;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;
import ketcov.condition.Truth;
import ketcov.text.Place;

/** The items of one rule, and which of them a case reaches. */
final class RuleItems {
  static final String FIRED = "fired";
  static final String NOT_FIRED = "not fired";
  static final String TRUE = "true";
  static final String FALSE = "false";
  static final String REACHED = "just reached";
  static final String MISSED = "just missed";

  /** How far from a bound a value may be to show its other side. */
  private static final double UNIT = 1;

  private final RuleModel rule;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();

  /** A test of one field in a pattern, and the pattern with another test in its place. */
  private record Leaf(
      Condition.Pattern pattern,
      Test test,
      Function<Test, Condition.Pattern> with,
      Place place,
      double greatest) {}

  /** A bound of a count. */
  private record Bound(Condition.Count count, Condition.Tally tally, Place place) {}

  RuleItems(RuleModel rule) {
    this.rule = rule;
    int number = 0;
    for (Condition condition : flat(rule.when(), new ArrayList<>())) {
      RuleModel.PatternPlaces places = rule.patterns().get(number++);
      Condition.Pattern pattern =
          condition instanceof Condition.Count count
              ? count.pattern()
              : (Condition.Pattern) condition;
      for (int i = 0; i < pattern.tests().size(); i++) {
        int at = i;
        leaves(
            pattern,
            pattern.tests().get(i),
            test -> with(pattern, at, test),
            places.tests().get(i));
      }
      if (condition instanceof Condition.Count count) {
        for (int i = 0; i < count.tallies().size(); i++) {
          bounds.add(new Bound(count, count.tallies().get(i), places.tallies().get(i)));
        }
      }
    }
  }

  private static List<Condition> flat(Condition condition, List<Condition> into) {
    switch (condition) {
      case Condition.Pattern pattern -> into.add(pattern);
      case Condition.Count count -> into.add(count);
      case Condition.AllOf all -> all.parts().forEach(part -> flat(part, into));
      case Condition.AnyOf any -> any.parts().forEach(part -> flat(part, into));
    }
    return into;
  }

  private static Condition.Pattern with(Condition.Pattern pattern, int index, Test test) {
    List<Test> tests = new ArrayList<>(pattern.tests());
    tests.set(index, test);
    return new Condition.Pattern(pattern.type(), pattern.binding(), tests);
  }

  private void leaves(
      Condition.Pattern pattern, Test test, Function<Test, Condition.Pattern> with, Place place) {
    switch (test) {
      case Test.All all -> {
        for (int i = 0; i < all.tests().size(); i++) {
          int at = i;
          leaves(
              pattern,
              all.tests().get(i),
              part -> {
                List<Test> parts = new ArrayList<>(all.tests());
                parts.set(at, part);
                return with.apply(new Test.All(parts));
              },
              place);
        }
      }
      case Test.Any any -> {
        for (int i = 0; i < any.tests().size(); i++) {
          int at = i;
          leaves(
              pattern,
              any.tests().get(i),
              part -> {
                List<Test> parts = new ArrayList<>(any.tests());
                parts.set(at, part);
                return with.apply(new Test.Any(parts));
              },
              place);
        }
      }
      default -> leaves.add(new Leaf(pattern, test, with, place, greatest(pattern, test)));
    }
  }

  /** The greatest value that a field can have; of a score, that of the scale beside it. */
  private static double greatest(Condition.Pattern pattern, Test test) {
    double greatest = Test.fieldsOf(test).getFirst().says().max();
    if (Test.fieldsOf(test).getFirst().name().equals("score")) {
      for (Test beside : pattern.tests()) {
        if (beside instanceof Test.Comparison of && of.value() instanceof Scale scale) {
          greatest = Math.min(greatest, scale.maximum());
        }
      }
    }
    return greatest;
  }

  /** Every item that some case could reach. */
  List<Item> all() {
    List<Item> items = new ArrayList<>();
    items.add(item(Subject.RULES, "", FIRED, rule.place()));
    if (!leaves.stream().map(Leaf::test).allMatch(RuleItems::always)) {
      items.add(item(Subject.RULES, "", NOT_FIRED, rule.place()));
    }
    for (Leaf leaf : leaves) {
      String words = Words.of(leaf.test());
      items.add(item(Subject.CONDITIONS, words, TRUE, leaf.place()));
      if (!(leaf.test() instanceof Test.Said) && !always(leaf.test())) {
        items.add(item(Subject.CONDITIONS, words, FALSE, leaf.place()));
      }
      if (isBound(leaf.test())) {
        Test.Comparison of = (Test.Comparison) leaf.test();
        if (exists(of, leaf.greatest(), true)) {
          items.add(item(Subject.BOUNDARIES, words, REACHED, leaf.place()));
        }
        if (exists(of, leaf.greatest(), false)) {
          items.add(item(Subject.BOUNDARIES, words, MISSED, leaf.place()));
        }
      }
    }
    for (Bound bound : bounds) {
      String words = Words.of(bound.tally());
      items.add(item(Subject.BOUNDARIES, words, REACHED, bound.place()));
      items.add(item(Subject.BOUNDARIES, words, MISSED, bound.place()));
    }
    return items.stream().distinct().toList();
  }

  /** Every case says the field, and every value of it will do. */
  private static boolean always(Test test) {
    return switch (test) {
      case Test.Said said -> said.field().says().required();
      case Test.OneOf of ->
          of.field().says().required() && of.values().size() == of.field().constants().size();
      default -> false;
    };
  }

  /** The items that a case reaches. */
  Set<Item> of(CaseFacts facts) {
    Reasoner reasoner = new Reasoner(facts);
    Set<Item> items = new HashSet<>();
    boolean fired = reasoner.judge(rule.when()).truth() == Truth.TRUE;
    items.add(item(Subject.RULES, "", fired ? FIRED : NOT_FIRED, rule.place()));
    for (Leaf leaf : leaves) {
      for (CaseFact fact : facts.of(leaf.pattern().type())) {
        leaf(leaf, fact, reasoner, items);
      }
    }
    bounds.forEach(bound -> count(bound, facts, reasoner, items));
    return items;
  }

  private void leaf(Leaf leaf, CaseFact fact, Reasoner reasoner, Set<Item> items) {
    String words = Words.of(leaf.test());
    Condition.Pattern alone =
        new Condition.Pattern(leaf.pattern().type(), null, List.of(leaf.test()));
    switch (reasoner.fits(alone, fact)) {
      case TRUE -> items.add(item(Subject.CONDITIONS, words, TRUE, leaf.place()));
      case FALSE -> items.add(item(Subject.CONDITIONS, words, FALSE, leaf.place()));
      case UNKNOWN -> {
        // Says nothing of either side.
      }
    }
    if (isBound(leaf.test()) && decides(leaf, fact, reasoner)) {
      Test.Comparison of = (Test.Comparison) leaf.test();
      Object value = of.field().in(fact.fact());
      if (value != null && isNear(of, value, true)) {
        items.add(item(Subject.BOUNDARIES, words, REACHED, leaf.place()));
      }
      if (value != null && isNear(of, value, false)) {
        items.add(item(Subject.BOUNDARIES, words, MISSED, leaf.place()));
      }
    }
  }

  /** Whether the fact fits the pattern or not by this test alone. */
  private static boolean decides(Leaf leaf, CaseFact fact, Reasoner reasoner) {
    return reasoner.fits(leaf.with().apply(new Test.All(List.of())), fact) == Truth.TRUE
        && reasoner.fits(leaf.with().apply(new Test.Any(List.of())), fact) != Truth.TRUE;
  }

  private void count(Bound bound, CaseFacts facts, Reasoner reasoner, Set<Item> items) {
    Condition.Count count = bound.count();
    boolean othersHold =
        count.tallies().stream()
            .filter(tally -> !tally.equals(bound.tally()))
            .allMatch(tally -> number(count, tally, facts, reasoner) >= tally.least());
    if (!facts.complete(count.pattern().type()) || !othersHold) {
      return;
    }
    int number = number(count, bound.tally(), facts, reasoner);
    String words = Words.of(bound.tally());
    if (number == bound.tally().least()) {
      items.add(item(Subject.BOUNDARIES, words, REACHED, bound.place()));
    }
    if (number == bound.tally().least() - 1) {
      items.add(item(Subject.BOUNDARIES, words, MISSED, bound.place()));
    }
  }

  private static int number(
      Condition.Count count, Condition.Tally tally, CaseFacts facts, Reasoner reasoner) {
    List<CaseFact> fitting =
        facts.of(count.pattern().type()).stream()
            .filter(fact -> reasoner.fits(count.pattern(), fact) == Truth.TRUE)
            .toList();
    FactField field = tally.field();
    return field == null
        ? fitting.size()
        : (int)
            fitting.stream()
                .map(fact -> field.in(fact.fact()))
                .filter(java.util.Objects::nonNull)
                .distinct()
                .count();
  }

  /** A number, or a value of an ordered enumeration, with a bound. */
  private static boolean isBound(Test test) {
    return test instanceof Test.Comparison of
        && !(of.value() instanceof Boolean)
        && (of.operator() != Operator.EQUAL || of.value() instanceof Double);
  }

  /** Whether a field can have a value on a side of its bound. */
  private static boolean exists(Test.Comparison of, double greatest, boolean holding) {
    if (of.value() instanceof Double bound) {
      return switch (of.operator()) {
        case EQUAL, AT_LEAST -> holding || bound > of.field().says().min();
        case ABOVE -> !holding || bound < greatest;
        case AT_MOST -> holding || bound < greatest;
        case BELOW -> !holding || bound > of.field().says().min();
      };
    }
    for (Object other : of.field().type().getEnumConstants()) {
      if (isNear(of, other, holding)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a value is the bound itself, or at most a unit beyond it on its other side. */
  private static boolean isNear(Test.Comparison of, Object value, boolean holding) {
    double difference;
    if (of.value() instanceof Double bound && value instanceof Number number) {
      difference = number.doubleValue() - bound;
    } else if (of.value() instanceof Enum<?> constant && value instanceof Enum<?> other) {
      List<?> order = List.of(constant.getDeclaringClass().getEnumConstants());
      difference = order.indexOf(other) - (double) order.indexOf(constant);
    } else {
      return false;
    }
    boolean holds = of.operator().holds((int) Math.signum(difference));
    boolean ownSide = of.operator().holds(0) == holding;
    return holds == holding && (ownSide ? difference == 0 : Math.abs(difference) <= UNIT);
  }

  private Item item(Subject subject, String part, String side, Place place) {
    return new Item(subject, rule.name(), part, side, rule.file(), place);
  }
}
