package ketcov.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ketcov.casefacts.FactType;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.finding.RuleRole;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyEdition;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * An edition whose rules are read, checked and compiled. Shared by all sessions; immutable but for
 * the number of sessions that had to be left behind.
 */
public final class CompiledEdition {
  private final EditionSource source;
  private final List<RuleModel> rules;
  private final Map<String, RuleModel> byName = new LinkedHashMap<>();
  private final Map<RuleRole, Map<String, List<RuleModel>>> byRole = new LinkedHashMap<>();
  private final List<ValueSet> valueSets;
  private final Set<FactType> factsRead = new HashSet<>();
  private final Combinations combinations;
  private final HeavySessions heavySessions = new HeavySessions();
  private final @Nullable KieBase kieBase;

  /** An edition whose criteria are not known: it has no rules, so there is nothing to fire. */
  CompiledEdition(EditionSource source) {
    this(source, List.of(), null);
  }

  CompiledEdition(EditionSource source, List<RuleModel> rules, @Nullable KieBase kieBase) {
    this.source = source;
    this.rules = List.copyOf(rules);
    this.kieBase = kieBase;
    this.combinations = new Combinations(rules);
    for (RuleModel rule : rules) {
      Condition.patterns(rule.when()).forEach(pattern -> factsRead.add(pattern.type()));
      byName.put(rule.name(), rule);
      byRole
          .computeIfAbsent(rule.role(), role -> new LinkedHashMap<>())
          .computeIfAbsent(rule.bears(), id -> new ArrayList<>())
          .add(rule);
    }
    this.valueSets =
        source.edition().valueSets().entrySet().stream()
            .map(entry -> new ValueSet(entry.getKey(), Set.copyOf(entry.getValue())))
            .toList();
  }

  /**
   * The same edition with another policy and other rules, as they are read and not compiled: only
   * an evaluator that reads rules answers for it.
   */
  public CompiledEdition reading(PolicyEdition policy, List<RuleModel> rules) {
    return new CompiledEdition(
        new EditionSource(policy, source.files(), source.contentHash(), source.places()),
        rules,
        null);
  }

  /** The same edition, in force until a day, since another one follows it. */
  CompiledEdition endingOn(LocalDate to) {
    return new CompiledEdition(source.endingOn(to), rules, kieBase);
  }

  /** What the policy says. */
  public PolicyEdition policy() {
    return source.edition();
  }

  /** The folder that it was read from. */
  public EditionSource source() {
    return source;
  }

  /** Every rule, in the order of files and lines. */
  public List<RuleModel> rules() {
    return rules;
  }

  /** The rules that bear a criterion, exclusion or notice. */
  public List<RuleModel> rules(RuleRole role, String id) {
    return byRole.getOrDefault(role, Map.of()).getOrDefault(id, List.of());
  }

  Map<String, RuleModel> rulesByName() {
    return byName;
  }

  /** Whether a rule reads facts of this type; others need not be given to a session. */
  boolean reads(FactType type) {
    return factsRead.contains(type);
  }

  List<ValueSet> valueSets() {
    return valueSets;
  }

  Combinations combinations() {
    return combinations;
  }

  HeavySessions heavySessions() {
    return heavySessions;
  }

  /** Not to be asked for when there are no rules. */
  KieBase kieBase() {
    return Objects.requireNonNull(kieBase);
  }
}
