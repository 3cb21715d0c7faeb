package ketcov.assessment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.Indication;
import ketcov.casefacts.PriorAuthCase;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleEvaluator;
import ketcov.engine.RuleOutcome;
import ketcov.engine.RuleSession;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReading;
import ketcov.intake.CaseRemark;
import ketcov.policy.EditionId;
import ketcov.policy.PayerDirectory;
import ketcov.policy.PolicyCatalog;
import ketcov.policy.PolicyEdition;
import ketcov.policy.Selection;
import org.jspecify.annotations.Nullable;

/** Assesses cases under the policies of a catalog. Immutable and thread-safe. */
public final class Assessor {
  private final PolicyCatalog<CompiledEdition> catalog;
  private final LikelihoodModel model;
  private final RuleEvaluator evaluator;
  private final Depth depth;

  /** An assessor over a catalog, with the policy model of the likelihood. */
  public Assessor(PolicyCatalog<CompiledEdition> catalog) {
    this(catalog, LikelihoodWeights.ofPolicyModel());
  }

  /** An assessor over a catalog. */
  public Assessor(PolicyCatalog<CompiledEdition> catalog, LikelihoodWeights weights) {
    this(catalog, weights, RuleSession::fire, Depth.WHOLE);
  }

  private Assessor(
      PolicyCatalog<CompiledEdition> catalog,
      LikelihoodWeights weights,
      RuleEvaluator evaluator,
      Depth depth) {
    this.catalog = catalog;
    this.model = new LikelihoodModel(weights);
    this.evaluator = evaluator;
    this.depth = depth;
  }

  /**
   * An assessor that finds outcomes, outlook and papers, and neither explains them nor looks for a
   * path: for runs over many rule sets.
   *
   * @param evaluator says which rules hold
   */
  public static Assessor ofOutcomes(
      PolicyCatalog<CompiledEdition> catalog, RuleEvaluator evaluator) {
    return new Assessor(catalog, LikelihoodWeights.ofPolicyModel(), evaluator, Depth.OUTLOOK);
  }

  /** The catalog that it chooses from. */
  public PolicyCatalog<CompiledEdition> catalog() {
    return catalog;
  }

  /**
   * Who asks, and when: the parts of an assessment that the case and the policies do not decide.
   */
  public record Stamp(String assessmentId, Instant evaluatedAt) {}

  /**
   * Assesses a case.
   *
   * @param named an edition to judge by instead of choosing by date; null to choose
   */
  public AssessmentResult assess(
      CaseReading.Accepted reading, @Nullable String named, Stamp stamp) {
    PriorAuthCase priorAuthCase = reading.facts().priorAuthCase();
    String edition = named != null ? named : priorAuthCase.request().policyEdition();
    if (edition != null && !catalog.knows(priorAuthCase.coverage(), edition)) {
      return new AssessmentResult.UnknownEdition(priorAuthCase.coverage().payer(), edition);
    }
    return switch (catalog.select(priorAuthCase, edition)) {
      case Selection.Selected<CompiledEdition> selected ->
          new OneCase(reading, stamp, depth).under(selected.edition(), selected.considered());
      case Selection.NoneInForce<CompiledEdition> none ->
          new OneCase(reading, stamp, depth).withoutPolicy(none);
      case Selection.Ambiguous<CompiledEdition> several ->
          new OneCase(reading, stamp, depth).ambiguous(several);
    };
  }

  /**
   * Assesses a case under one edition, whatever its payer and date: what a sample case of that
   * edition asks for.
   */
  public AssessmentResult assessUnder(
      CompiledEdition edition, CaseReading.Accepted reading, Stamp stamp) {
    return new OneCase(reading, stamp, depth).under(edition, List.of());
  }

  /** How an assessment of this case came about; empty when no edition judged it. */
  public TracedAssessment traced(CaseReading.Accepted reading, Assessment assessment) {
    Assessment.PolicyUsed policy = assessment.policy();
    List<Trace.TracedEntry> trace =
        policy == null
            ? List.of()
            : catalog
                .edition(new EditionId(policy.id(), policy.edition()))
                .map(edition -> Trace.of(edition, reading.facts(), assessment))
                .orElse(List.of());
    return new TracedAssessment(assessment, trace);
  }

  /** Holds a case against every policy in force for its drug, whoever its payer is. */
  public Comparison compare(CaseReading.Accepted reading, Stamp stamp) {
    PriorAuthCase priorAuthCase = reading.facts().priorAuthCase();
    List<Assessment> assessments = new ArrayList<>();
    List<EditionId> failures = new ArrayList<>();
    for (CompiledEdition edition : catalog.inForce(priorAuthCase)) {
      switch (new OneCase(reading, stamp, Depth.OUTLOOK).under(edition, List.of())) {
        case AssessmentResult.Assessed assessed -> assessments.add(assessed.assessment());
        case AssessmentResult.RulesFailed failed -> failures.add(failed.edition());
        case AssessmentResult.UnknownEdition unknown ->
            throw new IllegalStateException(unknown.edition());
      }
    }
    return Comparison.of(
        priorAuthCase.caseId(),
        priorAuthCase.serviceDate(),
        priorAuthCase.request().drug(),
        priorAuthCase.request().route(),
        assessments,
        failures);
  }

  /** Rules failed; carried out of the work on one case. */
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AssessmentResult.RulesFailed result;

    Failure(AssessmentResult.RulesFailed result) {
      this.result = result;
    }
  }

  /** How far the work on one case goes. */
  private enum Depth {
    /** All that an assessment tells. */
    WHOLE,
    /** Outcomes, outlook and likelihood, for a comparison of many policies. */
    OUTLOOK
  }

  /** The work on one case. */
  private final class OneCase {
    private final CaseReading.Accepted reading;
    private final CaseFacts facts;
    private final PriorAuthCase priorAuthCase;
    private final Stamp stamp;
    private final Depth depth;
    private final List<Assessment.ShownNotice> notices = new ArrayList<>();
    private final List<Assessment.CompanionUsed> companions = new ArrayList<>();

    OneCase(CaseReading.Accepted reading, Stamp stamp, Depth depth) {
      this.reading = reading;
      this.depth = depth;
      this.facts = reading.facts();
      this.priorAuthCase = facts.priorAuthCase();
      this.stamp = stamp;
    }

    AssessmentResult under(CompiledEdition edition, List<Selection.Considered> considered) {
      try {
        PolicyEdition policy = edition.policy();
        List<Finding> findings = fire(edition);
        Map<CompiledEdition, List<Finding>> beside = fireCompanions(edition);
        StepTherapyLaw law = law(beside);
        EditionJudge judge = new EditionJudge(edition, facts, findings, law, depth == Depth.WHOLE);
        Standing standing = judge.standing();
        Supposed supposed = suppose(edition, standing, law);
        PathToApproval.Paths paths = paths(edition, standing, supposed, beside);
        about(policy, standing);
        noticesOf(edition, findings);
        beside.forEach(this::noticesOf);
        remarks();
        boolean covered = supposed.outlook() != Outlook.NOT_COVERED;
        return new AssessmentResult.Assessed(
            new Assessment(
                stamp.assessmentId(),
                priorAuthCase.caseId(),
                stamp.evaluatedAt(),
                used(edition),
                supposed.outlook(),
                supposed.summary(),
                supposed.likelihood(),
                standing.criteria(),
                standing.exclusions(),
                matched(edition, findings, standing),
                covered ? new DocumentChecklist(policy, priorAuthCase, standing).list() : List.of(),
                paths.best(),
                paths.others(),
                nextQuestion(edition, standing, supposed, beside),
                covered ? authorization(policy, judge) : null,
                notices,
                companions,
                considered,
                null,
                null));
      } catch (Failure failure) {
        return failure.result;
      }
    }

    AssessmentResult withoutPolicy(Selection.NoneInForce<CompiledEdition> none) {
      boolean unknownPayer = !none.knownPayers().isEmpty();
      String summary =
          unknownPayer
              ? "No policy of payer `"
                  + priorAuthCase.coverage().payer()
                  + "` is in the library."
                  + (none.didYouMean() == null ? "" : " Did you mean `" + none.didYouMean() + "`?")
              : "No edition of this payer applies; `considered` says why for each.";
      return unjudged(
          Outlook.NO_POLICY_IN_FORCE,
          summary,
          none.considered(),
          unknownPayer ? none.knownPayers() : null,
          none.didYouMean());
    }

    AssessmentResult ambiguous(Selection.Ambiguous<CompiledEdition> several) {
      String names =
          several.editions().stream()
              .map(edition -> edition.policy().editionId().toString())
              .collect(Collectors.joining(", "));
      return unjudged(
          Outlook.UNCERTAIN,
          "Several editions apply: "
              + names
              + ". Say the plan, line of business, state or benefit that tells them apart, or name one with `?edition=`.",
          several.considered(),
          null,
          null);
    }

    private AssessmentResult unjudged(
        Outlook outlook,
        String summary,
        List<Selection.Considered> considered,
        @Nullable List<String> knownPayers,
        @Nullable String didYouMean) {
      try {
        fireCompanions(null).forEach(this::noticesOf);
        remarks();
        return new AssessmentResult.Assessed(
            new Assessment(
                stamp.assessmentId(),
                priorAuthCase.caseId(),
                stamp.evaluatedAt(),
                null,
                outlook,
                summary,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                notices,
                companions,
                considered,
                knownPayers,
                didYouMean));
      } catch (Failure failure) {
        return failure.result;
      }
    }

    private List<Finding> fire(CompiledEdition edition) throws Failure {
      return switch (evaluator.evaluate(edition, facts)) {
        case RuleOutcome.Fired fired -> fired.findings();
        case RuleOutcome.Failed failed ->
            throw new Failure(
                new AssessmentResult.RulesFailed(edition.policy().editionId(), failed));
      };
    }

    private record Supposed(Outlook outlook, String summary, Assessment.Likelihood likelihood) {}

    /**
     * While the indication is unsaid, the outlook is what it would be for every indication, if they
     * agree.
     */
    private Supposed suppose(CompiledEdition edition, Standing standing, StepTherapyLaw law) {
      if (priorAuthCase.request().indication() != null) {
        Outlook outlook = standing.outlook();
        return new Supposed(
            outlook, Summary.of(standing, outlook), model.of(edition.policy(), standing));
      }
      Set<Outlook> outlooks = EnumSet.noneOf(Outlook.class);
      List<Assessment.Likelihood> likelihoods = new ArrayList<>();
      List<Assessment.Likelihood> named = new ArrayList<>();
      for (Indication indication : Indication.values()) {
        CaseFacts supposedFacts = reading.supposing().apply(indication);
        Standing supposed = new EditionJudge(edition, supposedFacts, null, law, false).standing();
        outlooks.add(supposed.outlook());
        likelihoods.add(model.of(edition.policy(), supposed));
        if (supposed.named()) {
          named.add(likelihoods.getLast());
        }
      }
      Assessment.Likelihood likelihood = model.over(likelihoods, named);
      Outlook outlook = outlooks.size() == 1 ? outlooks.iterator().next() : Outlook.UNCERTAIN;
      return new Supposed(outlook, withoutIndication(outlook), likelihood);
    }

    private static String withoutIndication(Outlook outlook) {
      return switch (outlook) {
        case NOT_COVERED ->
            "The policy denies every use, so the unsaid indication does not matter.";
        case LIKELY_DENIED -> "A required criterion is not met, whatever the unsaid indication.";
        case LIKELY_APPROVED -> "Every required criterion is met, whatever the unsaid indication.";
        case UNCERTAIN, NO_POLICY_IN_FORCE ->
            "The request does not say its indication, on which the answer depends.";
      };
    }

    private Map<CompiledEdition, List<Finding>> fireCompanions(@Nullable CompiledEdition judge)
        throws Failure {
      Map<CompiledEdition, List<Finding>> fired = new LinkedHashMap<>();
      for (CompiledEdition companion : catalog.companions(priorAuthCase)) {
        if (companion != judge) {
          PolicyEdition policy = companion.policy();
          companions.add(
              new Assessment.CompanionUsed(
                  policy.id(), policy.edition(), companion.source().contentHash()));
          fired.put(companion, fire(companion));
        }
      }
      return fired;
    }

    private PathToApproval.Paths paths(
        CompiledEdition edition,
        Standing standing,
        Supposed supposed,
        Map<CompiledEdition, List<Finding>> beside) {
      if (depth == Depth.OUTLOOK || priorAuthCase.request().indication() == null) {
        return PathToApproval.Paths.NONE;
      }
      return new PathToApproval(
              edition,
              then -> {
                Standing read = byReading(edition, then, beside);
                return new PathToApproval.Judged(
                    then, read, model.of(edition.policy(), read).estimate());
              },
              then -> confirmedByRules(edition, then.reading(), beside))
          .from(new PathToApproval.Judged(reading, standing, supposed.likelihood().estimate()));
    }

    private Assessment.@Nullable Question nextQuestion(
        CompiledEdition edition,
        Standing standing,
        Supposed supposed,
        Map<CompiledEdition, List<Finding>> beside) {
      return depth == Depth.OUTLOOK
          ? null
          : NextQuestion.of(
              edition,
              reading,
              standing,
              supposed.likelihood(),
              then -> model.of(edition.policy(), byReading(edition, then, beside)));
    }

    /** Where a changed case stands, by the reading of the rules alone. */
    private Standing byReading(
        CompiledEdition edition,
        CaseReading.Accepted then,
        Map<CompiledEdition, List<Finding>> beside) {
      return new EditionJudge(edition, then.facts(), null, law(beside), false).standing();
    }

    /** Whether the rules themselves approve a changed case. */
    private boolean confirmedByRules(
        CompiledEdition edition,
        CaseReading.Accepted then,
        Map<CompiledEdition, List<Finding>> beside) {
      return evaluator.evaluate(edition, then.facts()) instanceof RuleOutcome.Fired fired
          && new EditionJudge(edition, then.facts(), fired.findings(), law(beside), false)
                  .standing()
                  .outlook()
              == Outlook.LIKELY_APPROVED;
    }

    /** What the laws that were fired, and those of states that may be meant, say. */
    private StepTherapyLaw law(Map<CompiledEdition, List<Finding>> fired) {
      return new StepTherapyLaw(fired, catalog.lawsOfUnsaidState(priorAuthCase), facts);
    }

    private void noticesOf(CompiledEdition edition, List<Finding> findings) {
      PolicyEdition policy = edition.policy();
      for (Finding finding : findings) {
        if (finding.role() != RuleRole.NOTICE) {
          continue;
        }
        policy.notices().stream()
            .filter(notice -> notice.id().equals(finding.bears()))
            .forEach(
                notice ->
                    show(
                        notice.id(),
                        notice.kind(),
                        notice.says(),
                        notice.citation(),
                        policy,
                        finding));
        policy.quantityLimits().stream()
            .filter(limit -> limit.id().equals(finding.bears()))
            .forEach(
                limit ->
                    show(
                        limit.id(),
                        PolicyEdition.NoticeKind.QUANTITY_LIMIT,
                        finding.rule() + ". " + limit.says(),
                        limit.citation(),
                        policy,
                        finding));
      }
    }

    private void show(
        String id,
        PolicyEdition.NoticeKind kind,
        String text,
        String citation,
        PolicyEdition policy,
        Finding finding) {
      boolean shown =
          notices.stream()
              .anyMatch(
                  n ->
                      n.id().equals(id)
                          && policy.editionId().equals(n.policy())
                          && n.text().equals(text));
      if (!shown) {
        notices.add(
            new Assessment.ShownNotice(
                id, kind, text, citation, policy.editionId(), finding.evidence()));
      }
    }

    /** What the reader should know of the edition itself. */
    private void about(PolicyEdition policy, Standing standing) {
      EditionId id = policy.editionId();
      if (!Objects.requireNonNullElse(policy.inForce().byDate(), Boolean.TRUE)) {
        add(
            "undated-source",
            "This edition is undated and superseded; it answers because the request names it.",
            id);
      } else if (policy.inForce().basis() == PolicyEdition.InForceBasis.ASSUMED) {
        add(
            "undated-source",
            "The source states no effective date: this edition is taken to be in force"
                + (policy.inForce().from() == null
                    ? ""
                    : " from " + policy.inForce().from() + " on")
                + ". Check the date with the payer.",
            id);
      }
      if (policy.completeness() == PolicyEdition.Completeness.PARTIAL) {
        add(
            "partial-source",
            "Only part of this policy could be read ("
                + policy.source().title()
                + ")."
                + (policy.missing().isEmpty()
                    ? ""
                    : " Not seen: " + String.join("; ", policy.missing()) + ".")
                + " The payer may ask for more.",
            id);
      }
      if (!standing.partialUse().isEmpty()) {
        add(
            "partial-use",
            "The source does not show all criteria of this use: "
                + String.join("; ", standing.partialUse())
                + ". An approval cannot be predicted from those that it shows.",
            id);
      }
      String inferred =
          standing.criteria().stream()
              .filter(criterion -> !criterion.required())
              .map(Assessment.CriterionResult::id)
              .collect(Collectors.joining(", "));
      if (!inferred.isEmpty()) {
        add(
            "inferred-criteria",
            "Concluded, not read in a source, and therefore not enforced: " + inferred + ".",
            id);
      }
    }

    private void add(String id, String text, EditionId policy) {
      notices.add(
          new Assessment.ShownNotice(
              id, PolicyEdition.NoticeKind.PARTIAL_SOURCE, text, null, policy, List.of()));
    }

    private void remarks() {
      for (PayerDirectory.Remark remark : catalog.judging(priorAuthCase.coverage()).remarks()) {
        notices.add(
            new Assessment.ShownNotice(
                remark.id(),
                PolicyEdition.NoticeKind.PAYER,
                remark.text(),
                remark.citation(),
                null,
                List.of()));
      }
      for (CaseRemark remark : reading.remarks()) {
        notices.add(
            new Assessment.ShownNotice(
                "case-data",
                PolicyEdition.NoticeKind.CASE_DATA,
                remark.text(),
                null,
                null,
                List.of(remark.pointer())));
      }
    }

    private Assessment.PolicyUsed used(CompiledEdition edition) {
      PolicyEdition policy = edition.policy();
      return new Assessment.PolicyUsed(
          policy.id(),
          policy.edition(),
          policy.title(),
          policy.payerName(),
          policy.source(),
          policy.inForce().from(),
          policy.inForce().to(),
          policy.inForce().basis(),
          policy.completeness(),
          edition.source().contentHash());
    }

    private List<Assessment.MatchedRule> matched(
        CompiledEdition edition, List<Finding> findings, Standing standing) {
      Set<String> applying =
          standing.criteria().stream()
              .map(Assessment.CriterionResult::id)
              .collect(Collectors.toSet());
      standing.exclusions().forEach(exclusion -> applying.add(exclusion.id()));
      return findings.stream()
          .filter(
              finding -> finding.role() == RuleRole.NOTICE || applying.contains(finding.bears()))
          .map(
              finding ->
                  new Assessment.MatchedRule(
                      edition.policy().editionId(),
                      finding.rule(),
                      finding.bears(),
                      finding.citation(),
                      finding.evidence()))
          .toList();
    }

    private Assessment.@Nullable ExpectedAuthorization authorization(
        PolicyEdition policy, EditionJudge judge) {
      List<Assessment.QuantityLimit> limits =
          policy.quantityLimits().stream()
              .map(
                  limit ->
                      new Assessment.QuantityLimit(
                          limit.id(), limit.says(), limit.citation(), judge.exceeds(limit)))
              .toList();
      PolicyEdition.ApprovalTerm term =
          policy.authorization().stream()
              .filter(candidate -> candidate.covers(priorAuthCase.request()))
              .findFirst()
              .orElse(null);
      if (term == null) {
        return limits.isEmpty()
            ? null
            : new Assessment.ExpectedAuthorization(null, null, null, limits);
      }
      return new Assessment.ExpectedAuthorization(
          term.durationDays(), term.asStated(), term.citation(), limits);
    }
  }
}
