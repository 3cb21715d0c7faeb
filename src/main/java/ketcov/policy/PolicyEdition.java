package ketcov.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ketcov.casefacts.Authorization;
import ketcov.casefacts.Benefit;
import ketcov.casefacts.DocumentType;
import ketcov.casefacts.Drug;
import ketcov.casefacts.Indication;
import ketcov.casefacts.LineOfBusiness;
import ketcov.casefacts.RequestedService;
import ketcov.casefacts.Route;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code policy.yaml} says: one dated, immutable version of a payer's coverage policy, with
 * its criteria in words. When a criterion is met is said by the rules beside it. {@code
 * docs/writing-policies.md} explains every key.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyEdition(
    PolicyId id,
    String edition,
    @Nullable Kind kind,
    String title,
    String payerName,
    CoverageScope coverage,
    List<RequestScope> requests,
    List<Indication> indications,
    InForce inForce,
    Source source,
    Completeness completeness,
    List<String> missing,
    List<PartialUse> partialUses,
    List<Criterion> criteria,
    List<Exclusion> exclusions,
    List<Notice> notices,
    List<Documentation> documentation,
    List<ApprovalTerm> authorization,
    List<QuantityLimit> quantityLimits,
    @Nullable Prior prior,
    List<CodeEntry> codes,
    Map<String, List<String>> valueSets,
    List<String> notes) {

  public PolicyEdition {
    kind = Objects.requireNonNullElse(kind, Kind.PAYER);
    requests = copy(requests);
    indications = copy(indications);
    missing = copy(missing);
    partialUses = copy(partialUses);
    criteria = copy(criteria);
    exclusions = copy(exclusions);
    notices = copy(notices);
    documentation = copy(documentation);
    authorization = copy(authorization);
    quantityLimits = copy(quantityLimits);
    codes = copy(codes);
    valueSets = Map.copyOf(Objects.requireNonNullElse(valueSets, Map.of()));
    notes = copy(notes);
  }

  /** The same policy, in force until a day. */
  PolicyEdition endingOn(LocalDate to) {
    return new PolicyEdition(
        id,
        edition,
        kind,
        title,
        payerName,
        coverage,
        requests,
        indications,
        new InForce(inForce.from(), to, inForce.basis(), inForce.byDate(), inForce.gapBefore()),
        source,
        completeness,
        missing,
        partialUses,
        criteria,
        exclusions,
        notices,
        documentation,
        authorization,
        quantityLimits,
        prior,
        codes,
        valueSets,
        notes);
  }

  /**
   * A payer's policy, or a companion that is fired beside every payer's policy and yields notices
   * only.
   */
  public enum Kind {
    PAYER,
    COMPANION
  }

  /** Whether we could read the whole policy. */
  public enum Completeness {
    FULL,
    PARTIAL
  }

  /** Where the policy was read. */
  public enum SourceKind {
    OWN_PAGE,
    OWN_FORM_MIRROR,
    THIRD_PARTY_SUMMARY,
    CHANGE_LOG_SUMMARY,
    REGULATOR
  }

  /** How the dates in force are known. */
  public enum InForceBasis {
    STATED,
    MONTH_STATED,
    INFERRED,
    ASSUMED
  }

  /** What a triggered exclusion means. */
  public enum Effect {
    /** This use is never covered, whatever the clinical facts. */
    NOT_COVERED,
    /** This request is denied; another one may not be. */
    DENIED
  }

  /** What a notice is about. */
  public enum NoticeKind {
    SAFETY,
    STEP_THERAPY_EXCEPTION,
    EXPEDITED_REVIEW,
    DECISION_DEADLINE,
    APPEAL,
    ALTERNATIVE,
    CODING,
    PARTIAL_SOURCE,
    QUANTITY_LIMIT,
    CASE_DATA,
    PAYER
  }

  /** The fields of the coverage that a policy may insist on. */
  public enum CoverageField {
    plan,
    lineOfBusiness,
    state,
    benefit
  }

  /** Whom the policy covers. An empty list limits nothing. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record CoverageScope(
      String payer,
      List<LineOfBusiness> linesOfBusiness,
      List<String> states,
      List<Benefit> benefits,
      List<String> plans,
      List<CoverageField> mustSay) {
    public CoverageScope {
      linesOfBusiness = copy(linesOfBusiness);
      states = copy(states);
      benefits = copy(benefits);
      plans = copy(plans);
      mustSay = copy(mustSay);
    }
  }

  /** A drug with the routes that the policy speaks of. */
  public record RequestScope(Drug drug, List<Route> routes) {
    public RequestScope {
      routes = copy(routes);
    }
  }

  /**
   * The days in force, both inclusive.
   *
   * @param byDate false for a superseded undated edition, which answers only when a request names
   *     it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InForce(
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      InForceBasis basis,
      @Nullable Boolean byDate,
      @Nullable String gapBefore) {
    public InForce {
      byDate = Objects.requireNonNullElse(byDate, Boolean.TRUE);
    }

    /** Whether the policy is in force on a day, by what its dates say. */
    public boolean covers(LocalDate day) {
      return Boolean.TRUE.equals(byDate)
          && (from == null || !day.isBefore(from))
          && (to == null || !day.isAfter(to));
    }
  }

  /** Where the policy was read, and on which day. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Source(
      String title, String url, SourceKind kind, LocalDate retrieved, @Nullable String note) {}

  /**
   * A use whose criteria the source shows only in part: they can deny it, and never promise an
   * approval. An empty list limits nothing.
   *
   * @param says what of them was not seen
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record PartialUse(
      List<Indication> indications, List<Authorization> authorizations, String says) {
    public PartialUse {
      indications = copy(indications);
      authorizations = copy(authorizations);
    }

    /**
     * Whether a request is one of such a use; one with an unsaid indication only if every one is.
     */
    public boolean covers(RequestedService request) {
      return new AppliesTo(authorizations, indications, List.of())
          .covers(request, request.indication());
    }
  }

  /** One condition that the policy sets. Criteria of one group are alternatives. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Criterion(
      String id,
      @Nullable String group,
      String says,
      String citation,
      Basis basis,
      AppliesTo appliesTo,
      @Nullable String remedy,
      List<DocumentType> documents,
      @Nullable String note) {
    public Criterion {
      group = Objects.requireNonNullElse(group, id);
      appliesTo = Objects.requireNonNullElse(appliesTo, AppliesTo.ALL);
      documents = copy(documents);
    }
  }

  /** One reason for which the policy denies. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Exclusion(
      String id,
      String says,
      String citation,
      Basis basis,
      Effect effect,
      AppliesTo appliesTo,
      @Nullable String remedy,
      @Nullable String note) {
    public Exclusion {
      appliesTo = Objects.requireNonNullElse(appliesTo, AppliesTo.ALL);
    }
  }

  /**
   * What the reader should know when a rule says so.
   *
   * @param limitsFailedDrugs of a law: the most failed drugs that a payer may ask for while the
   *     notice stands; null for every other notice
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Notice(
      String id,
      NoticeKind kind,
      String says,
      String citation,
      @Nullable Integer limitsFailedDrugs) {}

  /** A paper that the payer itself asks for. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Documentation(
      String id,
      DocumentType type,
      String says,
      String citation,
      Basis basis,
      AppliesTo appliesTo,
      List<String> criteria,
      @Nullable Integer maxAgeDays) {
    public Documentation {
      appliesTo = Objects.requireNonNullElse(appliesTo, AppliesTo.ALL);
      criteria = copy(criteria);
    }
  }

  /**
   * Where the likelihood begins for this policy, when something is known of how its payer decides.
   *
   * @param logOdds added before any criterion is looked at
   * @param reason in words, with what it rests on
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Prior(double logOdds, String reason, @Nullable String source) {}

  /** How long an approval would last. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record ApprovalTerm(
      List<Authorization> authorizations,
      List<Indication> indications,
      int durationDays,
      @Nullable String asStated,
      String citation) {
    public ApprovalTerm {
      authorizations = copy(authorizations);
      indications = copy(indications);
    }

    /** Whether the term is that of a request. */
    public boolean covers(RequestedService request) {
      return new AppliesTo(authorizations, indications, List.of())
          .covers(request, request.indication());
    }
  }

  /**
   * How much the policy would grant; a rule with a notice of this id says when a request exceeds
   * it.
   */
  public record QuantityLimit(String id, String says, String citation, Basis basis) {}

  /** A code that the policy lists. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CodeEntry(
      CodeSystem system,
      String code,
      CodeStatus status,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable String note) {}

  /** A code system. */
  public enum CodeSystem {
    ICD10,
    HCPCS,
    CPT,
    NDC,
    OTHER
  }

  /** How the policy lists a code. */
  public enum CodeStatus {
    LISTED,
    NOT_COVERED,
    RELATED,
    ENDED,
    NOTE
  }

  /** The edition's name. */
  public EditionId editionId() {
    return new EditionId(id, edition);
  }

  /** Fired beside every payer's policy. */
  public boolean isCompanion() {
    return kind == Kind.COMPANION;
  }

  /** Whether the policy speaks of a drug at all. */
  public boolean speaksOf(Drug drug) {
    return requests.stream().anyMatch(request -> request.drug() == drug);
  }

  /** Whether the policy speaks of a drug by a route. */
  public boolean speaksOf(Drug drug, Route route) {
    return requests.stream()
        .anyMatch(request -> request.drug() == drug && request.routes().contains(route));
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
