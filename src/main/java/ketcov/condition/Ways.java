package ketcov.condition;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.ConditionKind;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.Episode;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.PatientCondition;
import ketcov.casefacts.Product;
import ketcov.casefacts.RequestedService;
import ketcov.casefacts.Score;
import ketcov.casefacts.TherapyClass;
import ketcov.casefacts.TrialRole;
import org.jspecify.annotations.Nullable;

/**
 * What would have to be otherwise in a case for a condition to hold, or not to hold: proposals,
 * least effort first. What is derived from other facts makes a proposal a guess, so whoever relies
 * on one puts it into the case and judges again.
 */
public final class Ways {
  private static final int MOST = 8;
  private static final int MOST_OF_COUNT = 400;
  private static final FactType TRIAL = FactTypes.of(DrugTrial.class);
  private static final FactType DIAGNOSIS = FactTypes.of(Diagnosis.class);
  private static final FactType CONDITION = FactTypes.of(PatientCondition.class);
  private static final FactType SCORE = FactTypes.of(Score.class);

  /** Codes of major depression that tell nothing else but the kind of episode. */
  private static final String RECURRENT_DEPRESSION = "F33.9";

  private static final String SINGLE_DEPRESSION = "F32.9";

  /** Drugs to propose, one or two of each class that is often tried. */
  private static final Map<String, TherapyClass> ANTIDEPRESSANTS = new LinkedHashMap<>();

  private static final Map<String, TherapyClass> AUGMENTATIONS = new LinkedHashMap<>();

  static {
    ANTIDEPRESSANTS.put("sertraline", TherapyClass.SSRI);
    ANTIDEPRESSANTS.put("venlafaxine", TherapyClass.SNRI);
    ANTIDEPRESSANTS.put("bupropion", TherapyClass.BUPROPION);
    ANTIDEPRESSANTS.put("mirtazapine", TherapyClass.MIRTAZAPINE);
    ANTIDEPRESSANTS.put("nortriptyline", TherapyClass.TCA);
    ANTIDEPRESSANTS.put("escitalopram", TherapyClass.SSRI);
    ANTIDEPRESSANTS.put("duloxetine", TherapyClass.SNRI);
    ANTIDEPRESSANTS.put("phenelzine", TherapyClass.MAOI);
    ANTIDEPRESSANTS.put("fluoxetine", TherapyClass.SSRI);
    AUGMENTATIONS.put("aripiprazole", TherapyClass.SECOND_GENERATION_ANTIPSYCHOTIC);
    AUGMENTATIONS.put("lithium", TherapyClass.LITHIUM);
    AUGMENTATIONS.put("liothyronine", TherapyClass.THYROID_HORMONE);
    AUGMENTATIONS.put("quetiapine", TherapyClass.SECOND_GENERATION_ANTIPSYCHOTIC);
  }

  /** What a drug tells of its trial. */
  private static final Set<String> TOLD = Set.of("ingredient", "therapyClass", "role");

  private final CaseFacts facts;
  private final Reasoner reasoner;

  /** Looks for ways in one case. */
  public Ways(CaseFacts facts) {
    this.facts = facts;
    this.reasoner = new Reasoner(facts);
  }

  /** Ways for one of the rules to hold. */
  public List<Way> toMeet(Collection<RuleModel> rules) {
    List<Way> ways = new ArrayList<>();
    rules.forEach(rule -> ways.addAll(toHold(rule.when())));
    return Way.least(ways, MOST);
  }

  /** Ways for none of the rules to hold. */
  public List<Way> toClear(Collection<RuleModel> rules) {
    List<List<Way>> parts = new ArrayList<>();
    rules.forEach(rule -> parts.add(toFail(rule.when())));
    return all(parts);
  }

  /** Each part in one of its ways. */
  public static List<Way> all(List<List<Way>> parts) {
    List<Way> ways = List.of(Way.none());
    for (List<Way> part : parts) {
      List<Way> both = new ArrayList<>();
      for (Way way : ways) {
        for (Way other : part) {
          way.with(other).ifPresent(both::add);
        }
      }
      ways = Way.least(both, MOST);
    }
    return ways;
  }

  private List<Way> toHold(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> toFit(pattern);
      case Condition.Count count -> toCount(count);
      case Condition.AllOf all -> all(all.parts().stream().map(this::toHold).toList());
      case Condition.AnyOf any ->
          Way.least(any.parts().stream().flatMap(part -> toHold(part).stream()).toList(), MOST);
    };
  }

  private List<Way> toFail(Condition condition) {
    if (reasoner.judge(condition).truth() == Truth.FALSE) {
      return List.of(Way.none());
    }
    return switch (condition) {
      case Condition.Pattern pattern -> noneFits(pattern);
      case Condition.Count count -> noneFits(count.pattern());
      case Condition.AllOf all ->
          Way.least(all.parts().stream().flatMap(part -> toFail(part).stream()).toList(), MOST);
      case Condition.AnyOf any -> all(any.parts().stream().map(this::toFail).toList());
    };
  }

  // ---- a fact that fits ------------------------------------------------------------------------

  private List<Way> toFit(Condition.Pattern pattern) {
    List<Way> ways = new ArrayList<>();
    for (CaseFact fact : facts.of(pattern.type())) {
      ways.addAll(toFit(pattern, fact));
    }
    if (pattern.type().list() && mayHaveFurther(pattern)) {
      furtherEntry(pattern, facts.of(pattern.type()).size(), Map.of()).ifPresent(ways::add);
    }
    return Way.least(ways, MOST);
  }

  private List<Way> toFit(Condition.Pattern pattern, CaseFact fact) {
    List<List<Way>> parts = new ArrayList<>();
    Optional<String> drug = drugFor(pattern, fact);
    drug.ifPresent(
        name -> parts.add(List.of(Way.of(need(TRIAL.fieldNamed("ingredient"), fact, name, null)))));
    for (Test test : pattern.tests()) {
      boolean told =
          drug.isPresent() && toldByDrug(test, Test.fieldsOf(test).getFirst(), drug.get());
      if (!told && reasoner.holds(test, fact) != Truth.TRUE) {
        parts.add(toHold(test, fact));
      }
    }
    return all(parts);
  }

  /** A drug for a trial that does not say its own, unlike those of other trials. */
  private Optional<String> drugFor(Condition.Pattern pattern, CaseFact fact) {
    if (!(fact.fact() instanceof DrugTrial trial)
        || trial.ingredient() != null
        || pattern.tests().stream()
            .noneMatch(
                test ->
                    Test.fieldsOf(test).stream().anyMatch(field -> TOLD.contains(field.name()))
                        && reasoner.holds(test, fact) == Truth.UNKNOWN)) {
      return Optional.empty();
    }
    List<Test> tests = new ArrayList<>();
    pattern.tests().forEach(test -> flatten(test, tests));
    Map<FactField, Object> taken = new LinkedHashMap<>();
    for (String name : List.of("ingredient", "therapyClass")) {
      FactField field = TRIAL.fieldNamed(name);
      Set<Object> values = new HashSet<>();
      int place = facts.of(TRIAL).indexOf(fact);
      for (CaseFact other : facts.of(TRIAL)) {
        Optional.ofNullable(field.in(other.fact())).ifPresent(values::add);
      }
      // Trials that do not say their drug get different ones, by their place.
      ANTIDEPRESSANTS.entrySet().stream()
          .limit(Math.min(place, 4))
          .forEach(e -> values.add(name.equals("ingredient") ? e.getKey() : e.getValue()));
      taken.put(field, values);
    }
    return drug(pattern, tests, taken).or(() -> drug(pattern, tests, Map.of()));
  }

  private List<Way> toHold(Test test, CaseFact fact) {
    return switch (test) {
      case Test.All all ->
          all(
              all.tests().stream()
                  .filter(part -> reasoner.holds(part, fact) != Truth.TRUE)
                  .map(part -> toHold(part, fact))
                  .toList());
      case Test.Any any ->
          Way.least(
              any.tests().stream().flatMap(part -> toHold(part, fact).stream()).toList(), MOST);
      default ->
          Tests.meeting(test).stream()
              .flatMap(value -> need(test, fact, value).stream())
              .limit(MOST)
              .toList();
    };
  }

  private List<Way> noneFits(Condition.Pattern pattern) {
    List<List<Way>> parts = new ArrayList<>();
    for (CaseFact fact : facts.of(pattern.type())) {
      if (reasoner.fits(pattern, fact) != Truth.FALSE) {
        parts.add(
            Way.least(
                pattern.tests().stream().flatMap(test -> toFail(test, fact).stream()).toList(),
                MOST));
      }
    }
    if (!facts.complete(pattern.type())) {
      parts.add(List.of(Way.of(noEntries(pattern.type()))));
    }
    return all(parts);
  }

  private List<Way> toFail(Test test, CaseFact fact) {
    return switch (test) {
      case Test.All all ->
          Way.least(
              all.tests().stream().flatMap(part -> toFail(part, fact).stream()).toList(), MOST);
      case Test.Any any ->
          all(
              any.tests().stream()
                  .filter(part -> reasoner.holds(part, fact) != Truth.FALSE)
                  .map(part -> toFail(part, fact))
                  .toList());
      default ->
          Tests.failing(test).stream()
              .flatMap(value -> need(null, test, fact, value).stream())
              .limit(MOST)
              .toList();
    };
  }

  // ---- enough facts ----------------------------------------------------------------------------

  /** A fact that counts, or would if the way is gone. */
  private record Counted(Way way, Map<FactField, Object> values) {}

  private List<Way> toCount(Condition.Count count) {
    Condition.Pattern pattern = count.pattern();
    List<Counted> sure = new ArrayList<>();
    List<List<Counted>> possible = new ArrayList<>();
    for (CaseFact fact : facts.of(pattern.type())) {
      List<Counted> ways = new ArrayList<>();
      for (Way way : toFit(pattern, fact)) {
        ways.addAll(counted(count, fact, way));
      }
      if (ways.stream().anyMatch(way -> way.way().needs().isEmpty())) {
        sure.add(
            ways.stream().filter(way -> way.way().needs().isEmpty()).findFirst().orElseThrow());
      } else if (!ways.isEmpty()) {
        possible.add(ways.subList(0, Math.min(2, ways.size())));
      }
    }
    List<Way> found = new ArrayList<>();
    choose(count, sure, possible, 0, new ArrayList<>(), found);
    return Way.least(found, MOST);
  }

  /**
   * Tries each choice of facts that could count; what is still lacking comes as further entries.
   */
  private void choose(
      Condition.Count count,
      List<Counted> sure,
      List<List<Counted>> possible,
      int from,
      List<Counted> chosen,
      List<Way> found) {
    if (found.size() >= MOST_OF_COUNT) {
      return;
    }
    complete(count, sure, chosen).ifPresent(found::add);
    for (int i = from; i < possible.size(); i++) {
      for (Counted option : possible.get(i)) {
        chosen.add(option);
        choose(count, sure, possible, i + 1, chosen, found);
        chosen.removeLast();
      }
    }
  }

  private Optional<Way> complete(Condition.Count count, List<Counted> sure, List<Counted> chosen) {
    List<Counted> counted = new ArrayList<>(sure);
    counted.addAll(chosen);
    Optional<Way> way = Optional.of(Way.none());
    for (Counted one : chosen) {
      way = way.flatMap(so -> so.with(one.way()));
    }
    int size = facts.of(count.pattern().type()).size();
    for (int further = 0; further < 8 && way.isPresent(); further++) {
      if (enough(count, counted)) {
        return way;
      }
      if (!mayHaveFurther(count.pattern())) {
        return Optional.empty();
      }
      Map<FactField, Set<Object>> taken = new LinkedHashMap<>();
      for (Condition.Tally tally : count.tallies()) {
        FactField field = tally.field();
        if (field != null) {
          Set<Object> values = taken.computeIfAbsent(field, f -> new HashSet<>());
          counted.forEach(
              one -> Optional.ofNullable(one.values().get(field)).ifPresent(values::add));
        }
      }
      Optional<Way> entry = furtherEntry(count.pattern(), size + further, taken);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      counted.add(new Counted(entry.get(), values(entry.get())));
      way = way.flatMap(so -> so.with(entry.get()));
    }
    return Optional.empty();
  }

  private static boolean enough(Condition.Count count, List<Counted> counted) {
    return count.tallies().stream()
        .allMatch(
            tally -> {
              FactField field = tally.field();
              long number =
                  field == null
                      ? counted.size()
                      : counted.stream()
                          .map(one -> one.values().get(field))
                          .filter(Objects::nonNull)
                          .distinct()
                          .count();
              return number >= tally.least();
            });
  }

  private static Map<FactField, Object> values(Way way) {
    Map<FactField, Object> values = new LinkedHashMap<>();
    way.needs().forEach(need -> values.put(need.field(), need.value()));
    Object drug = values.get(TRIAL.fieldNamed("ingredient"));
    if (drug instanceof String name) {
      classOf(name).ifPresent(own -> values.put(TRIAL.fieldNamed("therapyClass"), own));
    }
    return values;
  }

  private static Optional<TherapyClass> classOf(String drug) {
    return Optional.ofNullable(ANTIDEPRESSANTS.get(drug))
        .or(() -> Optional.ofNullable(AUGMENTATIONS.get(drug)));
  }

  /** Whether the drug of an entry already settles a test. */
  private static boolean toldByDrug(Test test, FactField field, String drug) {
    return switch (field.name()) {
      case "ingredient" -> Tests.allow(test, drug);
      case "therapyClass" -> classOf(drug).filter(own -> Tests.allow(test, own)).isPresent();
      case "route" -> test instanceof Test.Said;
      case "role" ->
          Tests.allow(
              test,
              ANTIDEPRESSANTS.containsKey(drug)
                  ? TrialRole.ANTIDEPRESSANT
                  : TrialRole.AUGMENTATION);
      default -> false;
    };
  }

  /** A fact with what it counts by; what is unsaid of that is said, unlike what others say. */
  private List<Counted> counted(Condition.Count count, CaseFact fact, Way way) {
    Map<FactField, Object> values = new LinkedHashMap<>();
    Way said = way;
    Map<FactField, Object> proposed = values(way);
    for (Condition.Tally tally : count.tallies()) {
      FactField field = tally.field();
      if (field == null || values.containsKey(field)) {
        continue;
      }
      Object value = field.in(fact.fact());
      if (value == null) {
        value = proposed.get(field);
      }
      if (value == null) {
        value = unlike(field, fact);
        if (value == null) {
          return List.of();
        }
        Optional<Way> both = said.with(Way.of(need(field, fact, value, null)));
        if (both.isEmpty()) {
          return List.of();
        }
        said = both.get();
      }
      values.put(field, value);
    }
    return List.of(new Counted(said, values));
  }

  private @Nullable Object unlike(FactField field, CaseFact fact) {
    Set<Object> taken = new HashSet<>();
    facts
        .of(fact.type())
        .forEach(other -> Optional.ofNullable(field.in(other.fact())).ifPresent(taken::add));
    if (fact.type().equals(TRIAL) && field.name().equals("ingredient")) {
      int place = facts.of(TRIAL).indexOf(fact);
      boolean augmentation = TRIAL.fieldNamed("role").in(fact.fact()) == TrialRole.AUGMENTATION;
      List<String> free =
          (augmentation ? AUGMENTATIONS : ANTIDEPRESSANTS)
              .keySet().stream().filter(drug -> !taken.contains(drug)).toList();
      return free.isEmpty() ? null : free.get(place % free.size());
    }
    return Tests.meeting(new Test.Said(field)).stream().findFirst().orElse(null);
  }

  // ---- further entries -------------------------------------------------------------------------

  /**
   * Whether a list could have a further entry of this kind. The latest score of a scale is not
   * changed by wishing for another one.
   */
  private boolean mayHaveFurther(Condition.Pattern pattern) {
    if (pattern.type().equals(CONDITION)) {
      return false;
    }
    if (!pattern.type().equals(SCORE) || !facts.complete(SCORE)) {
      return true;
    }
    Condition.Pattern scale =
        new Condition.Pattern(
            SCORE,
            null,
            pattern.tests().stream()
                .filter(test -> Test.fieldsOf(test).contains(SCORE.fieldNamed("scale")))
                .toList());
    return facts.of(SCORE).stream().allMatch(fact -> reasoner.fits(scale, fact) == Truth.FALSE);
  }

  private Optional<Way> furtherEntry(
      Condition.Pattern pattern, int index, Map<FactField, ? extends Object> taken) {
    FactType type = pattern.type();
    String unit = type.pointer() + "/" + index;
    Need.Kind kind = facts.complete(type) ? Need.Kind.ADD : Need.Kind.SUPPLY;
    Map<String, Need> needs = new TreeMap<>();
    List<Test> tests = new ArrayList<>();
    pattern.tests().forEach(test -> flatten(test, tests));
    boolean single =
        type.equals(DIAGNOSIS)
            && tests.stream()
                .filter(test -> Test.fieldsOf(test).contains(DIAGNOSIS.fieldNamed("episode")))
                .anyMatch(test -> Tests.allow(test, Episode.SINGLE));
    String code = single ? SINGLE_DEPRESSION : RECURRENT_DEPRESSION;
    Optional<String> drug = type.equals(TRIAL) ? drug(pattern, tests, taken) : Optional.empty();
    drug.ifPresent(name -> entryNeed(needs, type, unit, kind, "ingredient", name, null));
    for (Test test : tests) {
      FactField field = Test.fieldsOf(test).getFirst();
      Optional<Object> value =
          tests.stream()
              .filter(t -> Test.fieldsOf(t).getFirst().quantity().equals(field.quantity()))
              .flatMap(t -> Tests.meeting(t).stream())
              .filter(candidate -> fitsAll(tests, field, candidate))
              .findFirst();
      if (drug.isPresent() && toldByDrug(test, field, drug.get())) {
        continue;
      }
      if (field.says().derived() && !field.isBound()) {
        if (!derivedEntry(needs, type, unit, kind, field, test, code)) {
          return Optional.empty();
        }
        continue;
      }
      if (value.isEmpty()) {
        return Optional.empty();
      }
      entryNeed(needs, type, unit, kind, field.quantity(), value.get(), test);
    }
    if (needs.isEmpty()) {
      return Optional.empty();
    }
    Optional<Way> way = Optional.of(Way.none());
    for (Need need : needs.values()) {
      way = way.flatMap(so -> so.with(Way.of(need)));
    }
    return way;
  }

  /** The first alternative of each: enough for an entry that is still to be made up. */
  private static void flatten(Test test, List<Test> tests) {
    switch (test) {
      case Test.All all -> all.tests().forEach(part -> flatten(part, tests));
      case Test.Any any -> {
        if (!any.tests().isEmpty()) {
          flatten(any.tests().getFirst(), tests);
        }
      }
      default -> tests.add(test);
    }
  }

  private static boolean fitsAll(List<Test> tests, FactField field, Object value) {
    return tests.stream()
        .filter(
            test -> {
              FactField other = Test.fieldsOf(test).getFirst();
              return other.quantity().equals(field.quantity());
            })
        .allMatch(test -> value instanceof Comparable<?> said && Tests.allow(test, said));
  }

  private boolean derivedEntry(
      Map<String, Need> needs,
      FactType type,
      String unit,
      Need.Kind kind,
      FactField field,
      Test test,
      String code) {
    switch (type.name() + "." + field.name()) {
      case "Diagnosis.majorDepression" -> {
        if (!Tests.allow(test, true)) {
          return false;
        }
        entryNeed(needs, type, unit, kind, "code", code, null);
      }
      case "Diagnosis.leading" -> entryNeed(needs, type, unit, kind, "primary", true, null);
      case "Score.latest", "Score.latestOfInstrument", "Score.daysBeforeRequest" ->
          entryNeed(needs, type, unit, kind, "takenOn", facts.priorAuthCase().serviceDate(), null);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void entryNeed(
      Map<String, Need> needs,
      FactType type,
      String unit,
      Need.Kind kind,
      String field,
      Object value,
      @Nullable Test test) {
    String pointer = unit + "/" + field;
    needs.putIfAbsent(
        pointer,
        new Need(type, type.fieldNamed(field), pointer, unit, kind, "", null, value, test, false));
  }

  private static Optional<String> drug(
      Condition.Pattern pattern, List<Test> tests, Map<FactField, ? extends Object> taken) {
    FactField role = TRIAL.fieldNamed("role");
    FactField ingredient = TRIAL.fieldNamed("ingredient");
    FactField therapyClass = TRIAL.fieldNamed("therapyClass");
    boolean augmentation =
        pattern.tests().contains(new Test.Comparison(role, Operator.EQUAL, TrialRole.AUGMENTATION));
    Map<String, TherapyClass> drugs = augmentation ? AUGMENTATIONS : ANTIDEPRESSANTS;
    return drugs.entrySet().stream()
        .filter(drug -> isFree(taken, ingredient, drug.getKey()))
        .filter(drug -> isFree(taken, therapyClass, drug.getValue()))
        .filter(drug -> fitsAll(tests, ingredient, drug.getKey()))
        .filter(drug -> fitsAll(tests, therapyClass, drug.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(
            () ->
                Tests.meeting(
                        tests.stream()
                            .filter(test -> Test.fieldsOf(test).contains(ingredient))
                            .findFirst()
                            .orElse(new Test.All(List.of())))
                    .stream()
                    .map(Object::toString)
                    .filter(drug -> isFree(taken, ingredient, drug))
                    .findFirst());
  }

  private static boolean isFree(
      Map<FactField, ? extends Object> taken, FactField field, Object value) {
    return !(taken.get(field) instanceof Set<?> values && values.contains(value));
  }

  private static Need noEntries(FactType type) {
    FactField first = type.fields().values().iterator().next();
    return new Need(
        type,
        first,
        type.pointer(),
        type.pointer(),
        Need.Kind.SUPPLY,
        "",
        null,
        List.of(),
        null,
        false);
  }

  // ---- one field -------------------------------------------------------------------------------

  private List<Way> need(Test test, CaseFact fact, Object value) {
    return need(test, test, fact, value);
  }

  /** What has to be otherwise for the field of a test to have a value. */
  private List<Way> need(@Nullable Test held, Test test, CaseFact fact, Object value) {
    FactField field = Test.fieldsOf(test).getFirst();
    if (fact.type().equals(CONDITION)) {
      return condition(field, fact, value, held);
    }
    if (field.says().derived() && !field.isBound()) {
      return derived(field, fact, value);
    }
    return List.of(Way.of(need(field, fact, value, held)));
  }

  private Need need(FactField field, CaseFact fact, Object value, @Nullable Test test) {
    FactField quantity = fact.type().fieldNamed(field.quantity());
    Object found = field.in(fact.fact());
    String pointer = fact.pointer() + "/" + quantity.name();
    boolean open = quantity.in(fact.fact()) == null && (found == null || field.isBound());
    return new Need(
        fact.type(),
        quantity,
        pointer,
        pointer,
        open && !refuted(field, fact, value) ? Need.Kind.SUPPLY : Need.Kind.CHANGE,
        about(fact),
        quantity.in(fact.fact()),
        value,
        test,
        isPast(quantity, fact));
  }

  /** A trial that ended, or whose result is said to have been reached, lasts no longer. */
  private boolean isPast(FactField field, CaseFact fact) {
    return fact.fact() instanceof DrugTrial trial
        && field.name().equals("weeks")
        && trial.endedOn() != null
        && trial.endedOn().isBefore(facts.priorAuthCase().serviceDate());
  }

  /** Whether what is said of a quantity otherwise excludes a value. */
  private static boolean refuted(FactField field, CaseFact fact, Object value) {
    if (!(value instanceof Comparable<?> wanted)) {
      return false;
    }
    for (FactField bound : fact.type().fields().values()) {
      if (bound.isBound() && bound.quantity().equals(field.quantity())) {
        Object said = bound.in(fact.fact());
        Operator operator =
            bound.says().lowerBoundOf().isEmpty() ? Operator.AT_MOST : Operator.AT_LEAST;
        if (said instanceof Comparable<?> limit
            && !Tests.allow(new Test.Comparison(bound, operator, Tests.normal(limit)), wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Way> condition(
      FactField field, CaseFact fact, Object value, @Nullable Test test) {
    PatientCondition condition = (PatientCondition) fact.fact();
    if (!field.name().equals("status")) {
      return List.of();
    }
    if (!fact.whole()) {
      String pointer = fact.pointer() + "/status";
      return List.of(
          Way.of(
              new Need(
                  CONDITION,
                  field,
                  pointer,
                  pointer,
                  condition.status() == null ? Need.Kind.SUPPLY : Need.Kind.CHANGE,
                  name(condition.condition()),
                  condition.status(),
                  value,
                  test,
                  false)));
    }
    // Each condition that is not listed has an entry of its own behind those that are.
    String unit =
        CONDITION.pointer()
            + "/"
            + (1_000 + List.of(ConditionKind.values()).indexOf(condition.condition()));
    Need.Kind kind = condition.status() == null ? Need.Kind.SUPPLY : Need.Kind.CHANGE;
    FactField which = CONDITION.fieldNamed("condition");
    Need entry =
        new Need(
            CONDITION,
            which,
            unit + "/condition",
            unit,
            kind,
            name(condition.condition()),
            null,
            condition.condition(),
            null,
            false);
    Need status =
        new Need(
            CONDITION,
            field,
            unit + "/status",
            unit,
            kind,
            name(condition.condition()),
            condition.status(),
            value,
            test,
            false);
    return Way.of(entry).with(Way.of(status)).map(List::of).orElse(List.of());
  }

  private List<Way> derived(FactField field, CaseFact fact, Object value) {
    return switch (fact.type().name() + "." + field.name()) {
      case "Diagnosis.majorDepression" ->
          (Boolean.TRUE.equals(value)
                  ? Stream.of(RECURRENT_DEPRESSION, SINGLE_DEPRESSION)
                  : Stream.of("F41.9"))
              .map(code -> Way.of(plain(fact, "code", code, field)))
              .toList();
      case "Diagnosis.leading" -> leading(fact, Boolean.TRUE.equals(value));
      case "Score.latest", "Score.latestOfInstrument" -> latest(fact, field, value);
      case "Score.daysBeforeRequest" -> {
        LocalDate day =
            Objects.requireNonNullElse(
                facts.priorAuthCase().request().requestedOn(), facts.priorAuthCase().serviceDate());
        yield value instanceof Integer days
            ? List.of(Way.of(plain(fact, "takenOn", day.minusDays(days), field)))
            : List.of();
      }
      case "RequestedService.mgPerWeek" -> dose(fact, value);
      case "OralAntidepressant.failedBefore" -> oral(fact, field, Boolean.TRUE.equals(value));
      case "Product.daysHeld" -> {
        LocalDate day = facts.priorAuthCase().serviceDate();
        yield value instanceof Integer days && fact.fact() instanceof Product
            ? List.of(Way.of(plain(fact, "receivedOn", day.minusDays(days), field)))
            : List.of();
      }
      default -> List.of();
    };
  }

  /** A score is the latest by its day; while its scale is unsaid, the scale alone may decide. */
  private List<Way> latest(CaseFact fact, FactField field, Object value) {
    Score score = (Score) fact.fact();
    if (!Boolean.TRUE.equals(value)) {
      return List.of();
    }
    if (score.takenOn() != null && field.in(score) == null) {
      return List.of(Way.none());
    }
    return List.of(Way.of(plain(fact, "takenOn", facts.priorAuthCase().serviceDate(), field)));
  }

  private List<Way> leading(CaseFact fact, boolean wanted) {
    Diagnosis diagnosis = (Diagnosis) fact.fact();
    if (!wanted) {
      return List.of();
    }
    FactField leading = DIAGNOSIS.fieldNamed("leading");
    List<Way> codes =
        diagnosis.code() != null
            ? List.of(Way.none())
            : Stream.of(RECURRENT_DEPRESSION, SINGLE_DEPRESSION)
                .map(code -> Way.of(plain(fact, "code", code, leading)))
                .toList();
    if (diagnosis.primary() != null) {
      return codes;
    }
    List<Way> ways = new ArrayList<>();
    Way primary = Way.of(plain(fact, "primary", true, leading));
    for (Way code : codes) {
      code.with(primary).ifPresent(ways::add);
      ways.add(code);
    }
    return ways;
  }

  /** An oral antidepressant that failed before, or one that was not tried. */
  private List<Way> oral(CaseFact fact, FactField field, boolean failed) {
    List<String> tried =
        facts.of(TRIAL).stream()
            .map(trial -> TRIAL.fieldNamed("ingredient").in(trial.fact()))
            .filter(Objects::nonNull)
            .map(Object::toString)
            .toList();
    return (failed ? tried : ANTIDEPRESSANTS.keySet())
        .stream()
            .filter(drug -> failed || !tried.contains(drug))
            .limit(2)
            .map(drug -> Way.of(plain(fact, "ingredient", drug, field)))
            .toList();
  }

  private static List<Way> dose(CaseFact fact, Object value) {
    RequestedService request = (RequestedService) fact.fact();
    if (!(value instanceof Double mg)) {
      return List.of();
    }
    FactField field = fact.type().fieldNamed("mgPerWeek");
    Double dose = request.doseMg();
    Double times = request.dosesPerWeek();
    if (dose == null && times == null) {
      return Way.of(plain(fact, "doseMg", mg, field))
          .with(Way.of(plain(fact, "dosesPerWeek", 1.0, field)))
          .map(List::of)
          .orElse(List.of());
    }
    if (dose == null) {
      return times == null || times == 0
          ? List.of()
          : List.of(Way.of(plain(fact, "doseMg", mg / times, field)));
    }
    return dose == 0 ? List.of() : List.of(Way.of(plain(fact, "dosesPerWeek", mg / dose, field)));
  }

  /** A field that another one is derived from. */
  private static Need plain(CaseFact fact, String name, Object value, FactField derived) {
    FactField field = fact.type().fieldNamed(name);
    Object found = field.in(fact.fact());
    String pointer = fact.pointer() + "/" + name;
    boolean open = found == null && derived.in(fact.fact()) == null;
    return new Need(
        fact.type(),
        field,
        pointer,
        pointer,
        open ? Need.Kind.SUPPLY : Need.Kind.CHANGE,
        about(fact),
        found,
        value,
        null,
        false);
  }

  private static String about(CaseFact fact) {
    return switch (fact.fact()) {
      case DrugTrial trial -> Objects.requireNonNullElse(trial.ingredient(), "");
      case Score score -> score.scale() == null ? "" : score.scale().name();
      case Diagnosis diagnosis -> Objects.requireNonNullElse(diagnosis.code(), "");
      case PatientCondition condition -> name(condition.condition());
      default -> "";
    };
  }

  private static String name(ConditionKind condition) {
    return condition.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
