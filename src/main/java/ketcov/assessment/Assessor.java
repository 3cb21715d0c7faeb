package ketcov.assessment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ketcov.casefacts.PriorAuthCase;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleEvaluator;
import ketcov.engine.RuleSession;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyCatalog;
import ketcov.policy.Selection;
import org.jspecify.annotations.Nullable;

/** Assesses cases under the policies of a catalog. Immutable and thread-safe. */
public final class Assessor {
  private final PolicyCatalog<CompiledEdition> catalog;
  private final LikelihoodModel model;
  private final RuleEvaluator evaluator;
  private final Detail detail;

  /** An assessor over a catalog, with the policy model of the likelihood. */
  public Assessor(PolicyCatalog<CompiledEdition> catalog) {
    this(catalog, LikelihoodWeights.ofPolicyModel());
  }

  /** An assessor over a catalog. */
  public Assessor(PolicyCatalog<CompiledEdition> catalog, LikelihoodWeights weights) {
    this(catalog, weights, RuleSession::fire, Detail.WHOLE);
  }

  private Assessor(
      PolicyCatalog<CompiledEdition> catalog,
      LikelihoodWeights weights,
      RuleEvaluator evaluator,
      Detail detail) {
    this.catalog = catalog;
    this.model = new LikelihoodModel(weights);
    this.evaluator = evaluator;
    this.detail = detail;
  }

  /**
   * An assessor that finds outcomes, outlook and papers, and neither explains them nor looks for a
   * path: for runs over many rule sets.
   *
   * @param evaluator says which rules hold
   */
  public static Assessor ofOutcomes(
      PolicyCatalog<CompiledEdition> catalog, RuleEvaluator evaluator) {
    return new Assessor(catalog, LikelihoodWeights.ofPolicyModel(), evaluator, Detail.REASONS);
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
    return whole(parts(reading, edition, detail), stamp);
  }

  /**
   * Assesses a case under one edition, whatever its payer and date: what a sample case of that
   * edition asks for.
   */
  public AssessmentResult assessUnder(
      CompiledEdition edition, CaseReading.Accepted reading, Stamp stamp) {
    return whole(partsUnder(edition, reading, detail), stamp);
  }

  /** The parts of an assessment under the edition that the case names or that its date chooses. */
  public AssessmentParts parts(CaseReading.Accepted reading, Detail detail) {
    return parts(reading, reading.facts().priorAuthCase().request().policyEdition(), detail);
  }

  /** The parts of an assessment under one edition, whatever the case's payer and date. */
  public AssessmentParts partsUnder(
      CompiledEdition edition, CaseReading.Accepted reading, Detail detail) {
    return under(context(reading), edition, List.of(), detail);
  }

  private AssessmentParts parts(
      CaseReading.Accepted reading, @Nullable String edition, Detail detail) {
    CaseContext context = context(reading);
    return switch (catalog.select(reading.facts().priorAuthCase(), edition)) {
      case Selection.Selected<CompiledEdition> selected ->
          under(context, selected.edition(), selected.considered(), detail);
      case Selection.NoneInForce<CompiledEdition> none ->
          UnjudgedParts.withoutPolicy(context, none);
      case Selection.Ambiguous<CompiledEdition> several ->
          UnjudgedParts.ambiguous(context, several);
    };
  }

  private CaseContext context(CaseReading.Accepted reading) {
    return new CaseContext(reading, catalog, evaluator);
  }

  private EditionParts under(
      CaseContext context,
      CompiledEdition edition,
      List<Selection.Considered> considered,
      Detail asked) {
    Detail most = asked.compareTo(detail) < 0 ? asked : detail;
    return new EditionParts(context, edition, considered, model, most);
  }

  private static AssessmentResult whole(AssessmentParts parts, Stamp stamp) {
    try {
      return new AssessmentResult.Assessed(parts.whole(stamp));
    } catch (RuleFailure failure) {
      return failure.result();
    }
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
    CaseContext context = context(reading);
    for (CompiledEdition edition : catalog.inForce(priorAuthCase)) {
      switch (whole(under(context, edition, List.of(), Detail.REASONS), stamp)) {
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
}
