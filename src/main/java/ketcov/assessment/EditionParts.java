package ketcov.assessment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.Indication;
import ketcov.casefacts.RequestedService;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleOutcome;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyEdition;
import ketcov.policy.Selection;
import org.jspecify.annotations.Nullable;

/** One case under one edition. */
final class EditionParts implements AssessmentParts {
  private final CaseContext context;
  private final CompiledEdition edition;
  private final PolicyEdition policy;
  private final List<Selection.Considered> considered;
  private final LikelihoodModel model;
  private final Detail detail;
  private final StepTherapyLaw law;
  private @Nullable EditionJudge judge;
  private @Nullable Standing standing;
  private @Nullable List<Supposed> supposed;
  private @Nullable Outlook outlook;

  EditionParts(
      CaseContext context,
      CompiledEdition edition,
      List<Selection.Considered> considered,
      LikelihoodModel model,
      Detail detail) {
    this.context = context;
    this.edition = edition;
    this.policy = edition.policy();
    this.considered = considered;
    this.model = model;
    this.detail = detail;
    this.law = context.law(edition);
  }

  /** Where the case would stand if the request named an indication that it leaves unsaid. */
  private record Supposed(Standing standing, Outlook outlook) {}

  @Override
  public EditionId edition() {
    return policy.editionId();
  }

  private RequestedService request() {
    return context.priorAuthCase().request();
  }

  private List<Finding> findings() {
    return context.fired().of(edition);
  }

  private EditionJudge judge() {
    EditionJudge known = judge;
    if (known == null) {
      known = new EditionJudge(edition, context.facts(), findings(), law, detail);
      judge = known;
    }
    return known;
  }

  private Standing standing() {
    Standing known = standing;
    if (known == null) {
      known = judge().standing();
      standing = known;
    }
    return known;
  }

  /** One for each indication that may be meant. */
  private List<Supposed> supposed() {
    List<Supposed> known = supposed;
    if (known == null) {
      known = new ArrayList<>();
      for (Indication indication : Indication.values()) {
        CaseFacts facts = context.reading().supposing().apply(indication);
        Standing then = new EditionJudge(edition, facts, null, law, Detail.OUTCOMES).standing();
        known.add(new Supposed(then, then.outlook()));
      }
      supposed = known;
    }
    return known;
  }

  /**
   * While the indication is unsaid, the outlook is what it would be for every indication, if they
   * agree.
   */
  @Override
  public Outlook outlook() {
    Outlook known = outlook;
    if (known == null) {
      if (request().indication() != null) {
        known = standing().outlook();
      } else {
        findings(); // Rules that fail answer nothing, whatever may be supposed.
        Set<Outlook> outlooks = EnumSet.noneOf(Outlook.class);
        supposed().forEach(one -> outlooks.add(one.outlook()));
        known = outlooks.size() == 1 ? outlooks.iterator().next() : Outlook.UNCERTAIN;
      }
      outlook = known;
    }
    return known;
  }

  @Override
  public String summary() {
    if (detail == Detail.OUTCOMES) {
      return "";
    }
    return request().indication() != null
        ? Summary.of(standing(), outlook())
        : switch (outlook()) {
          case NOT_COVERED ->
              "The policy denies every use, so the unsaid indication does not matter.";
          case LIKELY_DENIED -> "A required criterion is not met, whatever the unsaid indication.";
          case LIKELY_APPROVED ->
              "Every required criterion is met, whatever the unsaid indication.";
          case UNCERTAIN, NO_POLICY_IN_FORCE ->
              "The request does not say its indication, on which the answer depends.";
        };
  }

  private Assessment.Likelihood likelihood() {
    if (request().indication() != null) {
      return model.of(policy, standing());
    }
    List<Assessment.Likelihood> likelihoods = new ArrayList<>();
    List<Assessment.Likelihood> named = new ArrayList<>();
    for (Supposed one : supposed()) {
      likelihoods.add(model.of(policy, one.standing()));
      if (one.standing().named()) {
        named.add(likelihoods.getLast());
      }
    }
    return model.over(likelihoods, named);
  }

  @Override
  public List<Assessment.CriterionResult> criteria() {
    return standing().criteria();
  }

  @Override
  public List<Assessment.ExclusionResult> exclusions() {
    return standing().exclusions();
  }

  @Override
  public List<Assessment.MatchedRule> matchedRules() {
    Set<String> applying =
        criteria().stream().map(Assessment.CriterionResult::id).collect(Collectors.toSet());
    exclusions().forEach(exclusion -> applying.add(exclusion.id()));
    return findings().stream()
        .filter(finding -> finding.role() == RuleRole.NOTICE || applying.contains(finding.bears()))
        .map(
            finding ->
                new Assessment.MatchedRule(
                    policy.editionId(),
                    finding.rule(),
                    finding.bears(),
                    finding.citation(),
                    finding.evidence()))
        .toList();
  }

  private boolean covered() {
    return outlook() != Outlook.NOT_COVERED;
  }

  @Override
  public List<Assessment.RequiredDocument> requiredDocumentation() {
    return covered()
        ? new DocumentChecklist(policy, context.priorAuthCase(), standing()).list()
        : List.of();
  }

  @Override
  public Assessment.@Nullable ExpectedAuthorization authorization() {
    if (!covered()) {
      return null;
    }
    List<Assessment.QuantityLimit> limits =
        policy.quantityLimits().stream()
            .map(
                limit ->
                    new Assessment.QuantityLimit(
                        limit.id(), limit.says(), limit.citation(), judge().exceeds(limit)))
            .toList();
    PolicyEdition.ApprovalTerm term =
        policy.authorization().stream()
            .filter(candidate -> candidate.covers(request()))
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

  @Override
  public List<Assessment.ShownNotice> notices() {
    NoticeList notices = new NoticeList();
    notices.about(policy, standing());
    notices.found(policy, findings());
    for (CompiledEdition companion : context.companionsBeside(edition)) {
      notices.found(companion.policy(), context.fired().of(companion));
    }
    context.remarks(notices);
    return notices.list();
  }

  private PathToApproval.Paths paths(Assessment.Likelihood likelihood) {
    if (detail != Detail.WHOLE || request().indication() == null) {
      return PathToApproval.Paths.NONE;
    }
    return new PathToApproval(
            edition,
            then -> {
              Standing read = byReading(then);
              return new PathToApproval.Judged(then, read, model.of(policy, read).estimate());
            },
            then -> confirmedByRules(then.reading()))
        .from(new PathToApproval.Judged(context.reading(), standing(), likelihood.estimate()));
  }

  private Assessment.@Nullable Question nextQuestion(Assessment.Likelihood likelihood) {
    return detail == Detail.WHOLE
        ? NextQuestion.of(
            edition,
            context.reading(),
            standing(),
            likelihood,
            then -> model.of(policy, byReading(then)))
        : null;
  }

  /** Where a changed case stands, by the reading of the rules alone. */
  private Standing byReading(CaseReading.Accepted then) {
    return new EditionJudge(edition, then.facts(), null, law, Detail.OUTCOMES).standing();
  }

  /** Whether the rules themselves approve a changed case. */
  private boolean confirmedByRules(CaseReading.Accepted then) {
    return context.evaluator().evaluate(edition, then.facts()) instanceof RuleOutcome.Fired fired
        && new EditionJudge(edition, then.facts(), fired.findings(), law, Detail.OUTCOMES)
                .standing()
                .outlook()
            == Outlook.LIKELY_APPROVED;
  }

  private Assessment.PolicyUsed used() {
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

  @Override
  public Assessment whole(Assessor.Stamp stamp) {
    Assessment.Likelihood likelihood = likelihood();
    PathToApproval.Paths paths = paths(likelihood);
    return new Assessment(
        stamp.assessmentId(),
        context.priorAuthCase().caseId(),
        stamp.evaluatedAt(),
        used(),
        outlook(),
        summary(),
        likelihood,
        criteria(),
        exclusions(),
        matchedRules(),
        requiredDocumentation(),
        paths.best(),
        paths.others(),
        nextQuestion(likelihood),
        authorization(),
        notices(),
        CaseContext.used(context.companionsBeside(edition)),
        considered,
        null,
        null);
  }
}
