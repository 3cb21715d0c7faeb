package ketcov.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseRemark;
import ketcov.policy.EditionId;
import ketcov.policy.PayerDirectory;
import ketcov.policy.PolicyEdition;

/**
 * What the reader should know beside the criteria, in the order in which it is added; a notice that
 * says the same twice stands once.
 */
final class NoticeList {
  private final List<Assessment.ShownNotice> notices = new ArrayList<>();

  List<Assessment.ShownNotice> list() {
    return List.copyOf(notices);
  }

  /** What an edition's rules noted. */
  void found(PolicyEdition policy, List<Finding> findings) {
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
  void about(PolicyEdition policy, Standing standing) {
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
              + (policy.inForce().from() == null ? "" : " from " + policy.inForce().from() + " on")
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

  /** What is known of who judges this plan. */
  void ofPayer(List<PayerDirectory.Remark> remarks) {
    for (PayerDirectory.Remark remark : remarks) {
      notices.add(
          new Assessment.ShownNotice(
              remark.id(),
              PolicyEdition.NoticeKind.PAYER,
              remark.text(),
              remark.citation(),
              null,
              List.of()));
    }
  }

  /** What was noticed while the case was read. */
  void ofCase(List<CaseRemark> remarks) {
    for (CaseRemark remark : remarks) {
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
}
