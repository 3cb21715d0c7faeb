package ketcov.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ketcov.condition.Truth;
import ketcov.policy.Basis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
  @Test
  void what_was_counted_stands_behind_the_criterion() {
    assertThat(
            summary(
                Outlook.LIKELY_DENIED,
                notMet(
                    "Two failed antidepressants.",
                    "ad-trials",
                    "/drugTrials: 1 different drug can count, 2 needed.",
                    null)))
        .isEqualTo(
            "Not met: two failed antidepressants (ad-trials): 1 different drug can count, 2 needed.");
  }

  @Test
  void what_was_found_stands_behind_the_criterion_in_words() {
    Assessment.Miss miss =
        new Assessment.Miss(
            "/prescriber/specialty", "the specialty", "PRIMARY_CARE", "PSYCHIATRY", null);

    assertThat(
            summary(
                Outlook.LIKELY_DENIED,
                notMet("A psychiatrist prescribes.", "prescriber", "", miss)))
        .isEqualTo(
            "Not met: a psychiatrist prescribes (prescriber): the specialty: primary care, needed psychiatry.");
  }

  @Test
  void what_is_open_is_asked_for() {
    List<List<Assessment.OpenFact>> decidedBy =
        List.of(List.of(new Assessment.OpenFact("/patient/ageYears", "the patient's age")));

    assertThat(
            summary(
                Outlook.UNCERTAIN,
                criterion(Outcome.UNDETERMINED, "Adults.", "age-min", "", null, decidedBy)))
        .isEqualTo("Open: adults (age-min): say the patient's age.");
  }

  @Test
  void what_there_is_no_room_for_is_counted() {
    Assessment.CriterionResult[] many =
        IntStream.range(0, 9)
            .mapToObj(
                i -> notMet("It is asked at some length for number " + i, "id-" + i, "", null))
            .toArray(Assessment.CriterionResult[]::new);

    assertThat(summary(Outlook.LIKELY_DENIED, many))
        .hasSizeLessThanOrEqualTo(Summary.MOST_CHARACTERS)
        .startsWith("Not met: it is asked at some length for number 0 (id-0); ")
        .endsWith("; and 6 more.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A score is given.|a score is given",
        "PHQ-9 of 20 or more.|PHQ-9 of 20 or more",
        "No current disorder, unless the patient has been abstinent for at least one month and agrees.|no current disorder ...",
        "Trials of drugs; each of them was taken for six weeks at an adequate dose or was not tolerated.|trials of drugs",
        "One two three four five six seven eight nine ten eleven twelve thirteen fourteen.|one two three four five six seven eight nine ten eleven twelve ..."
      })
  void a_criterion_is_said_briefly(String says, String brief) {
    assertThat(Summary.brief(says)).isEqualTo(brief);
  }

  private static Assessment.CriterionResult notMet(
      String says, String id, String reason, Assessment.@Nullable Miss miss) {
    return criterion(Outcome.NOT_MET, says, id, reason, miss, List.of());
  }

  private static Assessment.CriterionResult criterion(
      Outcome outcome,
      String says,
      String id,
      String reason,
      Assessment.@Nullable Miss miss,
      List<List<Assessment.OpenFact>> decidedBy) {
    return new Assessment.CriterionResult(
        id,
        id,
        says,
        outcome,
        true,
        "Section 1",
        List.of(),
        List.of(),
        List.of(),
        decidedBy,
        Stream.ofNullable(miss).toList(),
        reason,
        null,
        Basis.OWN_PAGE,
        null);
  }

  private static String summary(Outlook outlook, Assessment.CriterionResult... criteria) {
    return Summary.of(
        new Standing(
            Arrays.asList(criteria),
            List.of(),
            true,
            false,
            List.of(),
            Truth.FALSE,
            () -> new Standing.Circumstances(Set.of(), Truth.FALSE, List.of())),
        outlook);
  }
}
