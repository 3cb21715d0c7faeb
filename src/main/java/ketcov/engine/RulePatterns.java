package ketcov.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import org.drools.base.base.ClassObjectType;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;

/**
 * Which facts each rule asks for, by its name: as the rule files say, and as a compiled module says
 * that may have been kept in a file or a database since. Equal unless the module is of other rules.
 */
final class RulePatterns {
  private RulePatterns() {}

  /** As the rule files say; the types of facts are sorted. */
  static Map<String, List<String>> read(Collection<RuleModel> rules) {
    Map<String, List<String>> types = new TreeMap<>();
    for (RuleModel rule : rules) {
      types.put(
          rule.name(),
          Condition.patterns(rule.when()).map(one -> one.type().name()).sorted().toList());
    }
    return types;
  }

  /** As the engine will match them; value sets are no facts. */
  static Map<String, List<String>> loaded(KieBase base) {
    Map<String, List<String>> types = new TreeMap<>();
    for (KiePackage each : base.getKiePackages()) {
      for (Rule rule : each.getRules()) {
        List<String> found = new ArrayList<>();
        facts(((RuleImpl) rule).getLhs(), found);
        found.removeIf(ValueSet.class.getSimpleName()::equals);
        Collections.sort(found);
        types.put(rule.getName(), found);
      }
    }
    return types;
  }

  private static void facts(RuleConditionElement element, List<String> found) {
    if (element instanceof Pattern pattern && pattern.getSource() != null) {
      facts(pattern.getSource(), found);
    } else if (element instanceof Pattern pattern) {
      found.add(
          pattern.getObjectType() instanceof ClassObjectType type
              ? type.getClassType().getSimpleName()
              : pattern.getObjectType().getClassName());
    } else {
      for (RuleConditionElement part : element.getNestedElements()) {
        facts(part, found);
      }
    }
  }
}
