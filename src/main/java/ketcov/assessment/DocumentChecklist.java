package ketcov.assessment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.casefacts.DocumentType;
import ketcov.casefacts.PriorAuthCase;
import ketcov.casefacts.SubmittedDocument;
import ketcov.policy.PolicyEdition;
import org.jspecify.annotations.Nullable;

/**
 * The papers to send: one entry for each type, for the criteria that are met or open. What the
 * payer asks for is always on the list, and what came with the case where it serves; of what
 * usually shows a criterion, the fewest further papers that leave no criterion without one.
 */
final class DocumentChecklist {
  private final PolicyEdition policy;
  private final PriorAuthCase priorAuthCase;
  private final Standing standing;

  DocumentChecklist(PolicyEdition policy, PriorAuthCase priorAuthCase, Standing standing) {
    this.policy = policy;
    this.priorAuthCase = priorAuthCase;
    this.standing = standing;
  }

  /** Why a type is on the list. */
  private static final class Need {
    private final Set<String> criteria = new LinkedHashSet<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private final Set<String> citations = new LinkedHashSet<>();
    private boolean stated;
    private @Nullable Integer maxAgeDays;
  }

  List<Assessment.RequiredDocument> list() {
    Map<DocumentType, Need> needs = new EnumMap<>(DocumentType.class);
    Set<String> counted = counted();
    for (PolicyEdition.Documentation document : policy.documentation()) {
      boolean serves =
          document.criteria().isEmpty() || document.criteria().stream().anyMatch(counted::contains);
      if (document.basis().enforced()
          && document.appliesTo().mayCover(priorAuthCase.request())
          && serves) {
        Need need = needs.computeIfAbsent(document.type(), type -> new Need());
        document.criteria().stream().filter(counted::contains).forEach(need.criteria::add);
        need.reasons.add(document.says());
        need.citations.add(document.citation());
        need.stated = true;
        if (document.maxAgeDays() != null) {
          need.maxAgeDays =
              need.maxAgeDays == null
                  ? document.maxAgeDays()
                  : Math.min(need.maxAgeDays, document.maxAgeDays());
        }
      }
    }
    Set<DocumentType> listed = EnumSet.noneOf(DocumentType.class);
    listed.addAll(needs.keySet());
    listed.addAll(suggested(needs, counted));
    for (PolicyEdition.Criterion criterion : policy.criteria()) {
      if (!counted.contains(criterion.id())) {
        continue;
      }
      for (DocumentType type : criterion.documents()) {
        if (!listed.contains(type)) {
          continue;
        }
        Need need = needs.computeIfAbsent(type, t -> new Need());
        need.criteria.add(criterion.id());
        if (!need.stated) {
          need.reasons.add("Usually shows: " + criterion.says());
          need.citations.add(criterion.citation());
        }
      }
    }
    List<Assessment.RequiredDocument> list = new ArrayList<>();
    needs.forEach(
        (type, need) ->
            list.add(
                new Assessment.RequiredDocument(
                    type,
                    title(type),
                    status(type, need.maxAgeDays),
                    need.stated,
                    List.copyOf(need.criteria),
                    String.join("; ", need.citations),
                    String.join(" ", need.reasons))));
    return list;
  }

  /**
   * The types beside those that the payer asks for: what came with the case costs nothing, and the
   * rest are the fewest that serve what is then left.
   */
  private Set<DocumentType> suggested(Map<DocumentType, Need> stated, Set<String> counted) {
    Set<DocumentType> sent = EnumSet.noneOf(DocumentType.class);
    sent().map(SubmittedDocument::type).filter(Objects::nonNull).forEach(sent::add);
    List<Set<DocumentType>> wanted = new ArrayList<>();
    for (PolicyEdition.Criterion criterion : policy.criteria()) {
      boolean served =
          stated.values().stream().anyMatch(need -> need.criteria.contains(criterion.id()))
              || criterion.documents().stream()
                  .anyMatch(type -> stated.containsKey(type) || sent.contains(type));
      if (counted.contains(criterion.id()) && !served && !criterion.documents().isEmpty()) {
        wanted.add(EnumSet.copyOf(criterion.documents()));
      }
    }
    Set<DocumentType> suggested = SmallestCover.of(wanted);
    suggested.addAll(sent);
    return suggested;
  }

  /**
   * The criteria that a paper can still serve: met ones, and open ones of a group that is not met
   * by another.
   */
  private Set<String> counted() {
    Map<String, Outcome> groups = standing.groups();
    return standing.criteria().stream()
        .filter(
            criterion ->
                criterion.required()
                    && (criterion.outcome() == Outcome.MET
                        || (criterion.outcome() == Outcome.UNDETERMINED
                            && groups.get(criterion.group()) != Outcome.MET)))
        .map(Assessment.CriterionResult::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Assessment.DocumentStatus status(DocumentType type, @Nullable Integer maxAgeDays) {
    List<SubmittedDocument> sent = sent().filter(document -> document.type() == type).toList();
    if (sent.isEmpty()) {
      return Assessment.DocumentStatus.MISSING;
    }
    LocalDate asked =
        Objects.requireNonNullElse(
            priorAuthCase.request().requestedOn(), priorAuthCase.serviceDate());
    boolean fresh =
        maxAgeDays == null
            || sent.stream()
                .anyMatch(
                    d -> d.datedOn() == null || !d.datedOn().isBefore(asked.minusDays(maxAgeDays)));
    return fresh ? Assessment.DocumentStatus.PROVIDED : Assessment.DocumentStatus.EXPIRED;
  }

  private Stream<SubmittedDocument> sent() {
    return Objects.requireNonNullElse(priorAuthCase.documents(), List.<SubmittedDocument>of())
        .stream();
  }

  private static String title(DocumentType type) {
    return switch (type) {
      case CHART_NOTES -> "Chart notes";
      case MEDICATION_HISTORY -> "Medication history";
      case DIAGNOSIS_DOCUMENTATION -> "Documentation of the diagnosis";
      case BASELINE_SCORE -> "Baseline score";
      case CURRENT_SCORE -> "Current score";
      case PSYCHOTHERAPY_RECORD -> "Record of psychotherapy";
      case PDMP_REPORT -> "Prescription monitoring report";
      case REMS_SITE_CERTIFICATION -> "REMS certification of the site";
      case REMS_PATIENT_ENROLLMENT -> "REMS enrollment of the patient";
      case TREATMENT_PLAN -> "Treatment plan or the payer's request form";
      case LETTER_OF_MEDICAL_NECESSITY -> "Letter of medical necessity";
      case CONSULTATION_NOTE -> "Consultation note";
      case SUBSTANCE_USE_ASSESSMENT -> "Substance use assessment";
      case HOSPITAL_RECORD -> "Hospital record";
      case RESPONSE_DOCUMENTATION -> "Documentation of the response";
      case CONTRAINDICATION_DOCUMENTATION -> "Documentation of contraindications";
      case BENEFIT_RISK_STATEMENT -> "Statement of benefit and risk";
      case PRIOR_APPROVAL_LETTER -> "Letter of the earlier approval";
    };
  }
}
