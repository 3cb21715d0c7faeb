package ketcov.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import ketcov.SmallLibrary;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a small library that a test makes. */
class PagesTest {
  private static final String TWO_WAYS =
      """
      package policies.payer.policy

      import accumulate ketcov.engine.Distinct distinct

      import ketcov.casefacts.DrugTrial
      import ketcov.casefacts.Patient
      import ketcov.casefacts.TrialRole

      global ketcov.engine.Findings findings

      rule "Three antidepressants were tried for six weeks each"
          @criterion("ad-trials")
          @citation("Section 3")
      when
          accumulate(
              $trial : DrugTrial(
                  role == TrialRole.ANTIDEPRESSANT,
                  weeks >= 6,
                  $drug : ingredient );
              $drugs : distinct($drug), $trials : collectList($trial);
              $drugs >= 3 )
      then
          findings.met(kcontext, $trials);
      end

      rule "One antidepressant was tried, and an augmenting agent"
          @criterion("ad-trials")
          @citation("Section 3")
      when
          $trial : DrugTrial( role == TrialRole.ANTIDEPRESSANT )
          $agent : DrugTrial( role == TrialRole.AUGMENTATION )
      then
          findings.met(kcontext, $trial, $agent);
      end
      """;

  private final SmallLibrary library;

  PagesTest(@TempDir Path folder) {
    this.library = SmallLibrary.in(folder);
  }

  private SortedMap<String, String> pages() {
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(library.root(), RuleCache.none());
    assertThat(loaded.problems()).noneMatch(ketcov.text.Diagnostic::isError);
    return Reference.pages(loaded.catalog().editions());
  }

  private String page(String name) {
    return Objects.requireNonNull(pages().get(name));
  }

  /** The cells of a policy's row below a heading. */
  private String row(String heading) {
    return page("thresholds.md")
        .lines()
        .dropWhile(line -> !line.equals("## " + heading))
        .filter(line -> line.startsWith("| payer/policy"))
        .findFirst()
        .orElseThrow()
        .replaceAll(" +", " ");
  }

  private void addTrials(String basis) throws IOException {
    library.replace(
        "policy.yaml",
        "exclusions:\n",
        """
          - id: ad-trials
            says: Three antidepressants, or one and an augmenting agent.
            citation: Section 3
            basis: %s
            appliesTo: {authorizations: [INITIAL]}
        exclusions:
        """
            .formatted(basis));
    Files.writeString(library.edition().resolve("trials.drl"), TWO_WAYS);
  }

  @Test
  void thresholds_are_read_from_the_rules_with_alternatives_and_sureness() throws IOException {
    addTrials("THIRD_PARTY_SUMMARY");

    assertThat(row("Patient and severity")).startsWith("| payer/policy | ≥ 18 and < 100 | |");
    assertThat(row("Antidepressants that failed"))
        .startsWith("| payer/policy | 3 or 1 [s] | | ≥ 6* [s] | |");
    assertThat(row("Other trials")).startsWith("| payer/policy | 1* [s] | |");
  }

  @Test
  void criteria_name_every_way_in_which_a_rule_is_met() throws IOException {
    addTrials("INFERRED");

    assertThat(page("criteria.md"))
        .contains(
            """
            One of these is enough:

            - drug trial: role ANTIDEPRESSANT AND drug trial: role AUGMENTATION
            - drug trials of at least 3 different ingredients: role ANTIDEPRESSANT; weeks ≥ 6

            In:

            - `payer/policy` 2026-01-01: Three antidepressants, or one and an augmenting agent. (INITIAL; inferred, not enforced;
              Section 3) [trials.drl](../../rules-drl/payer/policy/2026-01-01/trials.drl)
            """);
  }

  @Test
  void an_older_edition_stands_below_only_where_it_differs() throws IOException {
    Path newer = library.edition().resolveSibling("2027-01-01");
    Files.createDirectory(newer);
    for (String file : new String[] {"policy.yaml", "age.drl"}) {
      String text = Files.readString(library.edition().resolve(file));
      Files.writeString(
          newer.resolve(file),
          text.replace("2026-01-01", "2027-01-01").replace("ageYears >= 18", "ageYears >= 21"));
    }
    library.replace("policy.yaml", "{from: 2026-01-01, ", "{from: 2026-01-01, to: 2026-12-31, ");

    assertThat(page("criteria.md"))
        .containsSubsequence(
            "**1.** patient: age years ≥ 21; age years < 100",
            "`payer/policy` 2027-01-01: At least",
            "**2.** patient: age years ≥ 18; age years < 100",
            "`payer/policy` 2026-01-01 (until 2026-12-31): At least");
    assertThat(page("exclusions.md")).contains("2027-01-01:").doesNotContain("2026-01-01 (until");
    assertThat(row("Patient and severity")).contains("≥ 21");
  }
}
