package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.Judgement;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import ketcov.policy.ContentHash;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Drools executes and the condition model explains: they must agree, rule by rule, on every sample
 * case under every edition, and on every case that differs from one in one place.
 */
class DifferentialTest {
  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static WholeLibrary library;

  private final Map<Truth, LongAdder> judged = new ConcurrentHashMap<>();
  private final LongAdder sessions = new LongAdder();
  private final ConcurrentLinkedQueue<String> disagreements = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void load() {
    library = WholeLibrary.load();
  }

  @Test
  void drools_matches_what_the_reasoner_holds_true_on_every_sample_case_under_every_edition() {
    library.samples().parallelStream()
        .forEach(sample -> compare(sample.name(), sample.body(), library.catalog().editions()));

    assertThat(disagreements).isEmpty();
    assertThat(sessions.sum()).as("sessions; rules judged %s", judged).isGreaterThan(5_000);
  }

  @Test
  void drools_matches_what_the_reasoner_holds_true_on_cases_that_differ_in_one_place() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    library.samples().parallelStream()
        .forEach(
            sample -> {
              for (CaseVariants.Variant variant : variants(sample.body())) {
                List<CompiledEdition> unseen =
                    judging(sample).stream().filter(e -> seen.add(key(e, variant.body()))).toList();
                compare(sample.name() + ", " + variant.what(), variant.body(), unseen);
              }
            });

    assertThat(disagreements).isEmpty();
    assertThat(sessions.sum()).as("sessions; rules judged %s", judged).isGreaterThan(40_000);
    for (Truth truth : Truth.values()) {
      assertThat(judged.getOrDefault(truth, new LongAdder()).sum())
          .as(truth.name())
          .isGreaterThan(20_000);
    }
  }

  @Test
  void each_rule_of_the_library_is_matched_by_some_sample_case_and_not_by_another() {
    Set<String> matched = ConcurrentHashMap.newKeySet();
    Set<String> unmatched = ConcurrentHashMap.newKeySet();
    library.samples().parallelStream()
        .forEach(
            sample ->
                library
                    .read(sample.body())
                    .ifPresent(
                        read -> {
                          for (CompiledEdition edition : judging(sample)) {
                            Set<String> fired = fired(edition, read.facts()).keySet();
                            for (RuleModel rule : edition.rules()) {
                              (fired.contains(rule.name()) ? matched : unmatched)
                                  .add(rule.file() + ": " + rule.name());
                            }
                          }
                        }));
    TreeSet<String> all = new TreeSet<>();
    TreeSet<String> deciding = new TreeSet<>();
    for (CompiledEdition edition : library.catalog().editions()) {
      for (RuleModel rule : edition.rules()) {
        all.add(rule.file() + ": " + rule.name());
        // A notice may stand for every request of its edition.
        if (rule.role() != RuleRole.NOTICE) {
          deciding.add(rule.file() + ": " + rule.name());
        }
      }
    }

    assertThat(matched).containsAll(all);
    assertThat(unmatched).containsAll(deciding);
  }

  /** A hash: hundreds of thousands of whole bodies would fill the memory. */
  private static String key(CompiledEdition edition, JsonNode body) {
    return ContentHash.of(List.of(edition.policy().editionId().toString(), body.toString()))
        .substring(0, 32);
  }

  private static List<CaseVariants.Variant> variants(JsonNode body) {
    CaseVariants variants = new CaseVariants(body);
    List<CaseVariants.Variant> all = new ArrayList<>(variants.unsaid());
    all.addAll(variants.withoutEntry());
    all.addAll(variants.moved());
    return all;
  }

  /** The edition of a case, and every companion. */
  private static List<CompiledEdition> judging(SampleCase sample) {
    List<CompiledEdition> editions = new ArrayList<>();
    for (CompiledEdition edition : library.catalog().editions()) {
      if (edition.policy().isCompanion() || edition.policy().editionId().equals(sample.edition())) {
        editions.add(edition);
      }
    }
    return editions;
  }

  private void compare(String name, JsonNode body, List<CompiledEdition> editions) {
    if (!editions.isEmpty()) {
      library
          .read(body)
          .ifPresent(read -> editions.forEach(edition -> compare(name, edition, read.facts())));
    }
  }

  private void compare(String name, CompiledEdition edition, CaseFacts facts) {
    sessions.increment();
    Map<String, Finding> fired = fired(edition, facts);
    Reasoner reasoner = new Reasoner(facts);
    for (RuleModel rule : edition.rules()) {
      Judgement judgement = reasoner.judge(rule.when());
      judged.computeIfAbsent(judgement.truth(), truth -> new LongAdder()).increment();
      if (fired.containsKey(rule.name()) != (judgement.truth() == Truth.TRUE)) {
        disagree(
            edition.policy().editionId()
                + ", "
                + name
                + ": Drools "
                + (fired.containsKey(rule.name()) ? "matches" : "does not match")
                + " `"
                + rule.name()
                + "`, the reasoner says "
                + judgement);
      }
    }
    for (RuleRole role : RuleRole.values()) {
      for (Map.Entry<String, List<RuleModel>> borne : bearers(edition, role).entrySet()) {
        Truth truth = reasoner.any(borne.getValue()).truth();
        boolean found =
            fired.values().stream()
                .anyMatch(f -> f.role() == role && f.bears().equals(borne.getKey()));
        if (found != (truth == Truth.TRUE)) {
          disagree(
              edition.policy().editionId()
                  + ", "
                  + name
                  + ": "
                  + role.annotation()
                  + " "
                  + borne.getKey()
                  + (found ? " is" : " is not")
                  + " found, the reasoner says "
                  + truth);
        }
      }
    }
  }

  /** Keeps the first few: one defect shows in thousands of cases. */
  private void disagree(String disagreement) {
    if (disagreements.size() < 20) {
      disagreements.add(disagreement);
    }
  }

  private static Map<String, List<RuleModel>> bearers(CompiledEdition edition, RuleRole role) {
    Map<String, List<RuleModel>> bearers = new TreeMap<>();
    for (RuleModel rule : edition.rules()) {
      if (rule.role() == role) {
        bearers.put(rule.bears(), edition.rules(role, rule.bears()));
      }
    }
    return bearers;
  }

  private static Map<String, Finding> fired(CompiledEdition edition, CaseFacts facts) {
    return switch (RuleSession.fire(edition, facts)) {
      case RuleOutcome.Fired fired -> {
        Map<String, Finding> byRule = new TreeMap<>();
        fired.findings().forEach(finding -> byRule.put(finding.rule(), finding));
        yield byRule;
      }
      case RuleOutcome.Failed failed -> throw new AssertionError(failed.toString());
    };
  }
}
