package ketcov.engine;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.RuleModel;
import ketcov.finding.Finding;
import org.kie.api.KieServices;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.rule.ConsequenceException;
import org.kie.api.runtime.rule.Match;
import org.kie.api.time.SessionPseudoClock;

/**
 * Fires an edition's rules for one case: a session of its own, a clock at noon of the service date,
 * and limits. A session whose facts combine in few ways runs on the caller's thread, for it ends
 * soon: what rules may compile to has no loops. Others run where they can be left behind.
 */
public final class RuleSession {
  /** Most rules that may fire for one case; no sound edition comes near it. */
  static final int FIRE_LIMIT = 5_000;

  /** Longest time that the rules of one edition may take. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  /**
   * Made once: making it reads settings and costs more than a session does. No session changes it.
   */
  private static final KieSessionConfiguration PSEUDO_CLOCK = configuration();

  private static final String TOO_LONG = "the rules took too long";

  private RuleSession() {}

  /** Fires. Thread-safe; never throws for what a rule does. */
  public static RuleOutcome fire(CompiledEdition edition, CaseFacts facts) {
    return fire(edition, facts, DEADLINE);
  }

  static RuleOutcome fire(CompiledEdition edition, CaseFacts facts, Duration deadline) {
    if (edition.rules().isEmpty()) {
      return new RuleOutcome.Fired(List.of()); // An edition whose criteria are not known.
    }
    if (edition.heavySessions().suspended()) {
      return new RuleOutcome.Failed(
          "",
          edition.source().folder(),
          "the rules took too long several times, and rest until they are loaded again");
    }
    Combinations.Most most = edition.combinations().in(facts);
    if (most.ways() <= Combinations.FEW) {
      return fireHere(edition, facts, deadline);
    }
    String folder = edition.source().folder();
    RuleModel rule = most.rule();
    String name = rule == null ? "" : rule.name();
    String place = rule == null ? folder : rule.file() + ":" + rule.place().line();
    if (most.ways() > Combinations.MOST) {
      return new RuleOutcome.Failed(
          name, place, "more than " + Combinations.MOST + " combinations of facts fit the rule");
    }
    return edition
        .heavySessions()
        .run(
            () -> fireHere(edition, facts, deadline),
            deadline,
            new RuleOutcome.Failed(name, place, TOO_LONG),
            new RuleOutcome.Failed(
                name, place, "too many large cases are decided at the same time"));
  }

  private static RuleOutcome fireHere(CompiledEdition edition, CaseFacts facts, Duration deadline) {
    Findings findings =
        new Findings(edition.rulesByName(), facts, System.nanoTime() + deadline.toNanos());
    KieSession session = edition.kieBase().newKieSession(PSEUDO_CLOCK, null);
    try {
      SessionPseudoClock clock = session.getSessionClock();
      clock.advanceTime(
          noon(facts.priorAuthCase().serviceDate()) - clock.getCurrentTime(),
          TimeUnit.MILLISECONDS);
      session.setGlobal("findings", findings);
      for (CaseFact fact : facts.all()) {
        if (edition.reads(fact.type())) {
          session.insert(fact.fact());
        }
      }
      edition.valueSets().forEach(session::insert);
      if (session.fireAllRules(FIRE_LIMIT) >= FIRE_LIMIT) {
        return new RuleOutcome.Failed(
            "", edition.source().folder(), "more than " + FIRE_LIMIT + " rules fired");
      }
      return new RuleOutcome.Fired(merged(findings.found(), edition));
    } catch (RuntimeException e) {
      return failed(edition, e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return new RuleOutcome.Failed(
          "", edition.source().folder(), "the rules need too much memory");
    } finally {
      session.dispose();
    }
  }

  private static KieSessionConfiguration configuration() {
    KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    configuration.setOption(ClockTypeOption.PSEUDO);
    return configuration;
  }

  private static long noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** One finding for each rule, whatever the number of its matches; in the order of the rules. */
  private static List<Finding> merged(List<Finding> found, CompiledEdition edition) {
    Map<String, Set<String>> evidence = new TreeMap<>();
    for (Finding finding : found) {
      evidence
          .computeIfAbsent(finding.rule(), rule -> new LinkedHashSet<>())
          .addAll(finding.evidence());
    }
    List<Finding> merged = new ArrayList<>();
    for (RuleModel rule : edition.rules()) {
      Set<String> pointers = evidence.get(rule.name());
      if (pointers != null) {
        List<String> sorted =
            pointers.size() < 2
                ? List.copyOf(pointers)
                : pointers.stream().sorted(Comparator.comparing(RuleSession::inOrder)).toList();
        merged.add(new Finding(rule.role(), rule.name(), rule.bears(), rule.citation(), sorted));
      }
    }
    return merged;
  }

  /** Entry 10 comes after entry 9. */
  private static String inOrder(String pointer) {
    StringBuilder key = new StringBuilder();
    for (String part : pointer.split("/", -1)) {
      boolean number = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
      key.append('/').append(number ? "0".repeat(Math.max(0, 6 - part.length())) + part : part);
    }
    return key.toString();
  }

  private static RuleOutcome.Failed failed(CompiledEdition edition, RuntimeException e) {
    String name = "";
    if (e instanceof ConsequenceException consequence) {
      Match match = consequence.getMatch();
      Rule rule = match == null ? consequence.getRule() : match.getRule();
      name = rule == null ? "" : rule.getName();
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    RuleModel model = edition.rulesByName().get(name);
    for (RuleModel candidate : edition.rules()) {
      if (model == null && message.contains("\"" + candidate.name() + "\"")) {
        model = candidate;
      }
    }
    boolean late =
        e instanceof Findings.DeadlinePassed || e.getCause() instanceof Findings.DeadlinePassed;
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String reason =
        late
            ? TOO_LONG
            : root instanceof Findings.TooMuch
                ? "the rule names more facts than an answer may hold"
                : "the rule threw " + root.getClass().getSimpleName();
    return model == null
        ? new RuleOutcome.Failed("", edition.source().folder(), reason)
        : new RuleOutcome.Failed(model.name(), model.file() + ":" + model.place().line(), reason);
  }
}
