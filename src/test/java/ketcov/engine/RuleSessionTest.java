package ketcov.engine;

import static ketcov.engine.TestEdition.facts;
import static ketcov.engine.TestEdition.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ketcov.casefacts.CaseFacts;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSessionTest {
  private static final String RULES =
      rule("The patient is an adult", "$patient : Patient( ageYears >= 18 )", "$patient")
          + rule(
              "There is no psychosis",
              "$psychosis : PatientCondition( condition == ConditionKind.PSYCHOSIS, status == ConditionStatus.ABSENT )",
              "$psychosis")
          + rule("A score is raised", "$score : Score( score >= 5 )", "$score")
          + rule(
              "The site is certified and observes",
              "$site : TreatmentSite( remsCertified == true, monitoringMinutes >= 120 )",
              "$site")
          + rule(
              "The dose is high",
              "$request : RequestedService( doseMg > 84 || dosesPerWeek > 2 )",
              "$request")
          + rule(
              "It is a first request",
              "$request : RequestedService( authorization == Authorization.INITIAL )",
              "$request")
          + rule(
              "Psychotherapy is not available",
              "$case : PriorAuthCase( psychotherapyAvailable == false )",
              "$case")
          + rule(
              "The look-up was done", "$look : PrescriptionMonitoring( checked == true )", "$look")
          + rule(
              "A certified site and a low score",
              "$site : TreatmentSite( remsCertified == true )\n    $score : Score( score < 5 )",
              "$site, $score");

  private static final String PAIRS =
      rule(
          "A trial and a score",
          "$trial : DrugTrial( weeks >= 1 )\n    $score : Score( score >= 1 )",
          "$trial, $score");

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static CompiledEdition edition;

  @BeforeAll
  static void compile(@TempDir Path temporary) {
    edition = TestEdition.compiled(TestEdition.source(temporary, RULES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "The patient is an adult            | 'patient': {'ageYears': 41}             | /patient/ageYears",
        "The patient is an adult            | 'patient': {'birthDate': '1985-01-01'}  | /patient/birthDate",
        "There is no psychosis              | 'conditionsReviewed': true              | /conditionsReviewed",
        "There is no psychosis              | 'conditions': [{'condition': 'DEMENTIA', 'status': 'PRESENT'}, {'condition': 'PSYCHOSIS', 'status': 'ABSENT'}] | /conditions/1",
        "A score is raised                  | 'scores': [{'score': 2}, {'score': 9}]  | /scores/1",
        "The site is certified and observes | 'site': {'monitoringMinutes': 120, 'remsCertified': true, 'supervised': true} | /site/monitoringMinutes /site/remsCertified",
        "The dose is high                   | 'request': {'drug': 'ESKETAMINE', 'route': 'INTRANASAL', 'doseMg': 112} | /request/doseMg",
        "It is a first request              | 'request': {'drug': 'ESKETAMINE', 'route': 'INTRANASAL', 'authorization': 'INITIAL'} | /request/authorization",
        "Psychotherapy is not available     | 'psychotherapyAvailable': false         | /psychotherapyAvailable",
        "The look-up was done               | 'pdmp': {'checkedOn': '2026-04-01'}     | /pdmp/checkedOn",
        "A certified site and a low score   | 'site': {'remsCertified': true}, 'scores': [{'score': 4}] | /scores/0 /site/remsCertified",
      })
  void evidence_points_into_the_submitted_case(String rule, String more, String evidence) {
    assertThat(finding(rule, facts(more)).evidence()).containsExactly(evidence.split(" "));
  }

  @Test
  void a_default_that_nothing_in_the_case_says_has_no_evidence() {
    assertThat(finding("It is a first request", facts("")).evidence()).isEmpty();
  }

  @Test
  void a_finding_says_what_its_rule_bears_and_where_the_policy_asks_for_it() {
    assertThat(finding("The patient is an adult", facts("'patient': {'ageYears': 41}")))
        .isEqualTo(
            new Finding(
                RuleRole.CRITERION,
                "The patient is an adult",
                "age-min",
                "Section 1",
                List.of("/patient/ageYears")));
  }

  @Test
  void matches_of_one_rule_are_one_finding_in_the_order_of_the_case() {
    List<Finding> findings = fired(edition, facts("'scores': [" + times(12, "{'score': 9}") + "]"));

    assertThat(findings).extracting(Finding::rule).containsOnlyOnce("A score is raised");
    assertThat(finding("A score is raised", findings).evidence())
        .containsExactlyElementsOf(IntStream.range(0, 12).mapToObj(i -> "/scores/" + i).toList());
  }

  @Test
  void counted_facts_are_evidence_and_facts_that_do_not_count_are_not() {
    List<Finding> findings =
        fired(
            edition,
            facts(
                """
                'drugTrials': [{'ingredient': 'sertraline', 'outcome': 'NO_RESPONSE'},
                  {'ingredient': 'lithium', 'outcome': 'RESPONSE'},
                  {'ingredient': 'bupropion', 'outcome': 'PARTIAL_RESPONSE'}]
                """));

    assertThat(finding("Two different antidepressants failed", findings).evidence())
        .containsExactly("/drugTrials/0", "/drugTrials/2");
  }

  @Test
  void findings_come_in_the_order_of_files_and_lines() {
    List<Finding> findings =
        fired(
            edition,
            facts(
                """
                'psychotherapyAvailable': false, 'patient': {'ageYears': 41}, 'conditionsReviewed': true,
                'drugTrials': [{'ingredient': 'sertraline', 'outcome': 'NO_RESPONSE'},
                  {'ingredient': 'bupropion', 'outcome': 'NO_RESPONSE'}]
                """));

    assertThat(findings)
        .extracting(Finding::rule)
        .containsExactly(
            "The patient is an adult",
            "There is no psychosis",
            "It is a first request",
            "Psychotherapy is not available",
            "Two different antidepressants failed");
  }

  @Test
  void a_statement_that_throws_fails_the_edition_and_names_rule_and_file(@TempDir Path temporary) {
    String wrongVerb =
        rule("The patient is an adult", "$patient : Patient( ageYears >= 18 )", "$patient")
            .replace("findings.met", "findings.excluded");
    CompiledEdition broken =
        TestEdition.ungated(
            TestEdition.source(temporary, wrongVerb),
            "The patient is an adult",
            "Two different antidepressants failed");

    assertThat(RuleSession.fire(broken, facts("'patient': {'ageYears': 41}")))
        .isEqualTo(
            new RuleOutcome.Failed(
                "The patient is an adult",
                TestEdition.FILE + ":7",
                "the rule threw IllegalStateException"));
    assertThat(broken.kieBase().getKieSessions()).isEmpty();
  }

  @Test
  void a_condition_that_throws_fails_the_edition_and_names_rule_and_file(@TempDir Path temporary) {
    CompiledEdition broken =
        TestEdition.ungated(
            TestEdition.source(
                temporary,
                rule("A drug is named", "$trial : DrugTrial( ingredient.length() > 3 )", "$trial")),
            "A drug is named",
            "Two different antidepressants failed");

    RuleOutcome outcome =
        RuleSession.fire(
            broken,
            facts(
                """
                'drugTrials': [{'ingredient': 'sertraline', 'outcome': 'NO_RESPONSE'},
                  {'ingredient': 'bupropion', 'outcome': 'NO_RESPONSE'}, {'weeks': 6}]
                """));

    assertThat(outcome)
        .isEqualTo(
            new RuleOutcome.Failed(
                "A drug is named", TestEdition.FILE + ":7", "the rule threw NullPointerException"));
    assertThat(broken.kieBase().getKieSessions()).isEmpty();
  }

  @Test
  void a_session_past_its_deadline_fails() {
    assertThat(
            RuleSession.fire(edition, facts("'patient': {'ageYears': 41}"), Duration.ofSeconds(-1)))
        .isInstanceOfSatisfying(
            RuleOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo("the rules took too long");
              assertThat(failed.rule()).isNotEmpty();
              assertThat(failed.file()).startsWith(TestEdition.FILE + ":");
            });
  }

  @Test
  void rules_that_fire_without_end_fail(@TempDir Path temporary) {
    CompiledEdition pairs = TestEdition.compiled(TestEdition.source(temporary, PAIRS));

    assertThat(RuleSession.fire(pairs, facts(pairs(70)))).isInstanceOf(RuleOutcome.Fired.class);
    assertThat(RuleSession.fire(pairs, facts(pairs(80))))
        .isEqualTo(new RuleOutcome.Failed("", RuleFolder.EDITION, "more than 5000 rules fired"));
  }

  @Test
  void a_case_whose_facts_combine_in_too_many_ways_is_not_fired(@TempDir Path temporary) {
    CompiledEdition three =
        TestEdition.compiled(
            TestEdition.source(
                temporary,
                rule(
                    "A trial and two scores of an adult",
                    """
                    $trial : DrugTrial( weeks >= 1 )
                        $low : Score( score >= 1 )
                        $high : Score( score >= 2 )
                        Patient( ageYears >= 18 )
                    """
                        .strip(),
                    "$trial")));

    // No age is said: the rule would not even fire.
    assertThat(RuleSession.fire(three, facts(pairs(60))))
        .isEqualTo(
            new RuleOutcome.Failed(
                "A trial and two scores of an adult",
                TestEdition.FILE + ":" + three.rules().getFirst().place().line(),
                "more than 100000 combinations of facts fit the rule"));
    // As many entries, of which none fits one of the patterns.
    assertThat(RuleSession.fire(three, facts(pairs(60).replace("'score': 9", "'score': 1"))))
        .isEqualTo(new RuleOutcome.Fired(List.of()));
  }

  @Test
  void a_session_that_never_ends_is_left_behind_and_its_edition_rests(@TempDir Path temporary)
      throws InterruptedException {
    CompiledEdition endless =
        TestEdition.ungated(
            TestEdition.source(
                temporary,
                "import ketcov.engine.Canary\n\n"
                    + rule(
                        "A trial and a score",
                        "$trial : DrugTrial( Canary.hold() )\n    $score : Score( score >= 1 )",
                        "$trial, $score")),
            TestEdition.joining("A trial and a score", "DrugTrial", "Score"),
            TestEdition.model("Two different antidepressants failed"));
    CaseFacts heavy = facts(pairs(150));
    Canary.holdAll();
    try {
      for (int i = 0; i < HeavySessions.MOST_LEFT_BEHIND; i++) {
        assertThat(RuleSession.fire(endless, heavy, Duration.ofMillis(100)))
            .isEqualTo(
                new RuleOutcome.Failed(
                    "A trial and a score", TestEdition.FILE + ":7", "the rules took too long"));
      }
      assertThat(RuleSession.fire(endless, facts("")))
          .isEqualTo(
              new RuleOutcome.Failed(
                  "",
                  RuleFolder.EDITION,
                  "the rules took too long several times, and rest until they are loaded again"));
      // Another edition is decided all the while.
      assertThat(fired(edition, heavy)).isNotEmpty();
    } finally {
      Canary.releaseAll();
    }
  }

  @Test
  void a_session_leaves_no_facts_behind() {
    CaseFacts full =
        facts("'patient': {'ageYears': 41}, 'conditionsReviewed': true, 'scores': [{'score': 9}]");

    assertThat(fired(edition, full)).hasSize(4);
    assertThat(fired(edition, facts("")))
        .extracting(Finding::rule)
        .containsExactly("It is a first request");
    assertThat(edition.kieBase().getKieSessions()).isEmpty();
  }

  @Test
  void the_clock_of_a_session_stands_at_the_service_date(@TempDir Path temporary) {
    CompiledEdition dated =
        TestEdition.ungated(
            TestEdition.source(
                temporary,
                rule("The patient is an adult", "$patient : Patient( ageYears >= 18 )", "$patient")
                    .replace(
                        "when\n",
                        "    date-effective \"2025-03-01\"\n    date-expires \"2025-03-02\"\nwhen\n")),
            "The patient is an adult",
            "Two different antidepressants failed");

    assertThat(fired(dated, facts("2025-02-28", "'patient': {'ageYears': 41}"))).isEmpty();
    assertThat(fired(dated, facts("2025-03-01", "'patient': {'ageYears': 41}"))).hasSize(1);
    assertThat(fired(dated, facts("2025-03-02", "'patient': {'ageYears': 41}"))).isEmpty();
  }

  @Test
  void four_threads_find_what_one_finds() throws Exception {
    List<CaseFacts> cases = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      cases.add(
          facts(
              "'patient': {'ageYears': %d}, 'scores': [%s], 'conditionsReviewed': %b"
                  .formatted(i, times(i % 12 + 1, "{'score': " + i % 9 + "}"), i % 2 == 0)));
    }
    List<List<Finding>> alone = cases.stream().map(c -> fired(edition, c)).toList();
    List<Callable<List<List<Finding>>>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      work.add(
          () -> {
            List<List<Finding>> found = new ArrayList<>();
            for (int round = 0; round < 25; round++) {
              found = cases.stream().map(c -> fired(edition, c)).toList();
              assertThat(found).isEqualTo(alone);
            }
            return found;
          });
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<List<List<Finding>>> found : threads.invokeAll(work)) {
        assertThat(found.get()).isEqualTo(alone);
      }
    }
    assertThat(edition.kieBase().getKieSessions()).isEmpty();
  }

  private static Finding finding(String rule, CaseFacts facts) {
    return finding(rule, fired(edition, facts));
  }

  private static Finding finding(String rule, List<Finding> findings) {
    return findings.stream().filter(found -> found.rule().equals(rule)).findFirst().orElseThrow();
  }

  private static List<Finding> fired(CompiledEdition edition, CaseFacts facts) {
    return switch (RuleSession.fire(edition, facts)) {
      case RuleOutcome.Fired fired -> fired.findings();
      case RuleOutcome.Failed failed -> throw new AssertionError(failed.toString());
    };
  }

  private static String times(int times, String entry) {
    return IntStream.range(0, times).mapToObj(i -> entry).collect(Collectors.joining(", "));
  }

  private static String pairs(int each) {
    return "'drugTrials': ["
        + times(each, "{'weeks': 6}")
        + "], 'scores': ["
        + times(each, "{'score': 9}")
        + "]";
  }
}
