package ketcov.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import ketcov.text.Place;
import org.junit.jupiter.api.Test;

class ExpectationUpdateTest {
  private static final String FILE =
      """
      # Cases of ages, written by hand.
      base: {patient: {ageYears: 18}}

      cases:
        - name: A child   # a year short
          case: {patient: {ageYears: 17}}
          expect:
            outlook: LIKELY_APPROVED        # seen on 2026-02-01
            criteria: {age-min: MET, other: MET}
            rules:
              - One rule
              - Another rule
            missing: {age-min: [/patient/ageYears]}
            notices: [gone]

        - {name: "An adult: \u00e9\ud83d\ude00", expect: {criteria: {age-min: NOT_MET}}}
      """;

  private static CaseResult failing(String name, String... whatAndActual) {
    return new CaseResult(
        new SampleCase(
            null,
            "a.yaml",
            Place.START,
            name,
            JsonNodeFactory.instance.objectNode(),
            false,
            JsonNodeFactory.instance.objectNode()),
        null,
        null,
        Arrays.stream(whatAndActual)
            .map(text -> text.split("=", 2))
            .map(pair -> new CaseResult.Difference(pair[0], "x", pair[1], "", ""))
            .toList(),
        0);
  }

  @Test
  void only_the_values_change_at_their_places() {
    ExpectationUpdate update =
        ExpectationUpdate.of(
            FILE,
            List.of(
                failing(
                    "A child",
                    "outlook=LIKELY_DENIED",
                    "criteria age-min=NOT_MET",
                    "rules=A third rule: new; One rule",
                    "missing age-min="),
                failing("An adult: \u00e9\ud83d\ude00", "criteria age-min=MET")));

    assertThat(update.byHand()).isEmpty();
    assertThat(update.text())
        .isEqualTo(
            FILE.replace("outlook: LIKELY_APPROVED ", "outlook: LIKELY_DENIED ")
                .replace("{age-min: MET, other", "{age-min: NOT_MET, other")
                .replace(
                    "- One rule\n        - Another rule",
                    "- \"A third rule: new\"\n        - One rule")
                .replace("[/patient/ageYears]}", "[]}")
                .replace("{criteria: {age-min: NOT_MET}}", "{criteria: {age-min: MET}}"));
  }

  @Test
  void a_list_of_which_nothing_is_left_stays_a_list() {
    assertThat(ExpectationUpdate.of(FILE, List.of(failing("A child", "rules="))).text())
        .contains("      rules: []\n      missing:");
  }

  @Test
  void what_a_person_has_to_weigh_is_left_to_a_person() {
    ExpectationUpdate update =
        ExpectationUpdate.of(
            FILE,
            List.of(
                failing(
                    "A child",
                    "notices=other",
                    "criteria other=not listed",
                    "edition=2026-01-01",
                    "case=/patient/ageYears"),
                failing("No such case", "outlook=UNCERTAIN")));

    assertThat(update.text()).isEqualTo(FILE);
    assertThat(update.byHand())
        .hasSize(5)
        .first()
        .isEqualTo("A child: notices expected x, actual other");
  }

  @Test
  void a_list_with_comments_between_its_entries_is_left_to_a_person() {
    String commented = FILE.replace("- One rule\n", "- One rule   # of the letter\n");

    assertThat(ExpectationUpdate.of(commented, List.of(failing("A child", "rules=Two"))).byHand())
        .hasSize(1);
  }

  @Test
  void a_diff_shows_the_lines_that_differ_with_those_around_them() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n";

    assertThat(
            UnifiedDiff.of(
                "a.yaml", before, before.replace("5\n6\n", "five\n6\n").replace("14\n", "")))
        .isEqualTo(
            """
            --- a.yaml
            +++ a.yaml
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            @@ -11,6 +11,5 @@
             11
             12
             13
            -14
             15
             16
            """);
  }
}
