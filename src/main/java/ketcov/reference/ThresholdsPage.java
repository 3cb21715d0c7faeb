package ketcov.reference;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ketcov.casefacts.Authorization;
import ketcov.casefacts.Drug;
import ketcov.casefacts.Indication;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.policy.AppliesTo;
import ketcov.policy.Basis;
import ketcov.policy.PolicyEdition;

/** The thresholds of every payer's latest edition side by side. */
final class ThresholdsPage {
  private ThresholdsPage() {}

  static String of(List<PolicyHistory> policies) {
    List<CompiledEdition> editions =
        policies.stream()
            .map(PolicyHistory::latest)
            .filter(edition -> !edition.policy().isCompanion())
            .toList();
    Markdown page =
        Markdown.page("Thresholds")
            .paragraph(
                "Each payer's latest edition, the one that begins last. The values are read from the rules of its criteria and"
                    + " from policy.yaml. A blank cell means that the payer, as far as we could read it, says nothing."
                    + " Editions whose criteria are not known stand in the first table only.")
            .bullet(
                "`(TRD)` and the like: only for these of the indications or drugs that the policy names.")
            .bullet("`*`: not always asked; there is another way to meet the criterion.")
            .bullet(
                "How surely we know it: no mark, the payer's own page; `[s]` somebody else's summary; `[c]` a history of changes;"
                    + " `[i]` inferred, reported and never enforced.")
            .bullet("[Criteria](criteria.md) has the wording and the rules behind each value.")
            .heading(2, "The editions");
    page.table(
        List.of("policy", "edition", "begins", "source", "read", "criteria", "payer"),
        editions.stream().map(ThresholdsPage::edition).toList());
    compare(page, "Patient and severity", "", editions, Threshold.severity());
    compare(
        page,
        "Antidepressants that failed",
        "How many, of how many classes, and what a trial must have been to count. A value may come from a criterion of its own that asks it of one trial only.",
        editions,
        Threshold.antidepressants());
    compare(page, "Other trials", "", editions, Threshold.otherTrials());
    compare(page, "Treatment", "", editions, Threshold.treatment());
    compare(page, "Reauthorization", "", editions, Threshold.reauthorization());
    lengths(page, editions);
    return page.text();
  }

  private static List<String> edition(CompiledEdition edition) {
    PolicyEdition policy = edition.policy();
    PolicyEdition.InForce inForce = policy.inForce();
    return List.of(
        policy.id().toString(),
        PolicyHistory.label(edition),
        (inForce.from() == null ? "" : inForce.from() + " ") + PlainWords.words(inForce.basis()),
        PlainWords.words(policy.source().kind()),
        PlainWords.words(policy.completeness()),
        policy.criteria().isEmpty() ? "" : Integer.toString(policy.criteria().size()),
        policy.payerName());
  }

  private static void compare(
      Markdown page,
      String title,
      String about,
      List<CompiledEdition> editions,
      List<Threshold> thresholds) {
    List<String> header = new ArrayList<>(List.of("policy"));
    thresholds.forEach(threshold -> header.add(threshold.title()));
    List<List<String>> rows = new ArrayList<>();
    for (CompiledEdition edition : editions) {
      if (edition.policy().criteria().isEmpty()) {
        continue;
      }
      List<String> row = new ArrayList<>(List.of(edition.policy().id().toString()));
      thresholds.forEach(threshold -> row.add(cell(edition, threshold)));
      rows.add(row);
    }
    table(page, title, about, header, rows);
  }

  /** A policy whose cells are all blank is named below the table. */
  private static void table(
      Markdown page, String title, String about, List<String> header, List<List<String>> rows) {
    page.heading(2, title);
    if (!about.isEmpty()) {
      page.paragraph(about);
    }
    List<List<String>> saying = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (List<String> row : rows) {
      if (row.stream().skip(1).allMatch(String::isEmpty)) {
        silent.add(row.getFirst());
      } else {
        saying.add(row);
      }
    }
    page.table(header, saying);
    if (!silent.isEmpty()) {
      page.paragraph("Nothing of this: " + String.join(", ", silent) + ".");
    }
  }

  private static String cell(CompiledEdition edition, Threshold threshold) {
    Map<AppliesTo, List<Reading>> byRequests = new LinkedHashMap<>();
    groups(edition, threshold.authorization())
        .forEach(
            (group, criteria) -> {
              Reading reading = reading(edition, criteria, threshold);
              if (!reading.asked().isNothing()) {
                byRequests
                    .computeIfAbsent(group.requests(), requests -> new ArrayList<>())
                    .add(reading);
              }
            });
    List<String> values = new ArrayList<>();
    byRequests.forEach(
        (requests, readings) ->
            together(readings)
                .forEach(reading -> values.add(reading.text(edition.policy(), requests))));
    return String.join("; ", values);
  }

  /** One reading for each sureness, the surest first; without those that add nothing. */
  private static List<Reading> together(List<Reading> readings) {
    Map<Basis, List<Asked>> byBasis = new EnumMap<>(Basis.class);
    readings.forEach(
        reading ->
            byBasis
                .computeIfAbsent(reading.basis(), basis -> new ArrayList<>())
                .add(reading.asked()));
    List<Reading> together = new ArrayList<>();
    Asked sofar = Asked.NOTHING;
    for (Map.Entry<Basis, List<Asked>> entry : byBasis.entrySet()) {
      Asked asked = Asked.all(entry.getValue());
      Asked withIt = Asked.all(List.of(sofar, asked));
      if (!withIt.equals(sofar)) {
        together.add(new Reading(asked, entry.getKey()));
      }
      sofar = withIt;
    }
    return together;
  }

  /** Criteria of which one is enough, for the same requests. */
  private record Group(String name, AppliesTo requests) {}

  private static Map<Group, List<PolicyEdition.Criterion>> groups(
      CompiledEdition edition, Authorization authorization) {
    Map<Group, List<PolicyEdition.Criterion>> groups = new LinkedHashMap<>();
    for (PolicyEdition.Criterion criterion : edition.policy().criteria()) {
      AppliesTo appliesTo = criterion.appliesTo();
      if (appliesTo.authorizations().isEmpty()
          || appliesTo.authorizations().contains(authorization)) {
        AppliesTo requests = new AppliesTo(List.of(), appliesTo.indications(), appliesTo.drugs());
        groups
            .computeIfAbsent(
                new Group(String.valueOf(criterion.group()), requests), group -> new ArrayList<>())
            .add(criterion);
      }
    }
    return groups;
  }

  private static Reading reading(
      CompiledEdition edition, List<PolicyEdition.Criterion> criteria, Threshold threshold) {
    List<Asked> alternatives = new ArrayList<>();
    Basis basis = Basis.OWN_PAGE;
    for (PolicyEdition.Criterion criterion : criteria) {
      List<Asked> asked =
          edition.rules(RuleRole.CRITERION, criterion.id()).stream()
              .map(rule -> threshold.in(rule.when()))
              .toList();
      alternatives.addAll(asked);
      if (asked.stream().anyMatch(one -> !one.isNothing())
          && criterion.basis().compareTo(basis) > 0) {
        basis = criterion.basis();
      }
    }
    return new Reading(Asked.any(alternatives), basis);
  }

  /** A value with how surely it is known; of alternatives, the least sure one. */
  private record Reading(Asked asked, Basis basis) {
    String text(PolicyEdition policy, AppliesTo requests) {
      return asked.words()
          + (asked.always() ? "" : "*")
          + limits(policy, requests.indications(), requests.drugs())
          + mark(basis);
    }
  }

  private static String mark(Basis basis) {
    return switch (basis) {
      case OWN_PAGE -> "";
      case THIRD_PARTY_SUMMARY -> " [s]";
      case CHANGE_LOG -> " [c]";
      case INFERRED -> " [i]";
    };
  }

  /** Limits that the policy as a whole does not have. */
  private static String limits(
      PolicyEdition policy, List<Indication> indications, List<Drug> drugs) {
    List<String> limits = new ArrayList<>();
    if (!drugs.isEmpty()
        && !drugs.containsAll(
            policy.requests().stream().map(PolicyEdition.RequestScope::drug).toList())) {
      drugs.forEach(drug -> limits.add(drug.name()));
    }
    if (!indications.isEmpty() && !indications.containsAll(policy.indications())) {
      indications.forEach(indication -> limits.add(indication.name()));
    }
    return limits.isEmpty() ? "" : " (" + String.join(", ", limits) + ")";
  }

  private static void lengths(Markdown page, List<CompiledEdition> editions) {
    List<List<String>> rows = new ArrayList<>();
    for (CompiledEdition edition : editions) {
      if (edition.policy().criteria().isEmpty() && edition.policy().authorization().isEmpty()) {
        continue;
      }
      rows.add(
          List.of(
              edition.policy().id().toString(),
              length(edition.policy(), Authorization.INITIAL),
              length(edition.policy(), Authorization.REAUTHORIZATION)));
    }
    table(
        page,
        "Length of an authorization",
        "As the payer states it, and in the days that policy.yaml makes of it.",
        List.of("policy", "initial", "reauthorization"),
        rows);
  }

  private static String length(PolicyEdition policy, Authorization authorization) {
    List<String> terms = new ArrayList<>();
    for (PolicyEdition.ApprovalTerm term : policy.authorization()) {
      if (term.authorizations().isEmpty() || term.authorizations().contains(authorization)) {
        String days = term.durationDays() + " days";
        String stated = Objects.requireNonNullElse(term.asStated(), days);
        terms.add(
            (stated.contains(days) ? stated : stated + " = " + days)
                + limits(policy, term.indications(), List.of()));
      }
    }
    return String.join("; ", terms);
  }
}
