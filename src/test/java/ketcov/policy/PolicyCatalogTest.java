package ketcov.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import ketcov.casefacts.PriorAuthCase;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.text.Diagnostic;
import ketcov.text.StrictYaml;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCatalogTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());

  private final Path library;

  PolicyCatalogTest(@TempDir Path library) {
    this.library = library;
  }

  private final List<PolicyEdition> editions = new ArrayList<>();

  /** An edition that is read from its file, with some lines changed. */
  private void edition(String id, String edition, String inForce, String more) {
    String payer = id.substring(0, id.indexOf('/'));
    String yaml =
        """
        id: %s
        edition: "%s"
        title: A policy
        payerName: A payer
        inForce: {%s}
        source: {title: Policy, url: https://example.org/p, kind: OWN_PAGE, retrieved: 2026-01-02}
        completeness: FULL
        indications: [TRD]
        """
            .formatted(id, edition, inForce);
    if (!more.contains("coverage:")) {
      yaml += "coverage: {payer: " + payer + "}\n";
    }
    if (!more.contains("requests:")) {
      yaml += "requests: [{drug: ESKETAMINE, routes: [INTRANASAL]}]\n";
    }
    List<Diagnostic> problems = new ArrayList<>();
    try {
      Path folder = Files.createDirectories(library.resolve(id).resolve(edition));
      Files.writeString(folder.resolve("policy.yaml"), yaml + more);
      new LibraryFolder(library)
          .edition(folder, problems)
          .ifPresent(source -> editions.add(source.edition()));
    } catch (IOException e) {
      fail(e);
    }
    assertThat(problems).noneMatch(Diagnostic::isError);
  }

  private PolicyCatalog<PolicyEdition> catalog() {
    return new PolicyCatalog<>(
        editions,
        Function.identity(),
        PayerDirectory.of(editions.stream().map(edition -> edition.id().payer()).toList()));
  }

  private static PriorAuthCase priorAuthCase(String day, String coverage, String request) {
    JsonNode root =
        StrictYaml.read(
                "case",
                "serviceDate: %s\ncoverage: {%s}\nrequest: {%s}\n"
                    .formatted(day, coverage, request))
            .root();
    if (root == null || !(READER.read(root) instanceof CaseReading.Accepted accepted)) {
      return fail("no case");
    }
    return accepted.facts().priorAuthCase();
  }

  private Selection<PolicyEdition> select(
      String day, String coverage, String request, @Nullable String named) {
    return catalog().select(priorAuthCase(day, coverage, request), named);
  }

  private static final String ESKETAMINE = "drug: ESKETAMINE, route: INTRANASAL";

  private Selection<PolicyEdition> on(String day) {
    return select(day, "payer: premera", ESKETAMINE, null);
  }

  private Selection<PolicyEdition> covering(String coverage) {
    return select("2026-04-14", "payer: premera, " + coverage, ESKETAMINE, null);
  }

  /** The edition chosen, or what came of it instead. */
  private static String chosen(Selection<PolicyEdition> selection) {
    return switch (selection) {
      case Selection.Selected<PolicyEdition> selected -> selected.edition().edition();
      case Selection.NoneInForce<PolicyEdition> none -> "none";
      case Selection.Ambiguous<PolicyEdition> ambiguous -> "ambiguous";
    };
  }

  private static List<String> reasons(Selection<PolicyEdition> selection) {
    return selection.considered().stream()
        .map(
            considered ->
                considered.edition() + " " + considered.applies() + ": " + considered.why())
        .toList();
  }

  private void twoEditions() {
    edition(
        "premera/spravato", "2022-11-01", "from: 2022-11-01, to: 2025-02-28, basis: STATED", "");
    edition("premera/spravato", "2025-03-01", "from: 2025-03-01, basis: MONTH_STATED", "");
  }

  // By date

  @ParameterizedTest
  @CsvSource({
    "2022-10-31, none",
    "2022-11-01, 2022-11-01",
    "2025-02-28, 2022-11-01",
    "2025-03-01, 2025-03-01",
    "2099-12-31, 2025-03-01"
  })
  void both_boundary_days_are_in_force(String day, String expected) {
    twoEditions();
    assertThat(chosen(on(day))).isEqualTo(expected);
  }

  @Test
  void every_edition_that_was_considered_says_why_it_applies_or_not() {
    twoEditions();
    assertThat(reasons(on("2025-02-28")))
        .containsExactly(
            "2022-11-01 true: in force on 2025-02-28 (from 2022-11-01 to 2025-02-28, as the source states)",
            "2025-03-01 false: begins on 2025-03-01, after the service date");
    assertThat(reasons(on("2025-03-01")))
        .containsExactly(
            "2022-11-01 false: ended on 2025-02-28, before the service date",
            "2025-03-01 true: in force on 2025-03-01 (from 2025-03-01, the source states the month only)");
  }

  @Test
  void an_undated_edition_is_in_force_from_the_day_that_we_assume() {
    edition("premera/spravato", "undated", "from: 2024-01-01, basis: ASSUMED", "");
    assertThat(chosen(on("2023-12-31"))).isEqualTo("none");
    assertThat(chosen(on("2024-01-01"))).isEqualTo("undated");
    assertThat(reasons(on("2024-01-01")))
        .containsExactly(
            "undated true: in force on 2024-01-01 (from 2024-01-01, assumed: the source states no date)");
  }

  @Test
  void an_edition_without_any_date_is_always_in_force() {
    edition("premera/spravato", "undated", "basis: INFERRED", "");
    assertThat(chosen(on("1999-01-01"))).isEqualTo("undated");
  }

  // By name

  @Test
  void a_superseded_undated_edition_answers_only_when_it_is_named() {
    edition("premera/spravato", "undated", "basis: ASSUMED, byDate: false", "");
    assertThat(chosen(on("2026-04-14"))).isEqualTo("none");
    assertThat(reasons(on("2026-04-14")))
        .containsExactly(
            "undated false: is undated and superseded: it answers only when a request names it");
    assertThat(chosen(select("2026-04-14", "payer: premera", ESKETAMINE, "undated")))
        .isEqualTo("undated");
  }

  @ParameterizedTest
  @CsvSource({"2022-11-01", "premera/spravato@2022-11-01", "premera/spravato/2022-11-01"})
  void a_request_may_name_an_edition_whatever_the_date(String named) {
    twoEditions();
    Selection<PolicyEdition> selection = select("2026-04-14", "payer: premera", ESKETAMINE, named);
    assertThat(chosen(selection)).isEqualTo("2022-11-01");
    assertThat(reasons(selection))
        .containsExactly(
            "2022-11-01 true: the request names this edition",
            "2025-03-01 false: is not the edition that the request names");
    assertThat(
            catalog()
                .knows(priorAuthCase("2026-04-14", "payer: premera", ESKETAMINE).coverage(), named))
        .isTrue();
  }

  @Test
  void a_name_that_no_edition_of_the_payer_has_is_not_known() {
    twoEditions();
    edition("cigna/spravato", "undated", "basis: ASSUMED", "");
    PriorAuthCase priorAuthCase = priorAuthCase("2026-04-14", "payer: premera", ESKETAMINE);
    assertThat(catalog().knows(priorAuthCase.coverage(), "undated")).isFalse();
    assertThat(chosen(catalog().select(priorAuthCase, "undated"))).isEqualTo("none");
  }

  @Test
  void a_name_does_not_lift_the_limits_of_the_coverage() {
    edition(
        "premera/spravato",
        "2025-03-01",
        "from: 2025-03-01, basis: STATED",
        "coverage: {payer: premera, states: [WA]}\n");
    assertThat(chosen(select("2026-04-14", "payer: premera, state: OR", ESKETAMINE, "2025-03-01")))
        .isEqualTo("none");
  }

  // By coverage

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linesOfBusiness: [COMMERCIAL, FEDERAL_EMPLOYEE] | lineOfBusiness | COMMERCIAL | MEDICAID",
        "states: [WA, AK]                                | state          | AK         | OR",
        "benefits: [MEDICAL]                             | benefit        | MEDICAL    | PHARMACY",
        "plans: [gold]                                   | plan           | gold       | silver"
      })
  void a_limit_covers_what_it_lists_and_what_is_unsaid(
      String limit, String field, String within, String outside) {
    edition(
        "premera/spravato",
        "2026-01-01",
        "basis: STATED",
        "coverage: {payer: premera, " + limit + "}\n");
    assertThat(chosen(covering(field + ": " + within))).isEqualTo("2026-01-01");
    assertThat(chosen(covering(field + ": null"))).isEqualTo("2026-01-01");
    Selection<PolicyEdition> refused = covering(field + ": " + outside);
    assertThat(chosen(refused)).isEqualTo("none");
    String words =
        limit.substring(limit.indexOf('[') + 1, limit.indexOf(']')).replace(", ", " or ");
    assertThat(reasons(refused))
        .containsExactly(
            "2026-01-01 false: covers coverage."
                + field
                + " "
                + words
                + ", the case says "
                + outside);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linesOfBusiness: [MEDICAID] | lineOfBusiness | MEDICAID",
        "states: [WA]                | state          | WA",
        "benefits: [PHARMACY]        | benefit        | PHARMACY",
        "plans: [gold]               | plan           | gold"
      })
  void a_field_that_must_be_said_keeps_the_policy_away_while_it_is_unsaid(
      String limit, String field, String within) {
    edition(
        "premera/spravato",
        "2026-01-01",
        "basis: STATED",
        "coverage: {payer: premera, " + limit + ", mustSay: [" + field + "]}\n");
    assertThat(chosen(covering(field + ": " + within))).isEqualTo("2026-01-01");
    Selection<PolicyEdition> unsaid = covering(field + ": null");
    assertThat(chosen(unsaid)).isEqualTo("none");
    assertThat(reasons(unsaid))
        .containsExactly(
            "2026-01-01 false: applies only when coverage." + field + " is said to be " + within);
  }

  @Test
  void without_limits_every_coverage_is_covered() {
    twoEditions();
    assertThat(chosen(covering("lineOfBusiness: VA, state: PR, benefit: PHARMACY, plan: x")))
        .isEqualTo("2025-03-01");
  }

  // By drug and route

  @Test
  void a_drug_or_route_that_the_policy_does_not_speak_of_is_said() {
    edition("premera/spravato", "2026-01-01", "basis: STATED", "");
    assertThat(
            reasons(
                select("2026-04-14", "payer: premera", "drug: KETAMINE, route: INTRAVENOUS", null)))
        .containsExactly("2026-01-01 false: does not speak of KETAMINE");
    assertThat(
            reasons(select("2026-04-14", "payer: premera", "drug: ESKETAMINE, route: ORAL", null)))
        .containsExactly("2026-01-01 false: does not speak of ESKETAMINE by route ORAL");
  }

  @Test
  void every_reason_against_an_edition_is_given() {
    edition(
        "premera/spravato",
        "2027-01-01",
        "from: 2027-01-01, basis: STATED",
        "coverage: {payer: premera, states: [WA]}\n");
    assertThat(
            reasons(
                select(
                    "2026-04-14",
                    "payer: premera, state: OR",
                    "drug: KETAMINE, route: ORAL",
                    null)))
        .containsExactly(
            "2027-01-01 false: does not speak of KETAMINE; covers coverage.state WA, the case says OR; begins on 2027-01-01, after the service date");
  }

  // Several and none

  @Test
  void several_policies_that_apply_are_ambiguous_and_all_named() {
    edition("premera/spravato", "2026-01-01", "basis: STATED", "");
    edition("premera/esketamine-site", "2026-01-01", "basis: STATED", "");
    edition(
        "premera/ketamine",
        "2026-01-01",
        "basis: STATED",
        "requests: [{drug: KETAMINE, routes: [INTRAVENOUS]}]\n");
    Selection<PolicyEdition> selection = on("2026-04-14");
    assertThat(chosen(selection)).isEqualTo("ambiguous");
    assertThat(selection.considered()).hasSize(3);
    if (selection instanceof Selection.Ambiguous<PolicyEdition> ambiguous) {
      assertThat(ambiguous.editions())
          .extracting(edition -> edition.id().policy())
          .containsExactly("esketamine-site", "spravato");
    }
    assertThat(
            chosen(
                select("2026-04-14", "payer: premera", ESKETAMINE, "premera/spravato@2026-01-01")))
        .isEqualTo("2026-01-01");
    assertThat(chosen(select("2026-04-14", "payer: premera", ESKETAMINE, "2026-01-01")))
        .isEqualTo("ambiguous");
  }

  @Test
  void an_unknown_payer_is_answered_with_the_known_ones_and_a_did_you_mean() {
    twoEditions();
    edition("cigna/spravato", "undated", "basis: ASSUMED", "");
    edition("us/fda-label", "undated", "basis: ASSUMED", "kind: COMPANION\n");
    assertThat(select("2026-04-14", "payer: premara", ESKETAMINE, null))
        .isEqualTo(new Selection.NoneInForce<>(List.of(), List.of("cigna", "premera"), "premera"));
    assertThat(select("2026-04-14", "payer: kaiser", ESKETAMINE, null))
        .isEqualTo(new Selection.NoneInForce<>(List.of(), List.of("cigna", "premera"), null));
  }

  @Test
  void a_known_payer_without_an_edition_in_force_names_no_other_payer() {
    twoEditions();
    Selection<PolicyEdition> selection = on("2020-01-01");
    assertThat(selection)
        .isEqualTo(new Selection.NoneInForce<>(selection.considered(), List.of(), null));
    assertThat(selection.considered()).hasSize(2);
  }

  @Test
  void editions_of_another_payer_are_not_considered() {
    twoEditions();
    edition("cigna/spravato", "undated", "basis: ASSUMED", "");
    assertThat(on("2026-04-14").considered())
        .extracting(considered -> considered.policy().payer())
        .containsOnly("premera");
  }

  // Companions

  @ParameterizedTest
  @CsvSource({"2020-07-30, 0", "2020-07-31, 1", "2023-10-17, 1", "2023-10-18, 0"})
  void a_companion_goes_beside_every_payer_while_it_is_in_force(String day, int expected) {
    edition(
        "us/fda-label",
        "2020-07-31",
        "from: 2020-07-31, to: 2023-10-17, basis: STATED",
        "kind: COMPANION\n");
    PriorAuthCase priorAuthCase = priorAuthCase(day, "payer: premera", ESKETAMINE);
    assertThat(catalog().companions(priorAuthCase)).hasSize(expected);
  }

  @Test
  void a_companion_never_judges_and_speaks_only_of_its_drug_and_route() {
    edition("us/fda-label", "2020-07-31", "basis: STATED", "kind: COMPANION\n");
    assertThat(select("2026-04-14", "payer: us", ESKETAMINE, null))
        .isInstanceOf(Selection.NoneInForce.class);
    assertThat(
            catalog()
                .companions(
                    priorAuthCase(
                        "2026-04-14", "payer: premera", "drug: KETAMINE, route: INTRAVENOUS")))
        .isEmpty();
    assertThat(
            catalog()
                .companions(
                    priorAuthCase("2026-04-14", "payer: premera", "drug: ESKETAMINE, route: ORAL")))
        .isEmpty();
  }

  // The library

  @Test
  void the_library_is_sorted_and_looked_up_by_policy_and_edition() {
    edition("premera/spravato", "2025-03-01", "basis: STATED", "");
    edition("cigna/spravato", "undated", "basis: ASSUMED", "");
    edition("premera/spravato", "2022-11-01", "basis: STATED", "");
    PolicyCatalog<PolicyEdition> catalog = catalog();
    assertThat(catalog.editions())
        .extracting(edition -> edition.editionId().toString())
        .containsExactly(
            "cigna/spravato@undated", "premera/spravato@2022-11-01", "premera/spravato@2025-03-01");
    PolicyId premera = PolicyId.parse("premera/spravato");
    assertThat(catalog.editions(premera)).hasSize(2);
    assertThat(catalog.edition(new EditionId(premera, "2025-03-01"))).isPresent();
    assertThat(catalog.edition(new EditionId(premera, "2030-01-01"))).isEmpty();
    assertThat(catalog.payers()).containsExactly("cigna", "premera");
  }
}
