package ketcov.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Indication;
import ketcov.casefacts.RequestedService;
import ketcov.condition.Condition;
import ketcov.condition.Judgement;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.condition.Way;
import ketcov.condition.Ways;
import ketcov.engine.CompiledEdition;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import ketcov.policy.PolicyEdition;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an edition's rules found into the standing of each criterion and exclusion. What
 * Drools found is met; for the rest the reading of the same rules tells not met from undetermined.
 */
final class EditionJudge {
  private static final String INDICATION = "/request/indication";
  private static final int MOST_SETS = 3;
  private static final FactType TRIALS = FactTypes.of(DrugTrial.class);

  private final CompiledEdition edition;
  private final PolicyEdition policy;
  private final RequestedService request;
  private final @Nullable List<Finding> findings;
  private final Reasoner reasoner;
  private final Ways ways;
  private final CaseFacts facts;
  private final StepTherapyLaw law;
  private final Detail detail;

  /**
   * A judge of one case.
   *
   * @param findings what the rules found; null to judge by the reading alone, for a case that is
   *     only supposed
   * @param law what the laws in force say of criteria that count failed drugs
   * @param detail how much to say beside the outcomes
   */
  EditionJudge(
      CompiledEdition edition,
      CaseFacts facts,
      @Nullable List<Finding> findings,
      StepTherapyLaw law,
      Detail detail) {
    this.detail = detail;
    this.law = law;
    this.facts = facts;
    this.edition = edition;
    this.policy = edition.policy();
    this.request = facts.priorAuthCase().request();
    this.findings = findings;
    this.reasoner = detail == Detail.OUTCOMES ? Reasoner.ofTruth(facts) : new Reasoner(facts);
    this.ways = new Ways(facts);
  }

  /** Whether the policy names the requested use; an unsaid one may be named. */
  private boolean named() {
    Indication indication = request.indication();
    return indication == null || policy.indications().contains(indication);
  }

  Standing standing() {
    List<Assessment.CriterionResult> criteria = new ArrayList<>();
    List<Assessment.ExclusionResult> exclusions = new ArrayList<>();
    if (named()) {
      for (PolicyEdition.Criterion criterion : policy.criteria()) {
        if (criterion.appliesTo().mayCover(request)) {
          criteria.add(criterion(criterion));
        }
      }
    }
    for (PolicyEdition.Exclusion exclusion : policy.exclusions()) {
      if (exclusion.appliesTo().mayCover(request)) {
        exclusions.add(exclusion(exclusion));
      }
    }
    Truth exceeded = Truth.FALSE;
    for (PolicyEdition.QuantityLimit limit : policy.quantityLimits()) {
      if (limit.basis().enforced()) {
        exceeded = exceeded.or(look(RuleRole.NOTICE, limit.id()).truth());
      }
    }
    return new Standing(
        criteria,
        exclusions,
        named(),
        policy.completeness() == PolicyEdition.Completeness.PARTIAL,
        policy.partialUses().stream()
            .filter(use -> use.covers(request))
            .map(PolicyEdition.PartialUse::says)
            .toList(),
        exceeded,
        () -> circumstances(criteria));
  }

  private Standing.Circumstances circumstances(List<Assessment.CriterionResult> criteria) {
    Unmet unmet = unmet(criteria);
    return new Standing.Circumstances(
        unmet.perhapsLimited(),
        unmet.any() ? law.exceptionGround() : Truth.FALSE,
        SupportingFact.of(facts, reasoner, rulesOf(criteria)));
  }

  private List<RuleModel> rulesOf(List<Assessment.CriterionResult> criteria) {
    return criteria.stream()
        .filter(Assessment.CriterionResult::required)
        .flatMap(criterion -> edition.rules(RuleRole.CRITERION, criterion.id()).stream())
        .toList();
  }

  /** The groups in which failed drugs are counted and that are not met. */
  private record Unmet(boolean any, Set<String> perhapsLimited) {}

  private Unmet unmet(List<Assessment.CriterionResult> criteria) {
    boolean any = false;
    Map<String, Outcome> groups = Standing.groups(criteria);
    Set<String> perhapsLimited = new LinkedHashSet<>();
    for (Assessment.CriterionResult criterion : criteria) {
      if (!criterion.required() || groups.get(criterion.group()) != Outcome.NOT_MET) {
        continue;
      }
      int asked = asked(criterion.id());
      if (asked > 0) {
        any = true;
        if (law.perhaps().orElse(asked) < asked) {
          perhapsLimited.add(criterion.group());
        }
      }
    }
    return new Unmet(any, perhapsLimited);
  }

  /** Whether the request exceeds a limit; null while the case leaves it open, or no rule says. */
  @Nullable Boolean exceeds(PolicyEdition.QuantityLimit limit) {
    if (edition.rules(RuleRole.NOTICE, limit.id()).isEmpty()) {
      return null;
    }
    return switch (look(RuleRole.NOTICE, limit.id()).truth()) {
      case TRUE -> true;
      case FALSE -> false;
      case UNKNOWN -> null;
    };
  }

  private Assessment.CriterionResult criterion(PolicyEdition.Criterion criterion) {
    Look look = look(RuleRole.CRITERION, criterion.id());
    List<RuleModel> rules = edition.rules(RuleRole.CRITERION, criterion.id());
    boolean limited = !criterion.appliesTo().indications().isEmpty();
    boolean open = request.indication() == null && limited;
    Outcome outcome =
        switch (look.truth()) {
          case TRUE -> Outcome.MET;
          case UNKNOWN -> Outcome.UNDETERMINED;
          case FALSE -> open ? Outcome.UNDETERMINED : Outcome.NOT_MET;
        };
    Set<String> missing = new LinkedHashSet<>(look.missing());
    if (outcome == Outcome.UNDETERMINED && open) {
      missing.add(INDICATION);
    }
    return new Assessment.CriterionResult(
        criterion.id(),
        Objects.requireNonNullElse(criterion.group(), criterion.id()),
        criterion.says(),
        outcome,
        criterion.basis().enforced(),
        criterion.citation(),
        look.rules(),
        look.evidence(),
        List.copyOf(missing),
        outcome == Outcome.UNDETERMINED ? decidedBy(rules, open) : List.of(),
        outcome == Outcome.NOT_MET ? nearestMiss(rules) : List.of(),
        reason(outcome == Outcome.MET, outcome == Outcome.UNDETERMINED, look, missing),
        outcome == Outcome.MET ? null : criterion.remedy(),
        criterion.basis(),
        detail == Detail.OUTCOMES && outcome != Outcome.NOT_MET ? null : limit(criterion.id()));
  }

  /** The strictest law that lets a payer ask for fewer failed drugs than the criterion counts. */
  private Assessment.@Nullable LawLimit limit(String criterion) {
    int asked = asked(criterion);
    if (asked == 0) {
      return null; // Counts no drugs, so no law need be read.
    }
    return law.limits().stream()
        .filter(limit -> limit.failedDrugs() < asked)
        .min(Comparator.comparingInt(Assessment.LawLimit::failedDrugs))
        .orElse(null);
  }

  /** The smallest sets of unsaid facts with which a rule could match. */
  private List<List<Assessment.OpenFact>> decidedBy(List<RuleModel> rules, boolean ofOneUse) {
    if (detail != Detail.WHOLE) {
      return List.of();
    }
    List<Way> saying = ways.toMeet(rules).stream().filter(Way::onlySays).toList();
    List<List<Assessment.OpenFact>> sets =
        saying.stream().map(way -> openFacts(way, ofOneUse)).filter(s -> !s.isEmpty()).toList();
    int least = sets.stream().mapToInt(List::size).min().orElse(0);
    return sets.stream().filter(set -> set.size() == least).distinct().limit(MOST_SETS).toList();
  }

  private static List<Assessment.OpenFact> openFacts(Way way, boolean ofOneUse) {
    return Stream.concat(
            ofOneUse
                ? Stream.of(new Assessment.OpenFact(INDICATION, Wording.INDICATION))
                : Stream.of(),
            way.units().values().stream()
                .map(unit -> new Assessment.OpenFact(Wording.pointer(unit), Wording.asks(unit))))
        .distinct()
        .toList();
  }

  /** What the rule that is nearest to matching lacks. */
  private List<Assessment.Miss> nearestMiss(List<RuleModel> rules) {
    if (detail != Detail.WHOLE) {
      return List.of();
    }
    return ways.toMeet(rules).stream()
        .findFirst()
        .map(way -> way.units().values().stream().map(Wording::miss).toList())
        .orElse(List.of());
  }

  /** How many drugs a criterion counts, at least. */
  private int asked(String criterion) {
    return edition.rules(RuleRole.CRITERION, criterion).stream()
        .mapToInt(rule -> Condition.leastFacts(rule.when(), TRIALS))
        .min()
        .orElse(0);
  }

  private Assessment.ExclusionResult exclusion(PolicyEdition.Exclusion exclusion) {
    Look look = look(RuleRole.EXCLUSION, exclusion.id());
    boolean open = !named() || (request.indication() == null && !reachesEveryUse(exclusion));
    ExclusionOutcome outcome =
        switch (look.truth()) {
          case TRUE -> ExclusionOutcome.TRIGGERED;
          case UNKNOWN -> ExclusionOutcome.UNDETERMINED;
          case FALSE -> open ? ExclusionOutcome.UNDETERMINED : ExclusionOutcome.CLEAR;
        };
    Set<String> missing = new LinkedHashSet<>(look.missing());
    if (outcome == ExclusionOutcome.UNDETERMINED && request.indication() == null) {
      missing.add(INDICATION);
    }
    String reason =
        !named() && outcome == ExclusionOutcome.UNDETERMINED
            ? "The policy does not name this use, so this refusal may or may not reach it."
            : reason(
                outcome == ExclusionOutcome.TRIGGERED,
                outcome == ExclusionOutcome.UNDETERMINED,
                look,
                missing);
    return new Assessment.ExclusionResult(
        exclusion.id(),
        exclusion.says(),
        outcome,
        exclusion.effect(),
        exclusion.basis().enforced(),
        exclusion.citation(),
        look.rules(),
        look.evidence(),
        List.copyOf(missing),
        outcome == ExclusionOutcome.UNDETERMINED && named()
            ? decidedBy(edition.rules(RuleRole.EXCLUSION, exclusion.id()), open)
            : List.of(),
        reason,
        outcome == ExclusionOutcome.CLEAR ? null : exclusion.remedy(),
        exclusion.basis());
  }

  /**
   * Whether the exclusion is the answer for every use: a policy is silent on a use that it does not
   * name.
   */
  private boolean reachesEveryUse(PolicyEdition.Exclusion exclusion) {
    return exclusion.appliesTo().indications().isEmpty()
        && policy.indications().containsAll(List.of(Indication.values()));
  }

  private String reason(boolean holds, boolean open, Look look, Set<String> missing) {
    if (detail == Detail.OUTCOMES) {
      return "";
    }
    if (holds) {
      return String.join("; ", look.rules()) + ".";
    }
    if (open) {
      return "The case does not say what decides: " + String.join(", ", missing) + ".";
    }
    return look.misses().isEmpty() ? "No rule matched." : String.join("; ", look.misses()) + ".";
  }

  /** What is known of the rules that bear one id. */
  private record Look(
      Truth truth,
      List<String> rules,
      List<String> evidence,
      Set<String> missing,
      List<String> misses) {}

  private static List<Finding> borne(List<Finding> findings, RuleRole role, String id) {
    List<Finding> own = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.role() == role && finding.bears().equals(id)) {
        own.add(finding);
      }
    }
    return own;
  }

  private Look look(RuleRole role, String id) {
    List<RuleModel> rules = edition.rules(role, id);
    if (findings != null) {
      List<Finding> own = borne(findings, role, id);
      if (!own.isEmpty()) {
        return new Look(
            Truth.TRUE,
            own.stream().map(Finding::rule).toList(),
            own.stream().flatMap(finding -> finding.evidence().stream()).distinct().toList(),
            Set.of(),
            List.of());
      }
    }
    Judgement judgement = reasoner.any(rules);
    if (findings != null && judgement.truth() == Truth.TRUE) {
      // Drools decides. A rule that the reading holds to be met and Drools does not is a defect of
      // ours, and stays open.
      return new Look(Truth.UNKNOWN, List.of(), List.of(), Set.of(), List.of());
    }
    return new Look(
        judgement.truth(), List.of(), List.of(), judgement.missing(), judgement.misses());
  }
}
