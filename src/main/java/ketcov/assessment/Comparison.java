package ketcov.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ketcov.casefacts.Drug;
import ketcov.casefacts.Route;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyEdition;
import ketcov.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/**
 * One case held against every policy in force for its drug, most likely approval first. The payer,
 * plan and state of the case play no part: it asks what each policy would say of this patient.
 *
 * @param criteria each criterion that one of the policies sets, with its outcome under each policy
 *     that sets it
 * @param failures editions whose rules failed; nothing is answered for them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
    @Nullable String caseId,
    LocalDate serviceDate,
    Drug drug,
    Route route,
    List<Row> rows,
    List<CriterionRow> criteria,
    List<String> failures) {

  public Comparison {
    rows = List.copyOf(rows);
    criteria = List.copyOf(criteria);
    failures = List.copyOf(failures);
  }

  /** What one policy would say. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      PolicyId policy,
      String edition,
      String payerName,
      PolicyEdition.Completeness completeness,
      Outlook outlook,
      String summary,
      double estimate,
      double low,
      double high,
      @Nullable Integer durationDays,
      Map<String, String> outcomes) {}

  /**
   * One criterion or exclusion across policies.
   *
   * @param differs the policies that set it do not agree on its outcome
   */
  public record CriterionRow(String id, boolean differs, Map<String, String> outcomes) {}

  /** Puts assessments of one case together. */
  static Comparison of(
      @Nullable String caseId,
      LocalDate serviceDate,
      Drug drug,
      Route route,
      List<Assessment> assessments,
      List<EditionId> failures) {
    List<Row> rows = new ArrayList<>();
    Map<String, Map<String, String>> byCriterion = new TreeMap<>();
    for (Assessment assessment : assessments) {
      Assessment.PolicyUsed policy = assessment.policy();
      Assessment.Likelihood likelihood = assessment.likelihood();
      if (policy == null || likelihood == null) {
        continue;
      }
      Map<String, String> outcomes = new LinkedHashMap<>();
      assessment.criteria().forEach(c -> outcomes.put(c.id(), c.outcome().name()));
      assessment.exclusions().forEach(e -> outcomes.put(e.id(), e.outcome().name()));
      outcomes.forEach(
          (id, outcome) ->
              byCriterion
                  .computeIfAbsent(id, key -> new LinkedHashMap<>())
                  .put(policy.id().toString(), outcome));
      Assessment.ExpectedAuthorization granted = assessment.authorization();
      rows.add(
          new Row(
              policy.id(),
              policy.edition(),
              policy.payerName(),
              policy.completeness(),
              assessment.outlook(),
              assessment.summary(),
              likelihood.estimate(),
              likelihood.low(),
              likelihood.high(),
              granted == null ? null : granted.durationDays(),
              outcomes));
    }
    rows.sort(
        Comparator.comparingDouble((Row row) -> -row.estimate())
            .thenComparingDouble(row -> -row.high())
            .thenComparing(Row::policy));
    List<CriterionRow> criteria = new ArrayList<>();
    byCriterion.forEach(
        (id, outcomes) -> {
          Set<String> different = new LinkedHashSet<>(outcomes.values());
          criteria.add(new CriterionRow(id, different.size() > 1, outcomes));
        });
    return new Comparison(
        caseId,
        serviceDate,
        drug,
        route,
        rows,
        criteria,
        failures.stream().map(EditionId::toString).toList());
  }
}
