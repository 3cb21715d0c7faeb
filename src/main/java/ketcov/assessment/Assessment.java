package ketcov.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import ketcov.casefacts.DocumentType;
import ketcov.policy.Basis;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyEdition;
import ketcov.policy.PolicyId;
import ketcov.policy.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Our answer to one case; the record is the JSON that users see. It predicts what the payer will
 * decide and never decides it.
 *
 * @param assessmentId id of this answer
 * @param caseId the client's own id
 * @param evaluatedAt when it was made
 * @param policy the edition that judged the case; null when none or several apply
 * @param summary why the outlook is what it is, in a sentence
 * @param likelihood null when no edition judged the case
 * @param criteria each criterion that applies to the request, in the order of the policy
 * @param matchedRules the rules that matched for them, in a stable order
 * @param pathToApproval the least that would have to be said, sent, done or asked otherwise for the
 *     policy to approve, in order; empty when it would approve now or no path is known
 * @param otherPaths paths that take as much
 * @param nextQuestion the single unsaid fact that narrows the likelihood most
 * @param companions the editions of label and law that were fired beside it
 * @param considered every edition of the payer that was looked at, and why it applies or not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Assessment(
    String assessmentId,
    @Nullable String caseId,
    Instant evaluatedAt,
    @Nullable PolicyUsed policy,
    Outlook outlook,
    String summary,
    @Nullable Likelihood likelihood,
    List<CriterionResult> criteria,
    List<ExclusionResult> exclusions,
    List<MatchedRule> matchedRules,
    List<RequiredDocument> requiredDocumentation,
    List<PathStep> pathToApproval,
    List<List<PathStep>> otherPaths,
    @Nullable Question nextQuestion,
    @Nullable ExpectedAuthorization authorization,
    List<ShownNotice> notices,
    List<CompanionUsed> companions,
    List<Selection.Considered> considered,
    @Nullable List<String> knownPayers,
    @Nullable String didYouMean) {

  public Assessment {
    criteria = List.copyOf(criteria);
    exclusions = List.copyOf(exclusions);
    matchedRules = List.copyOf(matchedRules);
    requiredDocumentation = List.copyOf(requiredDocumentation);
    pathToApproval = List.copyOf(pathToApproval);
    otherPaths = List.copyOf(otherPaths);
    notices = List.copyOf(notices);
    companions = List.copyOf(companions);
    considered = List.copyOf(considered);
  }

  /** The edition that judged the case; {@code contentHash} is the SHA-256 of its texts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PolicyUsed(
      PolicyId id,
      String edition,
      String title,
      String payerName,
      PolicyEdition.Source source,
      @Nullable LocalDate inForceFrom,
      @Nullable LocalDate inForceTo,
      PolicyEdition.InForceBasis inForceBasis,
      PolicyEdition.Completeness completeness,
      String contentHash) {}

  /** A companion edition that was fired. */
  public record CompanionUsed(PolicyId id, String edition, String contentHash) {}

  /**
   * One criterion.
   *
   * @param group criteria of one group are alternatives
   * @param required it can decide; false for a criterion that was inferred and is not enforced
   * @param rules the rules that matched
   * @param evidence JSON pointers into the case
   * @param missingFacts JSON pointers of unsaid facts that keep it open
   * @param decidedBy the smallest sets of unsaid facts that could decide it
   * @param nearestMiss what the rule that is nearest to matching lacks, while it is not met
   * @param reason why it stands where it stands, in words
   * @param remedy what the clinic can do or send while it is not met
   * @param limitedByLaw null when no law that we know caps it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CriterionResult(
      String id,
      String group,
      String says,
      Outcome outcome,
      boolean required,
      String citation,
      List<String> rules,
      List<String> evidence,
      List<String> missingFacts,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<OpenFact>> decidedBy,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Miss> nearestMiss,
      String reason,
      @Nullable String remedy,
      Basis basis,
      @Nullable LawLimit limitedByLaw) {}

  /**
   * An unsaid fact.
   *
   * @param pointer where it would stand
   * @param asks what is asked, as the end of a sentence that begins with "say"
   */
  public record OpenFact(String pointer, String asks) {}

  /**
   * What one condition of the nearest rule found, and what it needs.
   *
   * @param pointer where it stands in the case
   * @param says what it is
   * @param found null when the case has nothing of the kind
   * @param difference what is lacking, for numbers
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Miss(
      String pointer,
      String says,
      @Nullable String found,
      String needed,
      @Nullable Double difference) {}

  /** What a step is. */
  public enum StepKind {
    SUPPLY_FACT,
    SUPPLY_DOCUMENT,
    CHANGE_REQUEST,
    COMPLETE_TREATMENT,
    NOT_CHANGEABLE
  }

  /** A value with which the step counts as taken. */
  public record FactChange(String pointer, Object value) {}

  /**
   * One step of a path.
   *
   * @param criterion the group of criteria, the exclusion or the limit that it serves first
   * @param changes values with which it would count as taken: the nearest, not the only ones
   * @param effort a fact or a paper takes 1, a change of the request 2, a treatment 4 and 1 more
   *     for each week; 0 for what nobody can change
   * @param earliest the first day on which a treatment can be complete
   * @param estimateAfter the likelihood when this step and those before it are taken
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PathStep(
      String criterion,
      String action,
      StepKind kind,
      List<FactChange> changes,
      int effort,
      @Nullable LocalDate earliest,
      @Nullable Double estimateAfter) {}

  /**
   * The single unsaid fact that narrows the likelihood most.
   *
   * @param width from low to high now
   * @param widthAfter the mean from low to high once it is said
   */
  public record Question(String pointer, String asks, double width, double widthAfter) {}

  /**
   * A law in force on the service date that caps what a criterion may ask of this plan.
   *
   * @param policy the edition of the law
   * @param failedDrugs the most failed drugs that it lets a payer ask for
   */
  public record LawLimit(
      String id, EditionId policy, int failedDrugs, String says, String citation) {}

  /** One exclusion; as {@link CriterionResult}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExclusionResult(
      String id,
      String says,
      ExclusionOutcome outcome,
      PolicyEdition.Effect effect,
      boolean required,
      String citation,
      List<String> rules,
      List<String> evidence,
      List<String> missingFacts,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<OpenFact>> decidedBy,
      String reason,
      @Nullable String remedy,
      Basis basis) {}

  /** A rule that matched. */
  public record MatchedRule(
      EditionId policy, String rule, String criterion, String citation, List<String> evidence) {}

  /**
   * A paper to send.
   *
   * @param stated the payer itself asks for it; false for what usually proves the criterion
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RequiredDocument(
      DocumentType type,
      String title,
      DocumentStatus status,
      boolean stated,
      List<String> criteria,
      String citation,
      String whyNeeded) {}

  /** Whether a paper came with the case. */
  public enum DocumentStatus {
    PROVIDED,
    MISSING,
    EXPIRED
  }

  /** What the policy would grant. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExpectedAuthorization(
      @Nullable Integer durationDays,
      @Nullable String asStated,
      @Nullable String citation,
      List<QuantityLimit> quantityLimits) {}

  /** A limit on dose or number; {@code exceeded} is null when the case leaves it open. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record QuantityLimit(
      String id, String says, String citation, @Nullable Boolean exceeded) {}

  /** What the reader should know beside the criteria. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ShownNotice(
      String id,
      PolicyEdition.NoticeKind kind,
      String text,
      @Nullable String citation,
      @Nullable EditionId policy,
      List<String> evidence) {}

  /**
   * How likely approval is.
   *
   * @param estimate between low and high; all three are probabilities
   * @param low the least over what is unsaid
   * @param high the greatest over what is unsaid
   * @param model the version of the model that computed it
   * @param observations recorded determinations behind it
   * @param drivers its terms, strongest first
   */
  public record Likelihood(
      double estimate,
      double low,
      double high,
      LikelihoodBasis basis,
      String model,
      int observations,
      List<Driver> drivers) {}

  /** Where the weights come from. */
  public enum LikelihoodBasis {
    POLICY_MODEL,
    CALIBRATED
  }

  /**
   * One term of the likelihood.
   *
   * @param criterion the criterion, or the group of criteria that are alternatives, or what else
   *     the term is about
   * @param effect in log-odds
   * @param amounts how much of each weight is in it
   */
  public record Driver(String criterion, double effect, String why, Map<String, Double> amounts) {}
}
