package ketcov.coverage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ketcov.assessment.Assessment;
import ketcov.assessment.ExclusionOutcome;
import ketcov.assessment.Outcome;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyEdition;

/** Everything that a case can reach of an edition. */
public final class EditionItems {
  private final CompiledEdition edition;
  private final PolicyEdition policy;
  private final List<RuleItems> rules;
  private final Map<String, Item> byKey = new LinkedHashMap<>();
  private final Map<LocalDate, Item> days = new HashMap<>();

  /** The items of an edition. */
  public EditionItems(CompiledEdition edition) {
    this.edition = edition;
    this.policy = edition.policy();
    this.rules = edition.rules().stream().map(RuleItems::new).toList();
    for (int i = 0; i < policy.criteria().size(); i++) {
      for (Outcome outcome : Outcome.values()) {
        add(Subject.CRITERIA, policy.criteria().get(i).id(), outcome.name(), "/criteria/" + i);
      }
    }
    for (int i = 0; i < policy.exclusions().size(); i++) {
      for (ExclusionOutcome outcome : ExclusionOutcome.values()) {
        String id = policy.exclusions().get(i).id();
        add(Subject.EXCLUSIONS, id, outcome.name(), "/exclusions/" + i);
      }
    }
    for (int i = 0; i < policy.notices().size(); i++) {
      add(Subject.NOTICES, policy.notices().get(i).id(), "shown", "/notices/" + i);
    }
    for (int i = 0; i < policy.quantityLimits().size(); i++) {
      String id = policy.quantityLimits().get(i).id();
      if (edition.rules().stream().map(RuleModel::bears).anyMatch(id::equals)) {
        add(Subject.NOTICES, id, "shown", "/quantityLimits/" + i);
      }
    }
    for (int i = 0; i < policy.documentation().size(); i++) {
      PolicyEdition.Documentation paper = policy.documentation().get(i);
      if (paper.basis().enforced()) {
        add(Subject.PAPERS, paper.id(), "asked for", "/documentation/" + i);
      }
    }
    days();
  }

  private void days() {
    PolicyEdition.InForce inForce = policy.inForce();
    if (!Objects.requireNonNullElse(inForce.byDate(), Boolean.TRUE)) {
      return;
    }
    LocalDate from = inForce.from();
    LocalDate to = inForce.to();
    if (from != null) {
      day(from.minusDays(1), "the day before the first, ");
      day(from, "the first day, ");
    }
    if (to != null) {
      day(to, "the last day, ");
      day(to.plusDays(1), "the day after the last, ");
    }
  }

  private void day(LocalDate day, String side) {
    days.put(day, add(Subject.DAYS, "inForce", side + day, "/inForce"));
  }

  private Item add(Subject subject, String of, String side, String pointer) {
    Item item =
        new Item(
            subject,
            of,
            "",
            side,
            edition.source().policyFile(),
            edition.source().placeOf(pointer));
    byKey.put(subject + " " + of + " " + side, item);
    return item;
  }

  /** Every item, rules first. */
  public List<Item> all() {
    List<Item> all = new ArrayList<>();
    rules.forEach(rule -> all.addAll(rule.all()));
    all.addAll(byKey.values());
    return all;
  }

  /** The items of rules that a case reaches. */
  public Set<Item> of(CaseFacts facts) {
    Set<Item> items = new HashSet<>();
    rules.forEach(rule -> items.addAll(rule.of(facts)));
    return items;
  }

  /** The items of {@code policy.yaml} that an answer shows. */
  public Set<Item> of(Assessment assessment) {
    Set<Item> items = new HashSet<>();
    EditionId id = policy.editionId();
    assessment.criteria().forEach(c -> put(items, Subject.CRITERIA, c.id(), c.outcome().name()));
    assessment
        .exclusions()
        .forEach(e -> put(items, Subject.EXCLUSIONS, e.id(), e.outcome().name()));
    assessment.notices().stream()
        .filter(notice -> id.equals(notice.policy()))
        .forEach(notice -> put(items, Subject.NOTICES, notice.id(), "shown"));
    for (PolicyEdition.Documentation paper : policy.documentation()) {
      boolean asked =
          assessment.requiredDocumentation().stream()
              .anyMatch(
                  d ->
                      d.stated()
                          && d.type() == paper.type()
                          && d.whyNeeded().contains(paper.says()));
      if (asked) {
        put(items, Subject.PAPERS, paper.id(), "asked for");
      }
    }
    return items;
  }

  private void put(Set<Item> items, Subject subject, String of, String side) {
    Item item = byKey.get(subject + " " + of + " " + side);
    if (item != null) {
      items.add(item);
    }
  }

  List<Item> on(LocalDate day) {
    Item item = days.get(day);
    return item == null ? List.of() : List.of(item);
  }
}
