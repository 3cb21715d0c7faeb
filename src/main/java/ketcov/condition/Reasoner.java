package ketcov.condition;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactField;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates conditions three-valued: unknown when the case leaves open what decides. A list that
 * the case does not report may hold anything; an unsaid field may have any value. Counts are
 * bounded from below by the facts that fit and from above by those that may.
 *
 * <p>Sound, not yet tight: every field is judged on its own, so two tests that no single value
 * could meet together can leave unknown what is false.
 */
public final class Reasoner {
  private final CaseFacts facts;
  private final Telling telling;

  /** What a judgement tells beside the truth. */
  private enum Telling {
    REASONS,
    NOTHING
  }

  /** Reasons about one case. */
  public Reasoner(CaseFacts facts) {
    this(facts, Telling.REASONS);
  }

  private Reasoner(CaseFacts facts, Telling telling) {
    this.facts = facts;
    this.telling = telling;
  }

  /** A reasoner whose judgements tell the truth alone, and are several times as fast. */
  public static Reasoner ofTruth(CaseFacts facts) {
    return new Reasoner(facts, Telling.NOTHING);
  }

  /** Whether one of the rules holds. */
  public Judgement any(Collection<RuleModel> rules) {
    List<Judgement> judgements = new ArrayList<>(rules.size());
    for (RuleModel rule : rules) {
      judgements.add(judge(rule.when()));
    }
    return or(judgements);
  }

  /** Whether a condition holds. */
  public Judgement judge(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> pattern(pattern);
      case Condition.Count count -> count(count);
      case Condition.AllOf all -> {
        Judgement judgement = and(each(all.parts()));
        yield judgement.truth() == Truth.UNKNOWN ? together(all, judgement) : judgement;
      }
      case Condition.AnyOf any -> or(each(any.parts()));
    };
  }

  private List<Judgement> each(List<Condition> parts) {
    List<Judgement> judgements = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      judgements.add(judge(part));
    }
    return judgements;
  }

  /** A place for what is unsaid, where it is told. */
  private Set<String> places() {
    return telling == Telling.REASONS ? new LinkedHashSet<>() : Untold.PLACES;
  }

  /** Forgets what is put into it. */
  private static final class Untold extends AbstractSet<String> {
    private static final Set<String> PLACES = new Untold();

    @Override
    public boolean add(String place) {
      return false;
    }

    @Override
    public Iterator<String> iterator() {
      return Collections.emptyIterator();
    }

    @Override
    public int size() {
      return 0;
    }
  }

  private Judgement and(List<Judgement> parts) {
    Truth truth = Truth.TRUE;
    for (Judgement part : parts) {
      truth = truth.and(part.truth());
    }
    return combined(truth, parts);
  }

  private Judgement or(List<Judgement> parts) {
    Truth truth = Truth.FALSE;
    for (Judgement part : parts) {
      truth = truth.or(part.truth());
    }
    return combined(truth, parts);
  }

  private Judgement combined(Truth truth, List<Judgement> parts) {
    if (truth == Truth.TRUE || telling == Telling.NOTHING) {
      return Judgement.of(truth);
    }
    Set<String> missing = new LinkedHashSet<>();
    List<String> misses = new ArrayList<>();
    for (Judgement part : parts) {
      if (part.truth() == truth) {
        missing.addAll(part.missing());
        misses.addAll(part.misses());
      }
    }
    return new Judgement(truth, missing, misses.stream().distinct().toList());
  }

  private Judgement pattern(Condition.Pattern pattern) {
    List<CaseFact> candidates = facts.of(pattern.type());
    Set<String> missing = places();
    Truth truth = Truth.FALSE;
    for (CaseFact fact : candidates) {
      Truth fits = fits(pattern, fact, missing);
      if (fits == Truth.TRUE) {
        return Judgement.HOLDS;
      }
      truth = truth.or(fits);
    }
    if (!facts.complete(pattern.type())) {
      missing.add(pattern.type().pointer());
      truth = Truth.UNKNOWN;
    }
    if (telling == Telling.NOTHING) {
      return Judgement.of(truth);
    }
    return truth == Truth.UNKNOWN
        ? new Judgement(truth, missing, List.of())
        : new Judgement(truth, Set.of(), misses(pattern, candidates));
  }

  /** One entry of a list cannot stand for two patterns that exclude each other. */
  private Judgement together(Condition.AllOf all, Judgement judgement) {
    List<Condition> parts = all.parts();
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i + 1; j < parts.size(); j++) {
        Condition.Pattern one = patternOf(parts.get(i));
        Condition.Pattern other = patternOf(parts.get(j));
        if (one == null
            || other == null
            || !one.type().equals(other.type())
            || !facts.complete(one.type())
            || !Tests.exclude(one.tests(), other.tests())) {
          continue;
        }
        long can =
            facts.of(one.type()).stream()
                .filter(f -> fits(one, f) != Truth.FALSE || fits(other, f) != Truth.FALSE)
                .count();
        int needed = least(parts.get(i)) + least(parts.get(j));
        if (can < needed) {
          return new Judgement(
              Truth.FALSE,
              Set.of(),
              List.of(
                  one.type().pointer()
                      + ": "
                      + counted((int) can, null)
                      + " can count, "
                      + needed
                      + " needed"));
        }
      }
    }
    return judgement;
  }

  private static Condition.@Nullable Pattern patternOf(Condition part) {
    return switch (part) {
      case Condition.Pattern pattern -> pattern.type().list() ? pattern : null;
      case Condition.Count count -> count.pattern();
      case Condition.AllOf all -> null;
      case Condition.AnyOf any -> null;
    };
  }

  private static int least(Condition part) {
    return part instanceof Condition.Count count
        ? count.tallies().stream().mapToInt(Condition.Tally::least).max().orElse(1)
        : 1;
  }

  private Judgement count(Condition.Count count) {
    Condition.Pattern pattern = count.pattern();
    Set<String> missing = places();
    List<CaseFact> fitting = new ArrayList<>();
    List<CaseFact> possible = new ArrayList<>();
    for (CaseFact fact : facts.of(pattern.type())) {
      switch (fits(pattern, fact, missing)) {
        case TRUE -> fitting.add(fact);
        case UNKNOWN -> possible.add(fact);
        case FALSE -> {
          // Does not count, whatever else is said.
        }
      }
    }
    boolean complete = facts.complete(pattern.type());
    if (!complete) {
      missing.add(pattern.type().pointer());
    }
    Truth truth = Truth.TRUE;
    List<String> misses = new ArrayList<>();
    for (Condition.Tally tally : count.tallies()) {
      int least = number(tally.field(), fitting, List.of(), false, missing);
      if (least >= tally.least()) {
        continue;
      }
      int most =
          complete ? number(tally.field(), fitting, possible, true, missing) : Integer.MAX_VALUE;
      if (most >= tally.least()) {
        truth = truth.and(Truth.UNKNOWN);
      } else {
        truth = Truth.FALSE;
        if (telling == Telling.REASONS) {
          misses.add(
              pattern.type().pointer()
                  + ": "
                  + counted(most, tally.field())
                  + " can count, "
                  + tally.least()
                  + " needed");
        }
      }
    }
    if (telling == Telling.NOTHING) {
      return Judgement.of(truth);
    }
    return switch (truth) {
      case TRUE -> Judgement.HOLDS;
      case UNKNOWN -> new Judgement(truth, missing, List.of());
      case FALSE -> new Judgement(truth, Set.of(), misses);
    };
  }

  /** How many there are; an unsaid value may be one more. */
  private static int number(
      @Nullable FactField field,
      List<CaseFact> fitting,
      List<CaseFact> possible,
      boolean open,
      Set<String> missing) {
    if (field == null) {
      return fitting.size() + possible.size();
    }
    Set<Object> values = new HashSet<>();
    int unsaid = 0;
    for (List<CaseFact> group : List.of(fitting, possible)) {
      for (CaseFact fact : group) {
        Object value = field.in(fact.fact());
        if (value != null) {
          values.add(value);
        } else if (open) {
          unsaid++;
          missing.add(fact.pointerOf(field));
        }
      }
    }
    return values.size() + unsaid;
  }

  private static String counted(int number, @Nullable FactField field) {
    if (field == null) {
      return number + (number == 1 ? " entry" : " entries");
    }
    return switch (field.name()) {
      case "ingredient" -> number + " different drug" + (number == 1 ? "" : "s");
      case "therapyClass" -> number + " different class" + (number == 1 ? "" : "es");
      default -> number + " different " + field.name();
    };
  }

  /** Whether a test holds for a fact. */
  Truth holds(Test test, CaseFact fact) {
    return holds(test, fact, places());
  }

  /** Whether all tests hold for a fact. */
  public Truth fits(Condition.Pattern pattern, CaseFact fact) {
    return fits(pattern, fact, places());
  }

  /**
   * Whether all tests hold for a fact; what keeps it open is added to {@code missing} only if it
   * stays open.
   */
  private Truth fits(Condition.Pattern pattern, CaseFact fact, Set<String> missing) {
    Truth truth = Truth.TRUE;
    Set<String> open = places();
    for (Test test : pattern.tests()) {
      truth = truth.and(holds(test, fact, open));
      if (truth == Truth.FALSE) {
        return truth;
      }
    }
    if (truth == Truth.UNKNOWN) {
      missing.addAll(open);
    }
    return truth;
  }

  private Truth holds(Test test, CaseFact fact, Set<String> open) {
    return switch (test) {
      case Test.Comparison comparison -> compare(comparison, fact, open);
      case Test.OneOf oneOf -> {
        Object value = oneOf.field().in(fact.fact());
        yield value == null
            ? unsaid(oneOf.field(), fact, open)
            : truth(oneOf.values().contains(normal(value)));
      }
      case Test.Said said ->
          said.field().in(fact.fact()) == null ? unsaid(said.field(), fact, open) : Truth.TRUE;
      case Test.InValueSet inSet -> {
        Object value = inSet.field().in(fact.fact());
        yield value == null
            ? unsaid(inSet.field(), fact, open)
            : truth(inSet.codes().contains(value.toString()));
      }
      case Test.Contains contains -> {
        Object value = contains.field().in(fact.fact());
        yield value == null
            ? unsaid(contains.field(), fact, open)
            : truth(((Collection<?>) value).contains(contains.value()));
      }
      case Test.All all -> {
        Set<String> within = places();
        Truth truth = Truth.TRUE;
        for (Test part : all.tests()) {
          truth = truth.and(holds(part, fact, within));
        }
        yield stillOpen(truth, within, open);
      }
      case Test.Any any -> {
        Set<String> within = places();
        Truth truth = Truth.FALSE;
        for (Test part : any.tests()) {
          truth = truth.or(holds(part, fact, within));
        }
        yield stillOpen(truth, within, open);
      }
    };
  }

  /** What is unsaid matters only while it is what decides. */
  private static Truth stillOpen(Truth truth, Set<String> within, Set<String> open) {
    if (truth == Truth.UNKNOWN) {
      open.addAll(within);
    }
    return truth;
  }

  private Truth compare(Test.Comparison comparison, CaseFact fact, Set<String> open) {
    FactField field = comparison.field();
    Object value = field.in(fact.fact());
    if (value != null) {
      if (comparison.operator().holds(order(value, comparison.value()))) {
        return Truth.TRUE;
      }
      if (!field.isBound()) {
        return Truth.FALSE;
      }
    }
    if (field.isBound() && refuted(comparison, fact)) {
      return Truth.FALSE;
    }
    return unsaid(field, fact, open);
  }

  /** Whether the other bound of the same quantity shows that no value of it can hold. */
  private static boolean refuted(Test.Comparison comparison, CaseFact fact) {
    FactField field = comparison.field();
    for (FactField other : fact.type().fields().values()) {
      if (other.isBound() && other != field && other.quantity().equals(field.quantity())) {
        Object bound = other.in(fact.fact());
        return bound != null && !comparison.operator().holds(order(bound, comparison.value()));
      }
    }
    return false;
  }

  private Truth unsaid(FactField field, CaseFact fact, Set<String> open) {
    if (telling == Telling.REASONS) {
      open.add(fact.pointerOf(field));
    }
    return Truth.UNKNOWN;
  }

  private static Truth truth(boolean holds) {
    return holds ? Truth.TRUE : Truth.FALSE;
  }

  private static Object normal(Object value) {
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Value and bound have the type of one field.
  private static int order(Object value, Comparable<?> bound) {
    return ((Comparable) normal(value)).compareTo(bound);
  }

  private List<String> misses(Condition.Pattern pattern, List<CaseFact> candidates) {
    if (candidates.isEmpty()) {
      return List.of("the case lists none in " + pattern.type().pointer());
    }
    if (pattern.type().list() && candidates.size() > 1) {
      List<CaseFact> near =
          candidates.stream()
              .filter(fact -> failing(pattern, fact).size() == 1 && isOfTheKind(pattern, fact))
              .toList();
      if (near.isEmpty()) {
        return List.of("no entry of " + pattern.type().pointer() + " fits");
      }
      return near.stream().map(fact -> failing(pattern, fact).getFirst()).distinct().toList();
    }
    return failing(pattern, candidates.getFirst());
  }

  /**
   * An entry about something else is no near miss: a field that every entry must say tells what it
   * is about.
   */
  private boolean isOfTheKind(Condition.Pattern pattern, CaseFact fact) {
    return pattern.tests().stream()
        .filter(test -> Test.fieldsOf(test).stream().anyMatch(field -> field.says().required()))
        .allMatch(test -> holds(test, fact, places()) != Truth.FALSE);
  }

  private List<String> failing(Condition.Pattern pattern, CaseFact fact) {
    List<String> failing = new ArrayList<>();
    for (Test test : pattern.tests()) {
      if (holds(test, fact, places()) == Truth.FALSE) {
        failing.add(describe(test, fact));
      }
    }
    return failing;
  }

  private String describe(Test test, CaseFact fact) {
    String found =
        Test.fieldsOf(test).stream()
            .map(field -> where(fact, field) + " is " + word(field.in(fact.fact())))
            .collect(Collectors.joining(" and "));
    return found + ", needed: " + needed(test);
  }

  private String where(CaseFact fact, FactField field) {
    List<String> sources = facts.sourcesOf(fact, field);
    String pointer = sources.isEmpty() ? fact.pointerOf(field) : String.join(", ", sources);
    return pointer.endsWith("/" + field.name()) ? pointer : field.name() + " (" + pointer + ")";
  }

  /** What a test asks for, in words. */
  public static String needed(Test test) {
    return switch (test) {
      case Test.Comparison c -> c.operator().words() + word(c.value());
      case Test.OneOf o ->
          o.values().stream().map(Reasoner::word).collect(Collectors.joining(" or "));
      case Test.Said said -> "said";
      case Test.Contains c -> "to hold " + c.value();
      case Test.InValueSet in -> "a code of the list " + in.valueSet();
      case Test.All all ->
          all.tests().stream().map(Reasoner::needed).collect(Collectors.joining(" and "));
      case Test.Any any ->
          any.tests().stream().map(Reasoner::needed).collect(Collectors.joining(" or "));
    };
  }

  /** A value in words. */
  public static String word(@Nullable Object value) {
    return switch (value) {
      case null -> "unsaid";
      case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
      case Double number -> decimal(number);
      default -> value.toString();
    };
  }

  /** One place behind the point; a number just beside a whole one is not rounded to it. */
  private static String decimal(double number) {
    double rounded = Math.rint(number * 10) / 10;
    if (rounded != Math.rint(rounded)) {
      return String.format(Locale.ROOT, "%.1f", rounded);
    }
    return (number < rounded ? "under " : "over ") + (long) rounded;
  }
}
