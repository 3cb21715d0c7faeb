package ketcov.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.condition.Condition;
import ketcov.condition.Operator;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;
import ketcov.text.Check;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotatedBaseDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalBranchDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NamedConsequenceDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code when} of one rule into a condition, and refuses what the condition model cannot
 * represent.
 */
final class DrlConditions {
  static final String CASEFACTS = "ketcov.casefacts.";

  private static final java.util.regex.Pattern BOUND =
      java.util.regex.Pattern.compile("(\\$\\w+)\\s*>=\\s*([1-9][0-9]{0,2})");

  /** Without leading zeros: Java would read {@code 010} as eight. */
  private static final String WHOLE = "-?(0|[1-9][0-9]{0,8})";

  private static final Map<String, Class<?>> ENUMS = enums();

  private static final Set<String> PATTERNS = Set.of("matches", "soundslike", "str");

  private final Set<String> imported;
  private final boolean distinctImported;
  private final Map<String, List<String>> valueSets;
  private final Function<String, Place> wordPlace;
  private final Problems problems;

  /** Variables that hold facts, with the type of the fact. */
  private final Map<String, String> bound = new LinkedHashMap<>();

  /** Variables that hold a field of a pattern. */
  private final Map<String, FactField> fields = new HashMap<>();

  /** Variables that are no evidence, with what to write instead. */
  private final Map<String, String> instead = new HashMap<>();

  /** Variables that are looked up in a value set. */
  private final Map<String, LookUp> lookUps = new LinkedHashMap<>();

  private final Set<String> lookedUp = new HashSet<>();

  /** Where each pattern stands, in the order of reading. */
  private final List<RuleModel.PatternPlaces> places = new ArrayList<>();

  /**
   * A reader of one rule.
   *
   * @param wordPlace where a word of the rule stands, for what Drools gives no place
   */
  DrlConditions(
      Set<String> imported,
      boolean distinctImported,
      Map<String, List<String>> valueSets,
      Function<String, Place> wordPlace,
      Problems problems) {
    this.imported = imported;
    this.distinctImported = distinctImported;
    this.valueSets = valueSets;
    this.wordPlace = wordPlace;
    this.problems = problems;
  }

  /** Takes what is found. */
  interface Problems {
    /** A finding at a place. */
    void found(Check check, Place place, String message);
  }

  private record LookUp(String valueSet, Set<String> codes, Place place) {}

  /** Reading stopped; the problem was reported. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Every name of a fact type or a value that rules may import. */
  static Set<String> vocabulary() {
    Set<String> names = new TreeSet<>(ENUMS.keySet());
    FactTypes.all().forEach(type -> names.add(type.name()));
    return names;
  }

  /** The names of the values that rules may import. */
  static Set<String> values() {
    return new TreeSet<>(ENUMS.keySet());
  }

  static boolean isVocabulary(String name) {
    return ENUMS.containsKey(name) || FactTypes.named(name).isPresent();
  }

  /** The variables that hold facts and may be evidence, with the type of each. */
  Map<String, String> bound() {
    return bound;
  }

  /** Where each pattern stands, in the order of reading. */
  List<RuleModel.PatternPlaces> places() {
    return places;
  }

  /** What to write instead of a variable that is bound and yet is no evidence. */
  Optional<String> instead(String variable) {
    return Optional.ofNullable(bound.containsKey(variable) ? null : instead.get(variable));
  }

  /** Reads; empty when a problem was reported. */
  Optional<Condition> read(@Nullable AndDescr when, Place rule) {
    if (when == null || when.getDescrs().isEmpty()) {
      problems.found(
          Check.RULE_WITHOUT_CONDITION,
          rule,
          "the rule has no conditions, so it would always hold. Say what must be so under `when`.");
      return Optional.empty();
    }
    try {
      List<BaseDescr> facts = new ArrayList<>();
      for (BaseDescr part : when.getDescrs()) {
        if (isLookUp(part)) {
          lookUp((PatternDescr) part);
        } else {
          facts.add(part);
        }
      }
      if (facts.isEmpty()) {
        throw refuse(
            Check.VALUE_SET_USE,
            rule,
            "a value set alone says nothing of the case. Bind a code above it.");
      }
      Condition condition = all(facts);
      for (Map.Entry<String, LookUp> lookUp : lookUps.entrySet()) {
        if (!lookedUp.contains(lookUp.getKey())) {
          throw refuse(
              Check.VALUE_SET_USE,
              lookUp.getValue().place(),
              "`"
                  + lookUp.getKey()
                  + "` is bound by no field above. Bind it: `"
                  + lookUp.getKey()
                  + " : code != null`.");
        }
      }
      if (Condition.alternativesBesideCount(condition)) {
        // Drools 10.2 throws ClassCastException when it fires such a rule.
        throw refuse(
            Check.OR_BESIDE_COUNT,
            rule,
            "the rule holds both an `or` of facts and an `accumulate`, which cannot be fired together."
                + " Write one rule for each alternative.");
      }
      new ConditionCheck(problems).together(condition, rule);
      return Optional.of(condition);
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  private Condition all(List<? extends BaseDescr> parts) throws Refused {
    List<Condition> conditions = each(parts, false);
    return conditions.size() == 1 ? conditions.getFirst() : new Condition.AllOf(conditions);
  }

  /** Reads every part, so that the problems of all of them are reported. */
  private List<Condition> each(List<? extends BaseDescr> parts, boolean alternatives)
      throws Refused {
    List<Condition> conditions = new ArrayList<>();
    Map<String, String> before = new LinkedHashMap<>(bound);
    Set<String> fieldsBefore = new HashSet<>(fields.keySet());
    List<Map<String, String>> facts = new ArrayList<>();
    boolean refused = false;
    for (BaseDescr part : parts) {
      if (alternatives) {
        bound.keySet().retainAll(before.keySet());
        fields.keySet().retainAll(fieldsBefore);
      }
      try {
        conditions.add(condition(part));
      } catch (Refused e) {
        refused = true;
      }
      facts.add(Map.copyOf(bound));
    }
    if (refused) {
      throw new Refused();
    }
    if (alternatives && Set.copyOf(facts).size() > 1) {
      throw refuse(
          Check.ALTERNATIVES_BOUND_DIFFERENTLY,
          firstPlace(parts.getFirst()),
          "the alternatives bind different variables. Give the fact the same variable in each, such as `$a : Prescriber( ... ) or $a : Prescriber( ... )`.");
    }
    return conditions;
  }

  private static boolean isLookUp(BaseDescr part) {
    return part instanceof PatternDescr pattern && "ValueSet".equals(pattern.getObjectType());
  }

  private Condition condition(BaseDescr part) throws Refused {
    if (part instanceof AnnotatedBaseDescr annotated && !annotated.getAnnotations().isEmpty()) {
      String name = annotated.getAnnotations().iterator().next().getName();
      throw refuse(
          Check.MISPLACED_ANNOTATION,
          wordPlace.apply("@" + name),
          "`@" + name + "` may not stand at a condition. Annotations stand below the rule's name.");
    }
    return switch (part) {
      case PatternDescr pattern when pattern.getSource() instanceof GroupByDescr ->
          throw refuse(
              Check.FORBIDDEN_CONSTRUCT,
              wordPlace.apply("groupby"),
              "`groupby` is not allowed: use `accumulate`.");
      case PatternDescr pattern when pattern.getSource() instanceof AccumulateDescr accumulate ->
          count(pattern, accumulate);
      case PatternDescr pattern -> pattern(pattern);
      case AndDescr and -> all(and.getDescrs());
      case OrDescr or -> new Condition.AnyOf(each(or.getDescrs(), true));
      case NotDescr not ->
          throw refuse(
              Check.NULL_UNSAFE_NEGATION,
              firstPlace(not),
              "`not` is not allowed: it would also hold when the case says nothing. Say what must be so, for example `status == ConditionStatus.ABSENT`.");
      case ExistsDescr exists ->
          throw refuse(
              Check.NEEDLESS_EXISTS,
              firstPlace(exists),
              "`exists` is not needed: a plain pattern says the same.");
      default ->
          throw refuse(
              Check.FORBIDDEN_CONSTRUCT,
              wordPlace.apply(kind(part)),
              "`"
                  + kind(part)
                  + "` is not allowed: rules state facts with conditions, as the writing guide shows.");
    };
  }

  private static String kind(BaseDescr part) {
    return switch (part) {
      case EvalDescr eval -> "eval";
      case ForallDescr forall -> "forall";
      case ConditionalBranchDescr branch -> "if";
      case NamedConsequenceDescr branch -> "do";
      default -> part.getClass().getSimpleName();
    };
  }

  private Place firstPlace(BaseDescr part) {
    return part.getLine() > 0 ? place(part) : wordPlace.apply("when");
  }

  private Condition.Pattern pattern(PatternDescr descr) throws Refused {
    if (descr.getSource() != null) {
      throw refuse(
          Check.FORBIDDEN_CONSTRUCT,
          place(descr),
          "`from` is not allowed: rules read the case only.");
    }
    if (!descr.getBehaviors().isEmpty() || descr.isUnification() || descr.isQuery()) {
      throw refuse(
          Check.FORBIDDEN_CONSTRUCT,
          place(descr),
          "windows, `:=` and queries are not allowed: write a fact with its conditions in parentheses.");
    }
    FactType type = factType(descr);
    List<Test> tests = new ArrayList<>();
    List<ConditionCheck.Placed> placed = new ArrayList<>();
    List<Place> testPlaces = new ArrayList<>();
    boolean refused = false;
    for (BaseDescr constraint : descr.getConstraint().getDescrs()) {
      Place place = place(constraint);
      try {
        if (isPositional(constraint)) {
          // Up to its semicolon Drools takes all conditions so; the last of them has it.
          int next = descr.getConstraint().getDescrs().indexOf(constraint) + 1;
          if (next < descr.getConstraint().getDescrs().size()
              && isPositional(descr.getConstraint().getDescrs().get(next))) {
            refused = true;
            continue;
          }
          throw refuse(
              Check.UNREADABLE_CONDITION,
              place,
              "a semicolon stands behind this condition. Write a comma.");
        }
        List<DrlExpression.Term> terms =
            DrlExpression.read(((ExprConstraintDescr) constraint).getExpression());
        for (DrlExpression.Term term : terms) {
          Optional<Test> test = test(term, type, place);
          test.ifPresent(tests::add);
          test.ifPresent(one -> placed.add(new ConditionCheck.Placed(one, place)));
          test.ifPresent(one -> testPlaces.add(place));
        }
      } catch (DrlExpression.Unreadable e) {
        problems.found(Check.UNREADABLE_CONDITION, place, e.getMessage());
        refused = true;
      } catch (Refused e) {
        refused = true;
      }
    }
    String variable = descr.getIdentifier();
    if (variable != null && !variable.isEmpty()) {
      refuseTwice(variable, place(descr));
      bound.put(variable, type.name());
    }
    if (refused) {
      throw new Refused();
    }
    if (tests.isEmpty()) {
      throw refuse(
          Check.RULE_WITHOUT_CONDITION,
          place(descr),
          "`" + type.name() + "()` without a condition says nothing. Add what must be so.");
    }
    new ConditionCheck(problems).fact(type, placed, place(descr));
    places.add(new RuleModel.PatternPlaces(place(descr), testPlaces, List.of()));
    return new Condition.Pattern(type, variable, tests);
  }

  private static boolean isPositional(BaseDescr constraint) {
    return ((ExprConstraintDescr) constraint).getType() == ExprConstraintDescr.Type.POSITIONAL;
  }

  private void refuseTwice(String variable, Place place) throws Refused {
    if (bound.containsKey(variable) || fields.containsKey(variable)) {
      throw refuse(
          Check.VARIABLE,
          place,
          "`" + variable + "` is bound twice in this rule. Give one of them another name.");
    }
    if (!variable.matches("\\$\\w+")) {
      throw refuse(Check.VARIABLE, place, "a variable begins with $: write `$" + variable + " :`.");
    }
  }

  private FactType factType(PatternDescr descr) throws Refused {
    String name = descr.getObjectType();
    if (name == null || name.isEmpty()) {
      throw refuse(
          Check.FORBIDDEN_CONSTRUCT,
          place(descr),
          "paths are not allowed: write a fact with its conditions in parentheses.");
    }
    String simple = name.substring(name.lastIndexOf('.') + 1);
    Optional<FactType> type = FactTypes.named(name);
    Set<String> names = new LinkedHashSet<>();
    FactTypes.all().forEach(known -> names.add(known.name()));
    if (type.isEmpty()) {
      throw refuse(
          Check.UNKNOWN_FACT,
          place(descr),
          "`"
              + name
              + "` is no fact of the case."
              + DidYouMean.hint(simple, names)
              + " Facts: "
              + String.join(", ", names)
              + ".");
    }
    if (!imported.contains(name)) {
      throw refuse(
          Check.MISSING_IMPORT,
          place(descr),
          "`" + name + "` is not imported. Add `import " + CASEFACTS + name + "` at the top.");
    }
    return type.get();
  }

  private Optional<Test> test(DrlExpression.Term term, FactType type, Place place) throws Refused {
    return switch (term) {
      case DrlExpression.Binding binding -> {
        FactField field = field(type, binding.field(), place);
        yield bind(binding.variable(), field, place);
      }
      case DrlExpression.Relation relation -> {
        Test test = relation(relation, type, place);
        Optional<Test> lookedUp =
            relation.variable() == null
                ? Optional.empty()
                : bind(relation.variable(), field(type, relation.field(), place), place);
        yield Optional.of(lookedUp.isEmpty() ? test : new Test.All(List.of(test, lookedUp.get())));
      }
      case DrlExpression.AnyTerm any -> {
        Optional<Test> oneOf = oneOf(any, type, place);
        if (oneOf.isPresent()) {
          yield oneOf;
        }
        List<Test> parts = new ArrayList<>();
        for (DrlExpression.Term part : any.terms()) {
          test(part, type, place).ifPresent(parts::add);
        }
        yield Optional.of(new Test.Any(parts));
      }
      case DrlExpression.AllTerm all -> {
        List<Test> parts = new ArrayList<>();
        for (DrlExpression.Term part : all.terms()) {
          test(part, type, place).ifPresent(parts::add);
        }
        yield Optional.of(new Test.All(parts));
      }
    };
  }

  /** {@code x in (a, b)} reaches us as {@code x == a || x == b}. */
  private Optional<Test> oneOf(DrlExpression.AnyTerm any, FactType type, Place place)
      throws Refused {
    Set<String> names = new LinkedHashSet<>();
    for (DrlExpression.Term term : any.terms()) {
      if (!(term instanceof DrlExpression.Relation relation)
          || !relation.operator().equals("==")
          || relation.variable() != null) {
        return Optional.empty();
      }
      names.add(relation.field());
    }
    if (names.size() != 1) {
      return Optional.empty();
    }
    FactField field = field(type, names.iterator().next(), place);
    refuseBound(field, place);
    List<Comparable<?>> values = new ArrayList<>();
    for (DrlExpression.Term term : any.terms()) {
      values.add(literal(field, ((DrlExpression.Relation) term).literal(), place));
    }
    return Optional.of(new Test.OneOf(field, values));
  }

  private Test relation(DrlExpression.Relation relation, FactType type, Place place)
      throws Refused {
    FactField field = field(type, relation.field(), place);
    boolean list = List.class.isAssignableFrom(field.type());
    if (list || relation.operator().equals("contains")) {
      if (!list
          || !relation.operator().equals("contains")
          || !relation.literal().matches("\"[^\"]+\"")) {
        throw refuse(
            Check.WRONG_COMPARISON,
            place,
            list
                ? "`" + field.name() + "` is a list: write `" + field.name() + " contains \"...\"`."
                : "`" + field.name() + "` is no list. Use ==.");
      }
      return new Test.Contains(
          field, relation.literal().substring(1, relation.literal().length() - 1));
    }
    if (relation.literal().equals("null")) {
      if (relation.operator().equals("!=")) {
        return new Test.Said(field);
      }
      throw refuse(
          Check.ASKS_FOR_SILENCE,
          place,
          "a rule may not ask for what is unsaid. Say what must be so.");
    }
    if (relation.operator().equals("!=")) {
      throw refuse(
          Check.NULL_UNSAFE_NEGATION,
          place,
          "`!=` and `not in` are not allowed: they also hold when the case says nothing. "
              + (field.type() == Boolean.class
                  ? "Write `"
                      + field.name()
                      + " == "
                      + (relation.literal().equals("false") ? "true" : "false")
                      + "`."
                  : "List the values that fit: `" + field.name() + " in ( ... )`."));
    }
    if (relation.operator().startsWith("not ")) {
      throw refuse(
          Check.NULL_UNSAFE_NEGATION,
          place,
          "`!` is not allowed: it also holds when the case says nothing. Say what must be so.");
    }
    Optional<Operator> operator = Operator.of(relation.operator());
    if (operator.isEmpty() && PATTERNS.contains(relation.operator())) {
      throw refuse(
          Check.REGULAR_EXPRESSION,
          place,
          "`"
              + relation.operator()
              + "` is not allowed: a pattern of letters can match what nobody meant, and take for ever."
              + " List the values that fit: `"
              + field.name()
              + " in ( ... )`, or a value set.");
    }
    if (operator.isEmpty()) {
      throw refuse(
          Check.WRONG_COMPARISON,
          place,
          "`" + relation.operator() + "` is not allowed: use ==, >=, >, <=, < or in.");
    }
    if (operator.get() != Operator.EQUAL && !field.isOrdered()) {
      throw refuse(
          Check.WRONG_COMPARISON,
          place,
          "`"
              + field.name()
              + "` has no order, so `"
              + relation.operator()
              + "` says nothing. Use ==.");
    }
    boundOperator(field, operator.get(), place);
    return new Test.Comparison(field, operator.get(), literal(field, relation.literal(), place));
  }

  private void boundOperator(FactField field, Operator operator, Place place) throws Refused {
    boolean lower = !field.says().lowerBoundOf().isEmpty();
    boolean upper = !field.says().upperBoundOf().isEmpty();
    if ((lower && operator != Operator.AT_LEAST && operator != Operator.ABOVE)
        || (upper && operator != Operator.AT_MOST && operator != Operator.BELOW)) {
      throw refuse(
          Check.WRONG_COMPARISON,
          place,
          "`" + field.name() + "` is a bound: compare it with `" + (lower ? ">=" : "<=") + "`.");
    }
  }

  private void refuseBound(FactField field, Place place) throws Refused {
    if (field.isBound()) {
      boundOperator(field, Operator.EQUAL, place);
    }
  }

  private FactField field(FactType type, String name, Place place) throws Refused {
    Optional<FactField> field = type.field(name);
    if (field.isEmpty() && !name.matches("[A-Za-z]\\w*")) {
      throw refuse(Check.UNREADABLE_CONDITION, place, noField(name));
    }
    if (field.isEmpty()) {
      throw refuse(
          Check.UNKNOWN_FIELD,
          place,
          "`"
              + type.name()
              + "` has no field `"
              + name
              + "`."
              + DidYouMean.hint(name, type.fields().keySet())
              + " Fields: "
              + String.join(", ", type.fields().keySet())
              + ".");
    }
    return field.get();
  }

  private static String noField(String written) {
    String first = written.split("[.(]", 2)[0];
    Optional<FactType> fact =
        FactTypes.all().stream()
            .filter(type -> type.pointer().endsWith("/" + first) && !type.list())
            .findFirst();
    return "`"
        + written
        + "` is no field. "
        + fact.map(
                type -> "`" + type.name() + "` is a fact of its own: write its conditions in it.")
            .orElse("Write a field, a comparison and a value, in this order: `weeks >= 6`.");
  }

  private Comparable<?> literal(FactField field, String text, Place place) throws Refused {
    if (text.startsWith("$")) {
      throw refuse(
          Check.WRONG_COMPARISON,
          place,
          "`"
              + field.name()
              + "` is compared with `"
              + text
              + "`. Rules compare a field with a value, not with another fact.");
    }
    Class<?> type = field.type();
    if (type.isEnum()) {
      return constant(field, text, place);
    }
    if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
      return Boolean.valueOf(text);
    }
    if ((type == Double.class && text.matches(WHOLE + "([.][0-9]{1,6})?"))
        || (type == Integer.class && text.matches(WHOLE))) {
      double value = Double.parseDouble(text);
      if (value < field.says().min() || value > field.says().max()) {
        throw refuse(
            Check.OUTSIDE_LIMITS,
            place,
            "`"
                + field.name()
                + "` is never "
                + text
                + ": its values go from "
                + number(field.says().min())
                + " to "
                + number(field.says().max())
                + ".");
      }
      return value;
    }
    if (type == String.class && text.matches("\"[^\"]*\"")) {
      return text.substring(1, text.length() - 1);
    }
    if (type == LocalDate.class) {
      throw refuse(
          Check.WRONG_COMPARISON,
          place,
          "`"
              + field.name()
              + "` is a date, which rules do not compare. What changes on a day is a new edition; for time"
              + " gone by there are counted days, such as `daysBeforeRequest`.");
    }
    throw refuse(
        Check.WRONG_VALUE,
        place,
        "`"
            + field.name()
            + "` is compared with `"
            + text
            + "`, but it is "
            + kindOf(type)
            + "."
            + (type != String.class && text.matches("\"-?[0-9]+([.][0-9]+)?\"")
                ? " Write it without quotation marks."
                : ""));
  }

  static String number(double bound) {
    return bound == Math.rint(bound) && !Double.isInfinite(bound)
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }

  private static String kindOf(Class<?> type) {
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == Integer.class) {
      return "a plain whole number";
    }
    if (type == Double.class) {
      return "a plain number";
    }
    return "a text in quotation marks";
  }

  private Comparable<?> constant(FactField field, String text, Place place) throws Refused {
    String type = field.type().getSimpleName();
    String name = text.startsWith(type + ".") ? text.substring(type.length() + 1) : "";
    if (!field.constants().contains(name)) {
      String written = text.substring(text.lastIndexOf('.') + 1);
      throw refuse(
          Check.UNKNOWN_VALUE,
          place,
          "`"
              + text
              + "` is no value of `"
              + field.name()
              + "`."
              + DidYouMean.among(written, field.constants())
                  .map(c -> " Did you mean `" + type + "." + c + "`?")
                  .orElse("")
              + " Values: "
              + type
              + "."
              + String.join(", ", field.constants())
              + ".");
    }
    if (!imported.contains(type)) {
      throw refuse(
          Check.MISSING_IMPORT,
          place,
          "`" + type + "` is not imported. Add `import " + CASEFACTS + type + "` at the top.");
    }
    for (Object constant : field.type().getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return (Enum<?>) constant;
      }
    }
    throw new IllegalStateException(text);
  }

  /** {@code ValueSet( name == "x", codes contains $code )}: the code bound above is in the list. */
  private void lookUp(PatternDescr descr) throws Refused {
    Place place = place(descr);
    String name = null;
    String variable = null;
    for (BaseDescr constraint : descr.getConstraint().getDescrs()) {
      String text = ((ExprConstraintDescr) constraint).getExpression().strip();
      if (text.matches("name\\s*==\\s*\"[^\"]*\"")) {
        name = text.substring(text.indexOf('"') + 1, text.length() - 1);
      } else if (text.matches("codes\\s+contains\\s+\\$\\w+")) {
        variable = text.substring(text.indexOf('$'));
      }
    }
    if (name == null || variable == null || descr.getConstraint().getDescrs().size() != 2) {
      throw refuse(
          Check.VALUE_SET_USE,
          place,
          "write `ValueSet( name == \"list\", codes contains $code )` below a pattern that binds `$code : code != null`.");
    }
    List<String> codes = valueSets.get(name);
    if (codes == null) {
      throw refuse(
          Check.VALUE_SET_USE,
          place,
          "value set `"
              + name
              + "` is not listed under `valueSets` in policy.yaml."
              + DidYouMean.hint(name, valueSets.keySet()));
    }
    if (!imported.contains("ValueSet")) {
      throw refuse(
          Check.MISSING_IMPORT,
          place,
          "`ValueSet` is not imported. Add `import " + ValueSet.class.getName() + "` at the top.");
    }
    if (lookUps.put(variable, new LookUp(name, new TreeSet<>(codes), place)) != null) {
      throw refuse(
          Check.VALUE_SET_USE,
          place,
          "`" + variable + "` is looked up in two value sets. Write two rules.");
    }
  }

  /** Keeps what a variable holds; the test of the value set in which it is looked up, if it is. */
  private Optional<Test> bind(String variable, FactField field, Place place) throws Refused {
    refuseTwice(variable, place);
    fields.put(variable, field);
    instead.put(variable, "It holds a field; name the variable before the fact.");
    LookUp lookUp = lookUps.get(variable);
    lookedUp.add(variable);
    return lookUp == null
        ? Optional.empty()
        : Optional.of(new Test.InValueSet(field, lookUp.valueSet(), lookUp.codes()));
  }

  private Condition count(PatternDescr outer, AccumulateDescr accumulate) throws Refused {
    Place place = place(outer);
    if (!accumulate.isExternalFunction() || !outer.getObjectType().startsWith("Object")) {
      throw refuse(
          Check.COUNT_FORM,
          place,
          "`from accumulate` and code in it are not allowed: write `accumulate( ... )` with count, distinct and collectList.");
    }
    if (accumulate.getInput() instanceof AndDescr and && and.getDescrs().size() != 1) {
      throw refuse(Check.COUNT_FORM, place, "`accumulate` counts one pattern. Write two counts.");
    }
    BaseDescr input =
        accumulate.getInput() instanceof AndDescr and
            ? and.getDescrs().getFirst()
            : accumulate.getInput();
    if (!(input instanceof PatternDescr inner) || inner.getSource() != null) {
      throw refuse(Check.COUNT_FORM, place, "`accumulate` counts one pattern of the case.");
    }
    Set<String> fieldsBefore = new HashSet<>(fields.keySet());
    Condition.Pattern pattern = pattern(inner);
    Map<String, Optional<FactField>> counted = new LinkedHashMap<>();
    String collected = null;
    for (AccumulateDescr.AccumulateFunctionCallDescr call : accumulate.getFunctions()) {
      String of = call.getParams().length == 1 ? call.getParams()[0].strip() : "";
      switch (call.getFunction()) {
        case "count" -> {
          if (!of.equals(pattern.binding())) {
            throw refuse(
                Check.COUNT_FORM, place, "`count` counts the fact, `" + pattern.binding() + "`.");
          }
          counted.put(call.getBind(), Optional.empty());
        }
        case "distinct" -> {
          FactField field = fieldsBefore.contains(of) ? null : fields.get(of);
          if (field == null) {
            throw refuse(
                Check.COUNT_FORM,
                place,
                "`distinct("
                    + of
                    + ")` needs a field bound inside the pattern, such as `$drug : ingredient`.");
          }
          if (!distinctImported) {
            throw refuse(
                Check.MISSING_IMPORT,
                place,
                "`distinct` is not imported. Add `import accumulate "
                    + Distinct.class.getName()
                    + " distinct` at the top.");
          }
          counted.put(call.getBind(), Optional.of(field));
        }
        case "collectList" -> {
          if (!of.equals(pattern.binding())) {
            throw refuse(
                Check.COUNT_FORM,
                place,
                "`collectList` collects the counted fact, `" + pattern.binding() + "`.");
          }
          collected = call.getBind();
          refuseTwice(collected, place);
          bound.put(collected, pattern.type().name());
        }
        default ->
            throw refuse(
                Check.UNKNOWN_COUNT_FUNCTION,
                place,
                "`"
                    + call.getFunction()
                    + "` is not allowed in `accumulate`: use count, distinct and collectList.");
      }
    }
    // What is bound inside cannot be seen outside.
    bound.remove(pattern.binding());
    fields.keySet().retainAll(fieldsBefore);
    instead.put(
        String.valueOf(pattern.binding()),
        "It is counted; collect it, `$facts : collectList("
            + pattern.binding()
            + ")`, and name the list.");
    counted.keySet().forEach(number -> instead.put(number, "It is a number; name the facts."));
    RuleModel.PatternPlaces inside = places.removeLast();
    List<Place> bounds =
        outer.getConstraint().getDescrs().stream().map(DrlConditions::place).toList();
    places.add(new RuleModel.PatternPlaces(inside.place(), inside.tests(), bounds));
    return new Condition.Count(pattern, tallies(outer, counted), collected);
  }

  private List<Condition.Tally> tallies(
      PatternDescr outer, Map<String, Optional<FactField>> counted) throws Refused {
    List<Condition.Tally> tallies = new ArrayList<>();
    for (BaseDescr constraint : outer.getConstraint().getDescrs()) {
      Place place = place(constraint);
      String text = ((ExprConstraintDescr) constraint).getExpression().strip();
      Matcher bound = BOUND.matcher(text);
      if (!bound.matches() || !counted.containsKey(bound.group(1))) {
        throw refuse(
            Check.COUNT_FORM,
            place,
            "`"
                + text
                + "` is not a bound that we read: write one of the counts above ("
                + String.join(", ", counted.keySet())
                + "), `>=` and a whole number from 1.");
      }
      tallies.add(
          new Condition.Tally(
              counted.get(bound.group(1)).orElse(null), Integer.parseInt(bound.group(2))));
    }
    if (tallies.isEmpty()) {
      throw refuse(
          Check.COUNT_FORM,
          place(outer),
          "the count has no bound. Add one, such as `$drugs >= 2`.");
    }
    return tallies;
  }

  private Refused refuse(Check check, Place place, String message) {
    problems.found(check, place, message);
    return new Refused();
  }

  private static Place place(BaseDescr descr) {
    return new Place(descr.getLine(), descr.getColumn() + 1);
  }

  private static Map<String, Class<?>> enums() {
    Map<String, Class<?>> enums = new HashMap<>();
    for (FactType type : FactTypes.all()) {
      for (FactField field : type.fields().values()) {
        if (field.type().isEnum()) {
          enums.put(field.type().getSimpleName(), field.type());
        }
      }
    }
    return enums;
  }
}
