package ketcov.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.RuleModel;
import ketcov.finding.Finding;
import ketcov.policy.EditionSource;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;

/**
 * Many editions in one rule base, each in a package of its own, with names of rules and value sets
 * made different: what no edition may depend on.
 */
final class AllTogether {
  private static final long DEADLINE = 60_000_000_000L;

  private final KieBase kieBase;
  private final Map<String, RuleModel> rules = new HashMap<>();
  private final List<ValueSet> valueSets = new ArrayList<>();
  private final Map<String, CompiledEdition> editions = new TreeMap<>();

  AllTogether(List<CompiledEdition> together) {
    KieServices services = KieServices.get();
    ReleaseId releaseId = services.newReleaseId("together", "together", "1");
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(releaseId);
    for (CompiledEdition edition : together) {
      String key = "e" + editions.size();
      editions.put(key, edition);
      edition.rules().forEach(rule -> rules.put(key + " " + rule.name(), rule));
      edition
          .valueSets()
          .forEach(set -> valueSets.add(new ValueSet(key + " " + set.name(), set.codes())));
      EditionSource source = edition.source();
      for (int i = 0; i < source.rules().size(); i++) {
        files.write(
            "src/main/resources/together/" + key + "/rules" + i + ".drl",
            renamed(source.rules().get(i).text(), key, edition));
      }
    }
    KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
    List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
    if (!errors.isEmpty()) {
      throw new IllegalStateException("the editions do not build together: " + errors);
    }
    kieBase = services.newKieContainer(releaseId).getKieBase();
    services.getRepository().removeKieModule(releaseId);
  }

  private static String renamed(String text, String key, CompiledEdition edition) {
    String renamed =
        text.replaceFirst("(?m)^package \\S+", "package together." + key)
            .replaceAll("(?m)^rule \"", "rule \"" + key + " ");
    for (ValueSet set : edition.valueSets()) {
      renamed = renamed.replace("name == \"" + set.name(), "name == \"" + key + " " + set.name());
    }
    return renamed;
  }

  /** What each edition finds; an edition that finds nothing is left out. */
  Map<CompiledEdition, Map<String, String>> found(CaseFacts facts) {
    Map<CompiledEdition, Map<String, Set<String>>> evidence = new HashMap<>();
    Findings findings = new Findings(rules, facts, System.nanoTime() + DEADLINE);
    KieSession session = kieBase.newKieSession();
    List<CompiledEdition> fired = new ArrayList<>();
    try {
      session.setGlobal("findings", findings);
      for (CaseFact fact : facts.all()) {
        session.insert(fact.fact());
      }
      valueSets.forEach(session::insert);
      // Each rule that fires adds one finding, so the two lists run side by side.
      session.fireAllRules(
          match -> {
            String name = match.getRule().getName();
            fired.add(editions.get(name.substring(0, name.indexOf(' '))));
            return true;
          });
    } finally {
      session.dispose();
    }
    for (int i = 0; i < fired.size(); i++) {
      Finding finding = findings.found().get(i);
      evidence
          .computeIfAbsent(fired.get(i), edition -> new TreeMap<>())
          .computeIfAbsent(finding.rule(), rule -> new TreeSet<>())
          .addAll(finding.evidence());
    }
    Map<CompiledEdition, Map<String, String>> found = new HashMap<>();
    evidence.forEach(
        (edition, byRule) -> {
          Map<String, String> joined = new TreeMap<>();
          byRule.forEach((rule, pointers) -> joined.put(rule, String.join(" ", pointers)));
          found.put(edition, joined);
        });
    return found;
  }
}
