package ketcov.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.ConditionKind;
import ketcov.casefacts.ConditionStatus;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DoseLevel;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Patient;
import ketcov.casefacts.PatientCondition;
import ketcov.casefacts.Prescriber;
import ketcov.casefacts.PriorAuthCase;
import ketcov.casefacts.Score;
import ketcov.casefacts.Severity;
import ketcov.casefacts.Specialty;
import ketcov.casefacts.TreatmentSite;
import ketcov.casefacts.TrialOutcome;
import ketcov.condition.Condition.AllOf;
import ketcov.condition.Condition.AnyOf;
import ketcov.condition.Condition.Count;
import ketcov.condition.Condition.Pattern;
import ketcov.condition.Condition.Tally;
import ketcov.condition.Test.Comparison;
import ketcov.condition.Test.InValueSet;
import ketcov.condition.Test.OneOf;
import ketcov.condition.Test.Said;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.text.Place;
import ketcov.text.StrictYaml;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonerTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final FactType TRIAL = FactTypes.of(DrugTrial.class);
  private static final FactType PATIENT = FactTypes.of(Patient.class);
  private static final FactType SITE = FactTypes.of(TreatmentSite.class);

  private static CaseFacts facts(String yaml) {
    return facts(yaml, "hcpcs: null");
  }

  private static CaseFacts facts(String yaml, String request) {
    JsonNode root =
        StrictYaml.read(
                "case",
                "serviceDate: 2026-04-14\ncoverage: {payer: premera}\nrequest: {drug: ESKETAMINE, route: INTRANASAL, "
                    + request
                    + "}\n"
                    + yaml
                    + "\n")
            .root();
    if (root == null || !(READER.read(root) instanceof CaseReading.Accepted accepted)) {
      return fail("no case: " + yaml);
    }
    return accepted.facts();
  }

  private static Judgement judge(Condition condition, String yaml) {
    return new Reasoner(facts(yaml)).judge(condition);
  }

  private static Judgement trials(String tests, Condition condition) {
    return judge(condition, "drugTrials: " + tests);
  }

  private static FactField field(FactType type, String name) {
    return type.fieldNamed(name);
  }

  private static Pattern pattern(FactType type, ketcov.condition.Test... tests) {
    return new Pattern(type, null, List.of(tests));
  }

  private static ketcov.condition.Test is(FactType type, String name, Comparable<?> value) {
    return new Comparison(field(type, name), Operator.EQUAL, value);
  }

  private static ketcov.condition.Test compared(
      FactType type, String name, String symbol, Comparable<?> value) {
    return new Comparison(field(type, name), Operator.of(symbol).orElseThrow(), value);
  }

  private static final Pattern ADULT = pattern(PATIENT, compared(PATIENT, "ageYears", ">=", 18.0));

  // One fact

  @Test
  void a_field_that_is_said_decides() {
    assertThat(judge(ADULT, "patient: {ageYears: 18}")).isEqualTo(Judgement.HOLDS);
    assertThat(judge(ADULT, "patient: {ageYears: 17}").truth()).isEqualTo(Truth.FALSE);
  }

  @Test
  void a_field_that_is_unsaid_leaves_it_open_and_is_named() {
    assertThat(judge(ADULT, "patient: {pregnant: false}"))
        .isEqualTo(new Judgement(Truth.UNKNOWN, Set.of("/patient/ageYears"), List.of()));
    assertThat(judge(ADULT, "").missing()).containsExactly("/patient/ageYears");
  }

  @Test
  void a_miss_says_where_what_was_found_and_what_was_needed() {
    assertThat(judge(ADULT, "patient: {ageYears: 17}").misses())
        .containsExactly("/patient/ageYears is 17, needed: at least 18");
    assertThat(judge(ADULT, "patient: {birthDate: 2008-04-15}").misses())
        .containsExactly("ageYears (/patient/birthDate) is 17, needed: at least 18");
    assertThat(
            judge(pattern(SITE, is(SITE, "supervised", true)), "site: {supervised: false}")
                .misses())
        .containsExactly("/site/supervised is false, needed: true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{remsCertified: true, supervised: true}   | TRUE",
        "{remsCertified: true, supervised: false}  | FALSE",
        "{remsCertified: false}                    | FALSE",
        "{remsCertified: true}                     | UNKNOWN",
        "{supervised: true}                        | UNKNOWN",
        "{}                                        | UNKNOWN"
      })
  void tests_of_one_fact_are_joined_by_and(String site, Truth expected) {
    assertThat(
            judge(
                    pattern(SITE, is(SITE, "remsCertified", true), is(SITE, "supervised", true)),
                    "site: " + site)
                .truth())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{remsCertified: true}                     | TRUE",
        "{remsCertified: false, supervised: true}  | TRUE",
        "{remsCertified: false, supervised: false} | FALSE",
        "{remsCertified: false}                    | UNKNOWN",
        "{}                                        | UNKNOWN"
      })
  void tests_within_any_are_joined_by_or(String site, Truth expected) {
    assertThat(
            judge(
                    pattern(
                        SITE,
                        new ketcov.condition.Test.Any(
                            List.of(
                                is(SITE, "remsCertified", true), is(SITE, "supervised", true)))),
                    "site: " + site)
                .truth())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"SEVERE, TRUE", "MODERATE, TRUE", "MILD, FALSE", "null, UNKNOWN"})
  void one_of_several_values_holds_for_each_of_them(String severity, Truth expected) {
    FactType type = FactTypes.of(ketcov.casefacts.SubstanceUse.class);
    Judgement judgement =
        judge(
            pattern(
                type,
                new OneOf(field(type, "severity"), List.of(Severity.MODERATE, Severity.SEVERE))),
            "substanceUse: {severity: " + severity + "}");
    assertThat(judgement.truth()).isEqualTo(expected);
    if (expected == Truth.FALSE) {
      assertThat(judgement.misses())
          .containsExactly("/substanceUse/severity is MILD, needed: MODERATE or SEVERE");
    }
  }

  @Test
  void one_of_several_numbers_compares_numbers_of_any_kind() {
    Pattern places = pattern(PATIENT, new OneOf(field(PATIENT, "ageYears"), List.of(17.0, 18.0)));
    assertThat(judge(places, "patient: {ageYears: 18}").truth()).isEqualTo(Truth.TRUE);
    assertThat(judge(places, "patient: {ageYears: 19}").truth()).isEqualTo(Truth.FALSE);
  }

  @Test
  void a_field_is_said_or_open_never_refuted() {
    Pattern said = pattern(PATIENT, new Said(field(PATIENT, "sex")));
    assertThat(judge(said, "patient: {sex: FEMALE}")).isEqualTo(Judgement.HOLDS);
    assertThat(judge(said, "").missing()).containsExactly("/patient/sex");
  }

  @ParameterizedTest
  @CsvSource({"'{code: F33.2}', TRUE", "'{code: F43.10}', FALSE", "'{primary: true}', UNKNOWN"})
  void a_code_is_in_a_value_set_or_not(String diagnosis, Truth expected) {
    FactType type = FactTypes.of(Diagnosis.class);
    Judgement judgement =
        judge(
            pattern(type, new InValueSet(field(type, "code"), "covered", Set.of("F33.2"))),
            "diagnoses: [" + diagnosis + "]");
    assertThat(judgement.truth()).isEqualTo(expected);
    if (expected == Truth.FALSE) {
      assertThat(judgement.misses())
          .containsExactly("/diagnoses/0/code is F43.10, needed: a code of the list covered");
    }
  }

  @ParameterizedTest
  @CsvSource({"'[G2082, G2083]', TRUE", "'[G2082]', FALSE", "'[]', FALSE", "null, UNKNOWN"})
  void a_list_of_texts_holds_a_text_or_not(String hcpcs, Truth expected) {
    FactType type = FactTypes.of(ketcov.casefacts.RequestedService.class);
    assertThat(
            new Reasoner(facts("caseId: null", "hcpcs: " + hcpcs))
                .judge(
                    pattern(
                        type, new ketcov.condition.Test.Contains(field(type, "hcpcs"), "G2083")))
                .truth())
        .isEqualTo(expected);
  }

  // What is named as missing

  @Test
  void only_what_can_still_decide_is_missing() {
    Pattern enough =
        pattern(
            TRIAL,
            new ketcov.condition.Test.Any(
                List.of(
                    compared(TRIAL, "weeks", ">=", 6.0),
                    is(TRIAL, "durationJudgedSufficient", true))),
            is(TRIAL, "outcome", TrialOutcome.NO_RESPONSE));
    assertThat(trials("[{durationJudgedSufficient: true}]", enough).missing())
        .containsExactly("/drugTrials/0/outcome");
    assertThat(trials("[{durationJudgedSufficient: false}]", enough).missing())
        .containsExactlyInAnyOrder("/drugTrials/0/weeks", "/drugTrials/0/outcome");
  }

  @Test
  void what_an_all_within_an_any_no_longer_needs_is_not_missing() {
    Pattern either =
        pattern(
            TRIAL,
            new ketcov.condition.Test.Any(
                List.of(
                    new ketcov.condition.Test.All(
                        List.of(
                            compared(TRIAL, "weeks", ">=", 6.0),
                            is(TRIAL, "inCurrentEpisode", true))),
                    compared(TRIAL, "adherencePercent", ">=", 80.0))));
    assertThat(trials("[{inCurrentEpisode: false}]", either).missing())
        .containsExactly("/drugTrials/0/adherencePercent");
    assertThat(trials("[{inCurrentEpisode: true}]", either).missing())
        .containsExactlyInAnyOrder("/drugTrials/0/weeks", "/drugTrials/0/adherencePercent");
  }

  @Test
  void an_entry_that_is_out_names_nothing() {
    Pattern failed =
        pattern(
            TRIAL,
            is(TRIAL, "outcome", TrialOutcome.NO_RESPONSE),
            compared(TRIAL, "weeks", ">=", 6.0));
    assertThat(trials("[{weeks: 3}, {weeks: 8}]", failed).missing())
        .containsExactly("/drugTrials/1/outcome");
  }

  @Test
  void a_derived_field_names_the_field_that_it_comes_from() {
    FactType diagnosis = FactTypes.of(Diagnosis.class);
    assertThat(
            judge(pattern(diagnosis, is(diagnosis, "majorDepression", true)), "diagnoses: [{}]")
                .missing())
        .containsExactly("/diagnoses/0/code");
    FactType score = FactTypes.of(Score.class);
    assertThat(
            judge(
                    pattern(score, is(score, "latest", true)),
                    "scores: [{scale: PHQ9}, {scale: PHQ9}]")
                .missing())
        .containsExactlyInAnyOrder("/scores/0/takenOn", "/scores/1/takenOn");
  }

  // Lists

  private static final Pattern FAILED =
      pattern(TRIAL, is(TRIAL, "outcome", TrialOutcome.NO_RESPONSE));

  @Test
  void a_list_that_is_unsaid_may_hold_anything() {
    assertThat(judge(FAILED, ""))
        .isEqualTo(new Judgement(Truth.UNKNOWN, Set.of("/drugTrials"), List.of()));
  }

  @Test
  void an_empty_list_holds_none() {
    assertThat(trials("[]", FAILED))
        .isEqualTo(
            new Judgement(Truth.FALSE, Set.of(), List.of("the case lists none in /drugTrials")));
  }

  @Test
  void one_entry_that_fits_is_enough_whatever_is_open_in_the_others() {
    assertThat(trials("[{}, {outcome: NO_RESPONSE}]", FAILED)).isEqualTo(Judgement.HOLDS);
  }

  @Test
  void near_misses_of_a_list_are_named_entry_by_entry() {
    Pattern both =
        pattern(
            TRIAL,
            is(TRIAL, "outcome", TrialOutcome.NO_RESPONSE),
            compared(TRIAL, "weeks", ">=", 6.0));
    assertThat(
            trials(
                    "[{outcome: NO_RESPONSE, weeks: 5}, {outcome: RESPONSE, weeks: 2}, {outcome: RESPONSE, weeks: 8}]",
                    both)
                .misses())
        .containsExactly(
            "/drugTrials/0/weeks is 5, needed: at least 6",
            "/drugTrials/2/outcome is RESPONSE, needed: NO_RESPONSE");
    assertThat(trials("[{outcome: RESPONSE, weeks: 2}, {outcome: RESPONSE, weeks: 1}]", both))
        .isEqualTo(new Judgement(Truth.FALSE, Set.of(), List.of("no entry of /drugTrials fits")));
  }

  @Test
  void a_number_just_beside_its_bound_is_not_rounded_to_it() {
    Pattern weeks = pattern(TRIAL, compared(TRIAL, "weeks", ">=", 6.0));
    assertThat(trials("[{weeks: 5.98}]", weeks).misses())
        .containsExactly("/drugTrials/0/weeks is under 6, needed: at least 6");
    assertThat(trials("[{weeks: 5.5}]", weeks).misses())
        .containsExactly("/drugTrials/0/weeks is 5.5, needed: at least 6");
    Pattern few = pattern(TRIAL, compared(TRIAL, "weeks", "<=", 5.0));
    assertThat(trials("[{weeks: 5.02}]", few).misses())
        .containsExactly("/drugTrials/0/weeks is over 5, needed: at most 5");
  }

  // Conditions

  private static Pattern status(ConditionKind kind, ConditionStatus status) {
    FactType type = FactTypes.of(PatientCondition.class);
    return pattern(type, is(type, "condition", kind), is(type, "status", status));
  }

  private static final Pattern NO_PSYCHOSIS =
      status(ConditionKind.PSYCHOSIS, ConditionStatus.ABSENT);

  @Test
  void a_condition_that_is_not_listed_is_open_in_its_list() {
    assertThat(judge(NO_PSYCHOSIS, "conditions: [{condition: DEMENTIA, status: ABSENT}]"))
        .isEqualTo(new Judgement(Truth.UNKNOWN, Set.of("/conditions"), List.of()));
  }

  @Test
  void a_condition_is_absent_when_all_were_reviewed() {
    assertThat(judge(NO_PSYCHOSIS, "conditionsReviewed: true")).isEqualTo(Judgement.HOLDS);
  }

  @Test
  void history_is_neither_present_nor_absent() {
    String history = "conditions: [{condition: PSYCHOSIS, status: HISTORY}]";
    assertThat(judge(NO_PSYCHOSIS, history).truth()).isEqualTo(Truth.FALSE);
    assertThat(judge(status(ConditionKind.PSYCHOSIS, ConditionStatus.PRESENT), history).truth())
        .isEqualTo(Truth.FALSE);
  }

  @Test
  void only_the_condition_in_question_is_a_near_miss() {
    assertThat(
            judge(
                    NO_PSYCHOSIS,
                    "conditions: [{condition: DEMENTIA, status: ABSENT}, {condition: PSYCHOSIS, status: PRESENT}]")
                .misses())
        .containsExactly("/conditions/1/status is PRESENT, needed: ABSENT");
  }

  // Several patterns

  private static final Pattern PSYCHIATRIST =
      pattern(
          FactTypes.of(Prescriber.class),
          is(FactTypes.of(Prescriber.class), "specialty", Specialty.PSYCHIATRY));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ageYears: 18} | {specialty: PSYCHIATRY}   | TRUE    | TRUE",
        "{ageYears: 18} | {}                        | UNKNOWN | TRUE",
        "{ageYears: 18} | {specialty: PRIMARY_CARE} | FALSE   | TRUE",
        "{}             | {specialty: PSYCHIATRY}   | UNKNOWN | TRUE",
        "{}             | {}                        | UNKNOWN | UNKNOWN",
        "{}             | {specialty: PRIMARY_CARE} | FALSE   | UNKNOWN",
        "{ageYears: 17} | {specialty: PSYCHIATRY}   | FALSE   | TRUE",
        "{ageYears: 17} | {}                        | FALSE   | UNKNOWN",
        "{ageYears: 17} | {specialty: PRIMARY_CARE} | FALSE   | FALSE"
      })
  void all_of_and_any_of_follow_the_truth_table(
      String patient, String prescriber, Truth all, Truth any) {
    String yaml = "patient: " + patient + "\nprescriber: " + prescriber;
    List<Condition> parts = List.of(ADULT, PSYCHIATRIST);
    assertThat(judge(new AllOf(parts), yaml).truth()).isEqualTo(all);
    assertThat(judge(new AnyOf(parts), yaml).truth()).isEqualTo(any);
  }

  @Test
  void what_is_missing_or_missed_is_that_of_the_parts_that_decide() {
    AllOf both = new AllOf(List.of(ADULT, PSYCHIATRIST));
    assertThat(judge(both, "patient: {ageYears: 18}").missing())
        .containsExactly("/prescriber/specialty");
    assertThat(judge(both, "").missing())
        .containsExactlyInAnyOrder("/patient/ageYears", "/prescriber/specialty");
    Judgement refuted = judge(both, "patient: {ageYears: 17}");
    assertThat(refuted.missing()).isEmpty();
    assertThat(refuted.misses()).containsExactly("/patient/ageYears is 17, needed: at least 18");
    AnyOf either = new AnyOf(List.of(ADULT, PSYCHIATRIST));
    assertThat(judge(either, "patient: {ageYears: 17}").missing())
        .containsExactly("/prescriber/specialty");
    assertThat(judge(either, "patient: {ageYears: 17}\nprescriber: {specialty: OTHER}").misses())
        .containsExactly(
            "/patient/ageYears is 17, needed: at least 18",
            "/prescriber/specialty is OTHER, needed: PSYCHIATRY");
  }

  // Counts

  private static Count count(@Nullable String distinct, int least) {
    return new Count(
        FAILED, List.of(new Tally(distinct == null ? null : field(TRIAL, distinct), least)), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{outcome: NO_RESPONSE}, {outcome: NO_RESPONSE}]            | TRUE",
        "[{outcome: NO_RESPONSE}, {outcome: NO_RESPONSE}, {}]        | TRUE",
        "[{outcome: NO_RESPONSE}, {}]                                | UNKNOWN",
        "[{}, {}]                                                    | UNKNOWN",
        "[{outcome: NO_RESPONSE}, {outcome: RESPONSE}]               | FALSE",
        "[{outcome: NO_RESPONSE}]                                    | FALSE",
        "[{}]                                                        | FALSE",
        "[]                                                          | FALSE",
        "null                                                        | UNKNOWN"
      })
  void a_count_is_bounded_by_what_fits_and_by_what_may(String trials, Truth expected) {
    assertThat(trials(trials, count(null, 2)).truth()).isEqualTo(expected);
  }

  @Test
  void an_open_count_names_what_is_open() {
    assertThat(trials("[{outcome: NO_RESPONSE}, {}, {outcome: RESPONSE}]", count(null, 2)))
        .isEqualTo(new Judgement(Truth.UNKNOWN, Set.of("/drugTrials/1/outcome"), List.of()));
    assertThat(judge(count(null, 2), "").missing()).containsExactly("/drugTrials");
  }

  @Test
  void a_count_that_is_missed_says_by_how_much() {
    assertThat(trials("[{outcome: NO_RESPONSE}, {outcome: RESPONSE}]", count(null, 2)))
        .isEqualTo(
            new Judgement(
                Truth.FALSE, Set.of(), List.of("/drugTrials: 1 entry can count, 2 needed")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sertraline, venlafaxine | TRUE",
        "sertraline, Zoloft      | FALSE",
        "sertraline, null        | UNKNOWN",
        "null, null              | UNKNOWN",
        "sertraline, sertraline, null | UNKNOWN",
        "sertraline, venlafaxine, null | TRUE"
      })
  void one_ingredient_counts_once(String ingredients, Truth expected) {
    StringBuilder trials = new StringBuilder("[");
    for (String ingredient : ingredients.split(", ", -1)) {
      trials.append("{outcome: NO_RESPONSE, ingredient: ").append(ingredient).append("}, ");
    }
    assertThat(trials(trials + "]", count("ingredient", 2)).truth()).isEqualTo(expected);
  }

  @Test
  void an_open_count_of_different_values_names_the_value_that_is_unsaid() {
    assertThat(
            trials(
                    "[{outcome: NO_RESPONSE, ingredient: sertraline}, {outcome: NO_RESPONSE}]",
                    count("ingredient", 2))
                .missing())
        .containsExactly("/drugTrials/1/ingredient");
  }

  @Test
  void an_entry_that_may_fit_counts_its_value_once() {
    assertThat(
            trials(
                    "[{outcome: NO_RESPONSE, ingredient: sertraline}, {ingredient: sertraline}]",
                    count("ingredient", 2))
                .misses())
        .containsExactly("/drugTrials: 1 different drug can count, 2 needed");
    assertThat(
            trials(
                    "[{outcome: NO_RESPONSE, ingredient: sertraline}, {ingredient: venlafaxine}]",
                    count("ingredient", 2))
                .missing())
        .containsExactly("/drugTrials/1/outcome");
  }

  @Test
  void every_tally_must_be_reached_and_a_reached_one_names_nothing() {
    Count drugsAndClasses =
        new Count(
            FAILED,
            List.of(
                new Tally(field(TRIAL, "ingredient"), 2),
                new Tally(field(TRIAL, "therapyClass"), 2)),
            "$trials");
    assertThat(
            trials(
                    "[{outcome: NO_RESPONSE, ingredient: sertraline}, {outcome: NO_RESPONSE, ingredient: citalopram}]",
                    drugsAndClasses)
                .misses())
        .containsExactly("/drugTrials: 1 different class can count, 2 needed");
    assertThat(
            trials(
                    "[{outcome: NO_RESPONSE, ingredient: sertraline}, {outcome: NO_RESPONSE, ingredient: newdrug}]",
                    drugsAndClasses)
                .missing())
        .containsExactly("/drugTrials/1/therapyClass");
    assertThat(
            trials(
                    "[{outcome: NO_RESPONSE, ingredient: sertraline}, {outcome: NO_RESPONSE, ingredient: citalopram}, {outcome: NO_RESPONSE, therapyClass: null}]",
                    drugsAndClasses)
                .missing())
        .containsExactly("/drugTrials/2/therapyClass");
  }

  // Bounds

  private static Judgement dose(String symbol, DoseLevel level, String trial) {
    return trials(
        "[" + trial + "]", pattern(TRIAL, compared(TRIAL, "doseLevelAtLeast", symbol, level)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ingredient: sertraline, dailyDoseMg: 50} | MINIMUM     | TRUE",
        "{ingredient: sertraline, dailyDoseMg: 50} | THERAPEUTIC | UNKNOWN",
        "{ingredient: sertraline, dailyDoseMg: 25} | MINIMUM     | FALSE",
        "{ingredient: sertraline, dailyDoseMg: 25, doseLevel: MAXIMUM} | THERAPEUTIC | TRUE",
        "{doseLevel: MINIMUM}                      | THERAPEUTIC | FALSE",
        "{doseLevel: THERAPEUTIC}                  | THERAPEUTIC | TRUE",
        "{ingredient: bupropion, dailyDoseMg: 150} | MINIMUM     | UNKNOWN",
        "{}                                        | MINIMUM     | UNKNOWN"
      })
  void a_lower_bound_of_the_dose_holds_or_is_open_until_the_upper_one_refutes_it(
      String trial, DoseLevel level, Truth expected) {
    assertThat(dose(">=", level, trial).truth()).isEqualTo(expected);
  }

  @Test
  void an_open_bound_names_the_quantity_that_it_bounds() {
    assertThat(dose(">=", DoseLevel.THERAPEUTIC, "{ingredient: sertraline, dailyDoseMg: 50}"))
        .isEqualTo(new Judgement(Truth.UNKNOWN, Set.of("/drugTrials/0/doseLevel"), List.of()));
  }

  @Test
  void a_bound_that_is_missed_names_what_it_was_taken_from() {
    assertThat(dose(">=", DoseLevel.MINIMUM, "{ingredient: sertraline, dailyDoseMg: 25}").misses())
        .containsExactly(
            "doseLevelAtLeast (/drugTrials/0/dailyDoseMg) is SUBTHERAPEUTIC, needed: at least MINIMUM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{improvementPercent: 25}    | TRUE",
        "{improvementPercent: 25.5}  | FALSE",
        "{outcome: NO_RESPONSE}      | TRUE",
        "{outcome: PARTIAL_RESPONSE} | FALSE",
        "{outcome: RESPONSE}         | FALSE",
        "{outcome: INTOLERANCE}      | UNKNOWN",
        "{}                          | UNKNOWN",
        "{outcome: NO_RESPONSE, improvementPercent: 60} | FALSE"
      })
  void an_improvement_of_at_most_25_is_told_by_number_or_outcome(String trial, Truth expected) {
    assertThat(
            trials(
                    "[" + trial + "]",
                    pattern(TRIAL, compared(TRIAL, "improvementPercentAtMost", "<=", 25.0)))
                .truth())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{improvementPercent: 50}    | TRUE    | TRUE",
        "{improvementPercent: 49.9}  | FALSE   | TRUE",
        "{outcome: RESPONSE}         | TRUE    | TRUE",
        "{outcome: PARTIAL_RESPONSE} | FALSE   | UNKNOWN",
        "{outcome: NO_RESPONSE}      | FALSE   | FALSE"
      })
  void an_improvement_of_at_least_50_or_30_is_told_by_number_or_outcome(
      String trial, Truth fifty, Truth thirty) {
    assertThat(
            trials(
                    "[" + trial + "]",
                    pattern(TRIAL, compared(TRIAL, "improvementPercentAtLeast", ">=", 50.0)))
                .truth())
        .isEqualTo(fifty);
    assertThat(
            trials(
                    "[" + trial + "]",
                    pattern(TRIAL, compared(TRIAL, "improvementPercentAtLeast", ">=", 30.0)))
                .truth())
        .isEqualTo(thirty);
  }

  @Test
  void a_missed_bound_of_a_partial_response_is_told_as_such() {
    assertThat(
            trials(
                    "[{outcome: PARTIAL_RESPONSE}]",
                    pattern(TRIAL, compared(TRIAL, "improvementPercentAtMost", "<=", 25.0)))
                .misses())
        .containsExactly(
            "improvementPercentAtMost (/drugTrials/0/outcome) is under 50, needed: at most 25");
  }

  // Rules

  private static RuleModel rule(String name, Condition when) {
    return new RuleModel(
        name, RuleRole.CRITERION, "age-min", "Section I", when, "a.drl", Place.START, List.of());
  }

  @Test
  void one_rule_of_several_that_holds_is_enough() {
    List<RuleModel> rules = List.of(rule("adult", ADULT), rule("psychiatrist", PSYCHIATRIST));
    assertThat(new Reasoner(facts("prescriber: {specialty: PSYCHIATRY}")).any(rules))
        .isEqualTo(Judgement.HOLDS);
    assertThat(new Reasoner(facts("patient: {ageYears: 17}")).any(rules))
        .isEqualTo(new Judgement(Truth.UNKNOWN, Set.of("/prescriber/specialty"), List.of()));
  }

  @Test
  void no_rule_at_all_never_holds() {
    assertThat(new Reasoner(facts("")).any(List.of()).truth()).isEqualTo(Truth.FALSE);
  }

  @Test
  void the_evidence_of_an_entry_is_the_entry_and_of_an_object_what_was_read() {
    RuleModel rule = rule("both", new AllOf(List.of(ADULT, FAILED)));
    CaseFacts facts =
        facts(
            "patient: {birthDate: 1985-07-31, sex: MALE}\ndrugTrials: [{}, {outcome: NO_RESPONSE}]");
    assertThat(rule.evidence(facts, facts.of(PATIENT).getFirst()))
        .containsExactly("/patient/birthDate");
    assertThat(rule.evidence(facts, facts.of(TRIAL).get(1))).containsExactly("/drugTrials/1");
    FactType whole = FactTypes.of(PriorAuthCase.class);
    assertThat(rule.evidence(facts, facts.of(whole).getFirst())).isEmpty();
  }
}
