package ketcov.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.policy.AppliesTo;
import ketcov.policy.Basis;
import ketcov.policy.PolicyEdition;
import org.jspecify.annotations.Nullable;

/**
 * One id in one edition.
 *
 * @param latest the edition is the policy's latest
 * @param says the edition's own wording
 * @param remarks for what it stands and how surely it is known, in plain words
 * @param bounds what its rules ask, in plain words; one rule that holds is enough
 * @param files where the rules are, or where the wording is when there are none
 */
record Entry(
    CompiledEdition edition,
    boolean latest,
    String id,
    String says,
    String citation,
    List<String> remarks,
    List<String> bounds,
    List<String> files) {
  Entry {
    remarks = List.copyOf(remarks);
    bounds = List.copyOf(bounds);
    files = List.copyOf(files);
  }

  static Stream<Entry> criteria(CompiledEdition edition) {
    return edition.policy().criteria().stream()
        .map(
            criterion -> {
              List<String> remarks = remarks(criterion.appliesTo(), criterion.basis());
              if (!criterion.id().equals(criterion.group())) {
                remarks.addFirst("one of the group " + criterion.group());
              }
              return entry(
                  edition,
                  RuleRole.CRITERION,
                  criterion.id(),
                  criterion.says(),
                  criterion.citation(),
                  remarks);
            });
  }

  static Stream<Entry> exclusions(CompiledEdition edition) {
    return edition.policy().exclusions().stream()
        .map(
            exclusion -> {
              List<String> remarks = remarks(exclusion.appliesTo(), exclusion.basis());
              remarks.addFirst(exclusion.effect().name());
              return entry(
                  edition,
                  RuleRole.EXCLUSION,
                  exclusion.id(),
                  exclusion.says(),
                  exclusion.citation(),
                  remarks);
            });
  }

  /** The notices and the quantity limits, which rules bear as notices. */
  static Stream<Entry> notices(CompiledEdition edition) {
    Stream<Entry> notices =
        edition.policy().notices().stream()
            .map(
                notice ->
                    entry(
                        edition,
                        RuleRole.NOTICE,
                        notice.id(),
                        notice.says(),
                        notice.citation(),
                        remarks(notice.kind(), notice.limitsFailedDrugs())));
    Stream<Entry> limits =
        edition.policy().quantityLimits().stream()
            .map(
                limit ->
                    entry(
                        edition,
                        RuleRole.NOTICE,
                        limit.id(),
                        limit.says(),
                        limit.citation(),
                        List.of(
                            PolicyEdition.NoticeKind.QUANTITY_LIMIT.name(),
                            PlainWords.words(limit.basis()))));
    return Stream.concat(notices, limits);
  }

  /** The same, of an edition that is not the latest. */
  Entry asEarlier() {
    return new Entry(edition, false, id, says, citation, remarks, bounds, files);
  }

  /** Whether another edition says and asks the same. */
  boolean isAs(Entry other) {
    return says.equals(other.says) && remarks.equals(other.remarks) && bounds.equals(other.bounds);
  }

  private static Entry entry(
      CompiledEdition edition,
      RuleRole role,
      String id,
      String says,
      String citation,
      List<String> remarks) {
    List<RuleModel> rules = edition.rules(role, id);
    List<String> files = rules.stream().map(RuleModel::file).distinct().toList();
    return new Entry(
        edition,
        true,
        id,
        says,
        citation,
        remarks,
        rules.stream().map(rule -> PlainWords.of(rule.when())).distinct().sorted().toList(),
        files.isEmpty() ? List.of(edition.source().policyFile()) : files);
  }

  private static List<String> remarks(AppliesTo appliesTo, Basis basis) {
    List<String> remarks = new ArrayList<>();
    Stream.of(appliesTo.authorizations(), appliesTo.indications(), appliesTo.drugs())
        .filter(limits -> !limits.isEmpty())
        .forEach(
            limits -> remarks.add(String.join(" or ", limits.stream().map(Enum::name).toList())));
    remarks.add(PlainWords.words(basis) + (basis.enforced() ? "" : ", not enforced"));
    return remarks;
  }

  private static List<String> remarks(
      PolicyEdition.NoticeKind kind, @Nullable Integer limitsFailedDrugs) {
    return limitsFailedDrugs == null
        ? List.of(kind.name())
        : List.of(kind.name(), "limits failed drugs to " + limitsFailedDrugs);
  }
}
