package ketcov.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ketcov.casefacts.Benefit;
import ketcov.casefacts.Coverage;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayerDirectoryTest {
  private static final String FILE =
      """
      payers:
      - payer: premera
        names: [Premera Blue Cross, "A & B Health Co."]
        payerIds: ['47570']
      - payer: evicore
        names: [eviCore healthcare]
      - payer: aetna
      benefitManagers:
      - payer: aetna
        benefit: PHARMACY
        manager: CVS Caremark
        says: Caremark answers.
        source: https://example.org/m
        basis: OWN_PAGE
      - payer: premera
        plans: [GOLD, SILVER]
        manager: eviCore
        says: eviCore answers.
        basis: GENERAL_KNOWLEDGE
      """;

  private static final List<String> PAYERS = List.of("premera", "evicore", "aetna");

  private static PayerDirectory read(String text, List<Diagnostic> problems) {
    return PayerDirectory.read("rules-drl/payers.yaml", text, PAYERS, Set.copyOf(PAYERS), problems);
  }

  private static PayerDirectory directory() {
    List<Diagnostic> problems = new ArrayList<>();
    PayerDirectory directory = read(FILE, problems);
    assertThat(problems).isEmpty();
    return directory;
  }

  private static Coverage coverage(
      String payer, @Nullable String plan, @Nullable Benefit benefit, @Nullable String manager) {
    return new Coverage(payer, plan, null, null, null, benefit, manager);
  }

  private static PayerDirectory.Judging judging(String payer) {
    return directory().judging(coverage(payer, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Premera Blue Cross",
        "PREMERA BLUE-CROSS",
        "premera bluecross",
        "A and B Health, Co",
        "47570"
      })
  void a_payer_is_known_by_what_the_card_calls_it(String name) {
    PayerDirectory.Judging judging = judging(name);

    assertThat(judging.payer()).isEqualTo("premera");
    assertThat(judging.remarks())
        .containsExactly(
            new PayerDirectory.Remark(
                "payer-name", "`" + name + "` is read as the payer `premera`.", null));
  }

  @Test
  void its_own_name_needs_no_remark() {
    assertThat(judging("premera")).isEqualTo(new PayerDirectory.Judging("premera", List.of()));
  }

  @Test
  void a_name_that_nobody_bears_stays_as_it_was_said() {
    assertThat(judging("Blue Cross"))
        .isEqualTo(new PayerDirectory.Judging("Blue Cross", List.of()));
    assertThat(directory().didYouMean("Premmera Blue Cros")).contains("premera");
  }

  @Test
  void a_manager_whose_policies_are_known_judges() {
    PayerDirectory.Judging judging =
        directory().judging(coverage("premera", "GOLD", Benefit.MEDICAL, null));

    assertThat(judging.payer()).isEqualTo("evicore");
    assertThat(judging.remarks())
        .extracting(PayerDirectory.Remark::text)
        .containsExactly(
            "eviCore answers. This is general knowledge, not read in a policy. Its policy judges: `evicore`.");
    assertThat(directory().judging(coverage("premera", "BRONZE", null, null)).payer())
        .isEqualTo("premera");
    assertThat(directory().judging(coverage("premera", null, null, null)).remarks()).isEmpty();
  }

  @Test
  void a_manager_whose_policies_are_unknown_is_said() {
    PayerDirectory.Judging judging =
        directory().judging(coverage("aetna", null, Benefit.PHARMACY, null));

    assertThat(judging.payer()).isEqualTo("aetna");
    assertThat(judging.remarks())
        .containsExactly(
            new PayerDirectory.Remark(
                "benefit-manager",
                "Caremark answers. Its criteria are not in the library, so the payer's own policy judges: ask the manager for its criteria.",
                "https://example.org/m"));
    assertThat(directory().judging(coverage("aetna", null, Benefit.MEDICAL, null)).remarks())
        .isEmpty();
  }

  @Test
  void the_manager_that_the_case_names_goes_before_what_is_listed() {
    PayerDirectory.Judging judging =
        directory()
            .judging(coverage("Unheard Mutual", null, Benefit.PHARMACY, "EviCore Healthcare"));

    assertThat(judging.payer()).isEqualTo("evicore");
    assertThat(judging.remarks())
        .extracting(PayerDirectory.Remark::id)
        .containsExactly("benefit-manager");
    assertThat(directory().judging(coverage("aetna", null, Benefit.PHARMACY, "Prime")).remarks())
        .singleElement()
        .satisfies(remark -> assertThat(remark.text()).startsWith("The case says that Prime"));
  }

  @Test
  void what_is_wrong_is_said_at_its_line() {
    List<Diagnostic> problems = new ArrayList<>();
    read(
        """
        payers:
        - payer: premerra
          names: [Blue Cross]
        - payer: aetna
          names: [BLUE-CROSS]
        benefitManagers:
        - {payer: cigna, manager: X-Rx, says: It does., basis: OWN_PAGE}
        """,
        problems);

    assertThat(problems)
        .extracting(Diagnostic::toString)
        .containsExactly(
            "rules-drl/payers.yaml:2:3: error: payer `premerra` has no policy in this library. Did you mean `premera`? [unknown-payer]",
            "rules-drl/payers.yaml:5:11: error: `BLUE-CROSS` is already a name of `premerra`. Keep one, or neither if both use it. [payer-name-twice]",
            "rules-drl/payers.yaml:7:4: error: payer `cigna` has no policy in this library. [unknown-payer]");
  }

  @Test
  void an_unknown_key_is_said_at_its_line() {
    List<Diagnostic> problems = new ArrayList<>();
    read("payers:\n- payer: aetna\n  name: [Aetna Inc.]\n", problems);

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.toString())
                    .startsWith("rules-drl/payers.yaml:3:3: error: key `name` is not known"));
  }
}
