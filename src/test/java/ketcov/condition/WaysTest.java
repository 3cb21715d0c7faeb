package ketcov.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import ketcov.casefacts.ConditionKind;
import ketcov.casefacts.ConditionStatus;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Patient;
import ketcov.casefacts.PatientCondition;
import ketcov.casefacts.RequestedService;
import ketcov.casefacts.Scale;
import ketcov.casefacts.Score;
import ketcov.casefacts.TrialOutcome;
import ketcov.casefacts.TrialRole;
import ketcov.condition.Condition.AllOf;
import ketcov.condition.Condition.Count;
import ketcov.condition.Condition.Pattern;
import ketcov.condition.Condition.Tally;
import ketcov.condition.Test.Comparison;
import ketcov.condition.Test.OneOf;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.text.Place;
import ketcov.text.StrictYaml;
import org.junit.jupiter.api.Test;

class WaysTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final FactType TRIAL = FactTypes.of(DrugTrial.class);
  private static final FactType PATIENT = FactTypes.of(Patient.class);
  private static final FactType REQUEST = FactTypes.of(RequestedService.class);
  private static final FactType CONDITION = FactTypes.of(PatientCondition.class);
  private static final FactType DIAGNOSIS = FactTypes.of(Diagnosis.class);
  private static final FactType SCORE = FactTypes.of(Score.class);

  private static final Condition ADULT =
      new Pattern(PATIENT, null, List.of(compared(PATIENT, "ageYears", Operator.AT_LEAST, 18.0)));

  /** Two different antidepressants that failed for six weeks each. */
  private static final Condition TWO_FAILED =
      new Count(
          new Pattern(
              TRIAL,
              null,
              List.of(
                  compared(TRIAL, "role", Operator.EQUAL, TrialRole.ANTIDEPRESSANT),
                  new OneOf(
                      TRIAL.fieldNamed("outcome"),
                      List.of(TrialOutcome.NO_RESPONSE, TrialOutcome.PARTIAL_RESPONSE)),
                  compared(TRIAL, "weeks", Operator.AT_LEAST, 6.0))),
          List.of(new Tally(TRIAL.fieldNamed("ingredient"), 2)),
          null);

  private static final Condition NO_PSYCHOSIS =
      new Pattern(
          CONDITION,
          null,
          List.of(
              compared(CONDITION, "condition", Operator.EQUAL, ConditionKind.PSYCHOSIS),
              compared(CONDITION, "status", Operator.EQUAL, ConditionStatus.ABSENT)));

  private static ketcov.condition.Test compared(
      FactType type, String field, Operator operator, Comparable<?> value) {
    return new Comparison(type.fieldNamed(field), operator, value);
  }

  private static CaseReading.Accepted accepted(String yaml) {
    JsonNode root =
        StrictYaml.read(
                "case",
                "serviceDate: 2026-04-14\ncoverage: {payer: premera}\nrequest: {drug: ESKETAMINE, route: INTRANASAL}\n"
                    + yaml)
            .root();
    return root != null && READER.read(root) instanceof CaseReading.Accepted accepted
        ? accepted
        : fail("no case: " + yaml);
  }

  private static List<RuleModel> rule(Condition when) {
    return List.of(
        new RuleModel(
            "A rule",
            RuleRole.CRITERION,
            "id",
            "Section 1",
            when,
            "file.drl",
            new Place(1, 1),
            List.of()));
  }

  /** Every way to meet a condition; each is put into the case and must then hold. */
  private static List<Way> toMeet(Condition condition, String yaml) {
    CaseReading.Accepted read = accepted(yaml);
    List<Way> ways = new Ways(read.facts()).toMeet(rule(condition));
    assertThat(ways).isNotEmpty();
    for (Way way : ways) {
      assertThat(truthThen(condition, read, way)).as(way.toString()).isEqualTo(Truth.TRUE);
    }
    return ways;
  }

  private static Truth truthThen(Condition condition, CaseReading.Accepted read, Way way) {
    return read.amended().apply(way.amendments()) instanceof CaseReading.Accepted then
        ? new Reasoner(then.facts()).judge(condition).truth()
        : fail("refused: " + way);
  }

  @Test
  void an_unsaid_fact_is_supplied() {
    assertThat(toMeet(ADULT, "patient: {pregnant: false}"))
        .singleElement()
        .satisfies(
            way -> {
              assertThat(way).hasToString("[/patient/ageYears=18]");
              assertThat(way.onlySays()).isTrue();
              assertThat(way.effort()).isEqualTo(1);
            });
  }

  @Test
  void what_nobody_can_change_is_impassable_and_still_said() {
    assertThat(toMeet(ADULT, "patient: {ageYears: 17}"))
        .singleElement()
        .satisfies(
            way -> {
              assertThat(way.passable()).isFalse();
              assertThat(way.needs())
                  .singleElement()
                  .satisfies(need -> assertThat(need.found()).isEqualTo(17));
            });
  }

  @Test
  void nothing_is_needed_where_the_condition_holds() {
    assertThat(toMeet(ADULT, "patient: {ageYears: 40}"))
        .singleElement()
        .satisfies(way -> assertThat(way.needs()).isEmpty());
  }

  @Test
  void a_trial_that_goes_on_takes_less_than_a_further_one() {
    List<Way> ways =
        toMeet(
            TWO_FAILED,
            """
            drugTrials:
            - {ingredient: fluoxetine, weeks: 5, outcome: NO_RESPONSE}
            - {ingredient: venlafaxine, weeks: 9, outcome: NO_RESPONSE}
            """);

    assertThat(ways.getFirst()).hasToString("[/drugTrials/0/weeks=6.0]");
    assertThat(ways.getFirst().effort()).isEqualTo(5);
    assertThat(ways.getLast().units()).containsOnlyKeys("/drugTrials/2");
    assertThat(ways.getLast().effort()).isEqualTo(10);
  }

  @Test
  void a_trial_that_ended_cannot_go_on() {
    List<Way> ways =
        toMeet(
            TWO_FAILED,
            """
            drugTrials:
            - {ingredient: fluoxetine, weeks: 5, outcome: NO_RESPONSE, endedOn: 2025-01-01}
            - {ingredient: venlafaxine, weeks: 9, outcome: NO_RESPONSE}
            """);

    assertThat(ways.getFirst().units()).containsOnlyKeys("/drugTrials/2");
    assertThat(ways.getLast().passable()).isFalse();
  }

  @Test
  void a_further_trial_is_of_a_drug_that_was_not_tried() {
    assertThat(
            toMeet(
                    TWO_FAILED,
                    "drugTrials: [{ingredient: sertraline, weeks: 9, outcome: NO_RESPONSE}]\n")
                .getFirst())
        .hasToString(
            "[/drugTrials/1/ingredient=venlafaxine, /drugTrials/1/outcome=NO_RESPONSE, /drugTrials/1/weeks=6.0]");
  }

  @Test
  void an_unreported_list_is_filled_with_entries_that_differ() {
    assertThat(toMeet(TWO_FAILED, "patient: {ageYears: 40}").getFirst())
        .satisfies(
            way -> {
              assertThat(way.onlySays()).isTrue();
              assertThat(way.units()).containsOnlyKeys("/drugTrials/0", "/drugTrials/1");
            });
  }

  @Test
  void each_condition_that_is_not_listed_has_an_entry_of_its_own() {
    assertThat(toMeet(NO_PSYCHOSIS, "conditions: [{condition: DEMENTIA, status: ABSENT}]\n"))
        .first()
        .satisfies(way -> assertThat(way.units()).hasSize(1))
        .satisfies(way -> assertThat(way.onlySays()).isTrue());
    assertThat(toMeet(NO_PSYCHOSIS, "conditions: [{condition: PSYCHOSIS, status: HISTORY}]\n"))
        .singleElement()
        .satisfies(way -> assertThat(way.passable()).isFalse());
  }

  @Test
  void a_single_episode_gets_a_code_of_a_single_episode() {
    Condition single =
        new Pattern(
            DIAGNOSIS,
            null,
            List.of(
                compared(DIAGNOSIS, "leading", Operator.EQUAL, true),
                compared(DIAGNOSIS, "majorDepression", Operator.EQUAL, true),
                compared(DIAGNOSIS, "episode", Operator.EQUAL, ketcov.casefacts.Episode.SINGLE)));

    assertThat(toMeet(single, "patient: {ageYears: 40}").getFirst().toString())
        .contains("/diagnoses/0/code=F32.9");
  }

  @Test
  void the_latest_score_is_not_changed_by_another_one() {
    Condition severe =
        new Pattern(
            SCORE,
            null,
            List.of(
                compared(SCORE, "scale", Operator.EQUAL, Scale.PHQ9),
                compared(SCORE, "latest", Operator.EQUAL, true),
                compared(SCORE, "score", Operator.AT_LEAST, 20.0)));

    assertThat(toMeet(severe, "scores: [{scale: PHQ9, score: 12, takenOn: 2026-04-01}]\n"))
        .allSatisfy(way -> assertThat(way.passable()).isFalse());
    assertThat(toMeet(severe, "scores: [{scale: MADRS, score: 12, takenOn: 2026-04-01}]\n"))
        .first()
        .satisfies(way -> assertThat(way.passable()).isTrue());
  }

  @Test
  void a_request_can_be_changed_so_that_a_condition_fails() {
    Condition tooMuch =
        new Pattern(REQUEST, null, List.of(compared(REQUEST, "doseMg", Operator.ABOVE, 84.0)));
    CaseReading.Accepted read =
        accepted("patient: {ageYears: 40}\n")
                    .amended()
                    .apply(List.of(new ketcov.casefacts.Amendment("/request/doseMg", 112.0)))
                instanceof CaseReading.Accepted accepted
            ? accepted
            : fail("refused");

    assertThat(new Ways(read.facts()).toClear(rule(tooMuch)))
        .singleElement()
        .satisfies(
            way -> {
              assertThat(way).hasToString("[/request/doseMg=84.0]");
              assertThat(way.effort()).isEqualTo(2);
              assertThat(truthThen(tooMuch, read, way)).isEqualTo(Truth.FALSE);
            });
  }

  @Test
  void one_entry_does_not_serve_two_parts_that_exclude_each_other() {
    Condition both =
        new AllOf(
            List.of(
                new Pattern(
                    TRIAL,
                    null,
                    List.of(compared(TRIAL, "role", Operator.EQUAL, TrialRole.ANTIDEPRESSANT))),
                new Pattern(
                    TRIAL,
                    null,
                    List.of(compared(TRIAL, "role", Operator.EQUAL, TrialRole.AUGMENTATION)))));
    String one = "drugTrials: [{weeks: 6}]\n";

    assertThat(new Reasoner(accepted(one).facts()).judge(both).truth()).isEqualTo(Truth.FALSE);
    assertThat(new Reasoner(accepted("drugTrials: [{weeks: 6}, {weeks: 7}]\n").facts()).judge(both))
        .extracting(Judgement::truth)
        .isEqualTo(Truth.UNKNOWN);
    assertThat(toMeet(both, one).getFirst().units()).containsKey("/drugTrials/1");
  }
}
