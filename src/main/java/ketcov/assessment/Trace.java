package ketcov.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactField;
import ketcov.condition.Condition;
import ketcov.condition.Judgement;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.reference.PlainWords;
import org.jspecify.annotations.Nullable;

/**
 * How an assessment came about, for the analyst: for each criterion and exclusion every rule that
 * bears it, with its conditions, and the facts that fit them.
 */
public final class Trace {
  private final CompiledEdition edition;
  private final CaseFacts facts;
  private final Reasoner reasoner;
  private final Set<String> matched;

  private Trace(CompiledEdition edition, CaseFacts facts, Set<String> matched) {
    this.edition = edition;
    this.facts = facts;
    this.reasoner = new Reasoner(facts);
    this.matched = matched;
  }

  /**
   * One criterion or exclusion.
   *
   * @param outcome as in the assessment
   */
  public record TracedEntry(RuleRole role, String id, String outcome, List<TracedRule> rules) {
    public TracedEntry {
      rules = List.copyOf(rules);
    }
  }

  /**
   * One rule.
   *
   * @param file in the library, with the line on which the rule begins
   * @param matched whether Drools fired it
   * @param firstFailing why the first condition that does not hold does not; null when all hold
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TracedRule(
      String rule,
      String file,
      String citation,
      boolean matched,
      List<TracedCondition> conditions,
      @Nullable String firstFailing) {
    public TracedRule {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * One condition of a rule, all of which must hold.
   *
   * @param holds unknown while the case leaves open what decides
   * @param facts what fits it
   */
  public record TracedCondition(String says, Truth holds, List<BoundFact> facts) {
    public TracedCondition {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A fact that fits a condition.
   *
   * @param values what the condition reads of it
   */
  public record BoundFact(String pointer, Map<String, String> values) {}

  /** The trace of an assessment under this edition. */
  static List<TracedEntry> of(CompiledEdition edition, CaseFacts facts, Assessment assessment) {
    Set<String> matched =
        assessment.matchedRules().stream()
            .map(Assessment.MatchedRule::rule)
            .collect(Collectors.toSet());
    Trace trace = new Trace(edition, facts, matched);
    List<TracedEntry> entries = new ArrayList<>();
    assessment
        .criteria()
        .forEach(c -> entries.add(trace.entry(RuleRole.CRITERION, c.id(), c.outcome().name())));
    assessment
        .exclusions()
        .forEach(e -> entries.add(trace.entry(RuleRole.EXCLUSION, e.id(), e.outcome().name())));
    return List.copyOf(entries);
  }

  private TracedEntry entry(RuleRole role, String id, String outcome) {
    return new TracedEntry(
        role, id, outcome, edition.rules(role, id).stream().map(this::rule).toList());
  }

  private TracedRule rule(RuleModel rule) {
    List<Condition> parts =
        rule.when() instanceof Condition.AllOf all ? all.parts() : List.of(rule.when());
    boolean fired = matched.contains(rule.name());
    String failing =
        fired
            ? null
            : parts.stream()
                .map(reasoner::judge)
                .filter(judgement -> judgement.truth() != Truth.TRUE)
                .map(Trace::why)
                .findFirst()
                .orElse(null);
    return new TracedRule(
        rule.name(),
        rule.file() + ":" + rule.place().line(),
        rule.citation(),
        fired,
        parts.stream().map(this::condition).toList(),
        failing);
  }

  private static String why(Judgement judgement) {
    return judgement.truth() == Truth.UNKNOWN
        ? "the case does not say " + String.join(", ", judgement.missing())
        : String.join("; ", judgement.misses());
  }

  private TracedCondition condition(Condition condition) {
    return new TracedCondition(
        PlainWords.of(condition), reasoner.judge(condition).truth(), fitting(condition).toList());
  }

  private Stream<BoundFact> fitting(Condition condition) {
    return switch (condition) {
      case Condition.Pattern pattern -> fitting(pattern, pattern.fields());
      case Condition.Count count ->
          fitting(
              count.pattern(),
              Stream.concat(
                      count.tallies().stream().flatMap(tally -> Stream.ofNullable(tally.field())),
                      count.pattern().fields().stream())
                  .distinct()
                  .toList());
      case Condition.AllOf all -> all.parts().stream().flatMap(this::fitting).distinct();
      case Condition.AnyOf any -> any.parts().stream().flatMap(this::fitting).distinct();
    };
  }

  private Stream<BoundFact> fitting(Condition.Pattern pattern, List<FactField> read) {
    return facts.of(pattern.type()).stream()
        .filter(fact -> reasoner.fits(pattern, fact) == Truth.TRUE)
        .map(fact -> new BoundFact(fact.pointer(), values(fact, read)));
  }

  private static Map<String, String> values(CaseFact fact, List<FactField> read) {
    Map<String, String> values = new LinkedHashMap<>();
    for (FactField field : read) {
      Object value = field.in(fact.fact());
      if (value != null) {
        values.put(field.name(), Reasoner.word(value));
      }
    }
    return values;
  }
}
