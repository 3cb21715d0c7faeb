package ketcov.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ketcov.condition.RuleModel;
import ketcov.finding.RuleRole;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyEdition;
import org.kie.api.KieBase;
import org.kie.api.builder.ReleaseId;

/** An edition whose rules are read, checked and compiled. Immutable; shared by all sessions. */
public final class CompiledEdition {
  private final EditionSource source;
  private final List<RuleModel> rules;
  private final Map<String, RuleModel> byName = new LinkedHashMap<>();
  private final Map<RuleRole, Map<String, List<RuleModel>>> byRole = new LinkedHashMap<>();
  private final List<ValueSet> valueSets;
  private final KieBase kieBase;
  private final ReleaseId releaseId;

  CompiledEdition(
      EditionSource source, List<RuleModel> rules, KieBase kieBase, ReleaseId releaseId) {
    this.source = source;
    this.rules = List.copyOf(rules);
    this.kieBase = kieBase;
    this.releaseId = releaseId;
    for (RuleModel rule : rules) {
      byName.put(rule.name(), rule);
      byRole
          .computeIfAbsent(rule.role(), role -> new LinkedHashMap<>())
          .computeIfAbsent(rule.bears(), id -> new ArrayList<>())
          .add(rule);
    }
    this.valueSets =
        source.edition().valueSets().entrySet().stream()
            .map(entry -> new ValueSet(entry.getKey(), java.util.Set.copyOf(entry.getValue())))
            .toList();
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

  List<ValueSet> valueSets() {
    return valueSets;
  }

  KieBase kieBase() {
    return kieBase;
  }

  ReleaseId releaseId() {
    return releaseId;
  }
}
