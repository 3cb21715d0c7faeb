package ketcov.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;
import ketcov.coverage.Words;
import ketcov.text.Place;

/** Every single change of a rule's condition. */
final class ConditionChanges {
  private final RuleModel rule;
  private final List<Change> changes = new ArrayList<>();
  private int pattern;

  private ConditionChanges(RuleModel rule) {
    this.rule = rule;
  }

  /**
   * One change.
   *
   * @param words what is changed
   * @param condition the whole condition with the change
   */
  record Change(MutantKind kind, String words, Place place, Condition condition) {}

  /** The changes of a rule, in the order of its lines. */
  static List<Change> of(RuleModel rule) {
    ConditionChanges changes = new ConditionChanges(rule);
    changes.walk(rule.when(), condition -> condition);
    return changes.changes;
  }

  private void walk(Condition condition, Function<Condition, Condition> whole) {
    switch (condition) {
      case Condition.Pattern one -> {
        RuleModel.PatternPlaces places = rule.patterns().get(pattern++);
        tests(one, places, whole::apply);
      }
      case Condition.Count count -> {
        RuleModel.PatternPlaces places = rule.patterns().get(pattern++);
        tests(
            count.pattern(),
            places,
            one -> whole.apply(new Condition.Count(one, count.tallies(), count.collected())));
        tallies(count, places, whole);
      }
      case Condition.AllOf all ->
          parts(all.parts(), "and", Condition.AllOf::new, Condition.AnyOf::new, whole);
      case Condition.AnyOf any ->
          parts(any.parts(), "or", Condition.AnyOf::new, Condition.AllOf::new, whole);
    }
  }

  private void parts(
      List<Condition> parts,
      String joint,
      Function<List<Condition>, Condition> same,
      Function<List<Condition>, Condition> other,
      Function<Condition, Condition> whole) {
    Place begin = rule.patterns().get(pattern).place();
    for (int i = 0; i < parts.size(); i++) {
      int at = i;
      Place place = rule.patterns().get(pattern).place();
      List<Condition> others = Lists.without(parts, i);
      add(
          MutantKind.FACT_DROPPED,
          "without " + Words.of(parts.get(i)),
          place,
          whole.apply(others.size() == 1 ? others.getFirst() : same.apply(others)));
      walk(parts.get(i), part -> whole.apply(same.apply(Lists.with(parts, at, part))));
    }
    add(
        MutantKind.AND_OR,
        (joint.equals("and") ? "`or` for `and`" : "`and` for `or`") + " between the facts",
        begin,
        whole.apply(other.apply(parts)));
  }

  private void tests(
      Condition.Pattern of,
      RuleModel.PatternPlaces places,
      Function<Condition.Pattern, Condition> whole) {
    for (int i = 0; i < of.tests().size(); i++) {
      Test test = of.tests().get(i);
      Place place = places.tests().get(i);
      if (of.tests().size() > 1) {
        add(
            MutantKind.CONDITION_DROPPED,
            "without `" + Words.of(test) + "`",
            place,
            whole.apply(pattern(of, Lists.without(of.tests(), i))));
      }
      for (TestChanges.Change change : TestChanges.of(test, of.tests())) {
        add(
            change.kind(),
            change.words(),
            place,
            whole.apply(pattern(of, Lists.with(of.tests(), i, change.test()))));
      }
    }
  }

  private void tallies(
      Condition.Count count, RuleModel.PatternPlaces places, Function<Condition, Condition> whole) {
    List<Condition.Tally> tallies = count.tallies();
    for (int i = 0; i < tallies.size(); i++) {
      Condition.Tally tally = tallies.get(i);
      String of = Words.of(tally);
      Place place = places.tallies().get(i);
      for (int least : new int[] {tally.least() - 1, tally.least() + 1}) {
        if (least > 0) {
          Condition.Tally other = new Condition.Tally(tally.field(), least);
          add(
              MutantKind.COUNT,
              of + " becomes " + Words.of(other),
              place,
              whole.apply(
                  new Condition.Count(
                      count.pattern(), Lists.with(tallies, i, other), count.collected())));
        }
      }
      if (tallies.size() > 1) {
        add(
            MutantKind.CONDITION_DROPPED,
            "without " + of,
            place,
            whole.apply(
                new Condition.Count(
                    count.pattern(), Lists.without(tallies, i), count.collected())));
      }
    }
  }

  private static Condition.Pattern pattern(Condition.Pattern of, List<Test> tests) {
    return new Condition.Pattern(of.type(), of.binding(), tests);
  }

  private void add(MutantKind kind, String words, Place place, Condition condition) {
    changes.add(new Change(kind, words, place, condition));
  }
}
