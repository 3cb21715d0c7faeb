package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import ketcov.SmallLibrary;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.assessment.Outlook;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A use whose criteria the source shows only in part can be denied, and promises no approval. */
class PartialUseTest {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final String ADULT =
      "\"patient\": {\"ageYears\": 18}, \"product\": {\"orderedForPatient\": true}";
  private static final String CHILD =
      "\"patient\": {\"ageYears\": 17}, \"product\": {\"orderedForPatient\": true}";

  private final Path temp;

  PartialUseTest(@TempDir Path temp) {
    this.temp = temp;
  }

  /** The small library; with {@code partialUses} as said, or with none. */
  private Assessment assessed(String partialUses, String authorization, String says) {
    Path folder = temp.resolve(partialUses.isEmpty() ? "whole" : "part");
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SmallLibrary library = SmallLibrary.in(folder);
    library.replace(
        "policy.yaml",
        "completeness: FULL\n",
        "completeness: PARTIAL\n"
            + (partialUses.isEmpty() ? "" : "partialUses: [" + partialUses + "]\n"));
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(library.root(), RuleCache.none());
    assertThat(loaded.problems()).isEmpty();
    String body =
        "{\"serviceDate\": \"2026-02-01\", \"coverage\": {\"payer\": \"payer\"},"
            + " \"request\": {\"drug\": \"ESKETAMINE\", \"route\": \"INTRANASAL\","
            + " \"indication\": \"TRD\", \"authorization\": \""
            + authorization
            + "\"}"
            + (says.isEmpty() ? "" : ", " + says)
            + "}";
    try {
      return READER.read(new JsonMapper().readTree(body)) instanceof CaseReading.Accepted read
              && new Assessor(loaded.catalog())
                      .assessUnder(
                          loaded.catalog().editions().getFirst(),
                          read,
                          new Assessor.Stamp("test", Instant.EPOCH))
                  instanceof AssessmentResult.Assessed assessed
          ? assessed.assessment()
          : Objects.requireNonNull(null, body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  private static Assessment.Likelihood likelihood(Assessment assessment) {
    return Objects.requireNonNull(assessment.likelihood());
  }

  @Test
  void with_every_criterion_met_it_is_uncertain_and_less_likely_within_wider_bounds() {
    Assessment whole = assessed("", "INITIAL", ADULT);
    Assessment part = assessed("{indications: [TRD], says: the other page}", "INITIAL", ADULT);

    assertThat(whole.outlook()).isEqualTo(Outlook.LIKELY_APPROVED);
    assertThat(part.outlook()).isEqualTo(Outlook.UNCERTAIN);
    assertThat(part.summary())
        .isEqualTo(
            "Every criterion that could be seen is met, but the source does not show all criteria of this use.");
    assertThat(part.notices())
        .filteredOn(notice -> notice.id().equals("partial-use"))
        .singleElement()
        .satisfies(notice -> assertThat(notice.text()).contains("the other page"));
    assertThat(part.pathToApproval()).isEmpty();
    assertThat(likelihood(part).drivers())
        .filteredOn(driver -> driver.criterion().equals("use not wholly seen"))
        .singleElement()
        .satisfies(driver -> assertThat(driver.effect()).isEqualTo(-0.6));
    assertThat(likelihood(part).estimate()).isLessThan(likelihood(whole).estimate());
    assertThat(likelihood(part).low()).isLessThan(likelihood(whole).low());
    assertThat(likelihood(part).high()).isEqualTo(likelihood(whole).high());
  }

  @Test
  void what_is_not_met_denies_it_all_the_same_and_no_path_leads_to_approval() {
    Assessment denied = assessed("{says: the other page}", "INITIAL", CHILD);

    assertThat(denied.outlook()).isEqualTo(Outlook.LIKELY_DENIED);
    assertThat(denied.summary()).startsWith("Not met: ").contains("(age-min)");
    assertThat(denied.pathToApproval()).isEmpty();
  }

  @Test
  void what_is_open_is_named_and_no_path_leads_to_approval() {
    Assessment whole = assessed("", "INITIAL", "");
    Assessment part = assessed("{says: the other page}", "INITIAL", "");

    assertThat(whole.pathToApproval()).isNotEmpty();
    assertThat(part.outlook()).isEqualTo(Outlook.UNCERTAIN);
    assertThat(part.summary()).startsWith("Open: ").contains("(age-min)");
    assertThat(part.pathToApproval()).isEmpty();
  }

  @Test
  void another_use_of_the_same_policy_stands_as_before() {
    Assessment first =
        assessed("{authorizations: [REAUTHORIZATION], says: renewals}", "INITIAL", ADULT);

    assertThat(first.outlook()).isEqualTo(Outlook.LIKELY_APPROVED);
    assertThat(first.notices()).noneMatch(notice -> notice.id().equals("partial-use"));
  }

  @Test
  void a_renewal_of_which_only_some_criteria_were_seen_is_uncertain() {
    Assessment renewal =
        assessed("{authorizations: [REAUTHORIZATION], says: renewals}", "REAUTHORIZATION", ADULT);

    assertThat(renewal.outlook()).isEqualTo(Outlook.UNCERTAIN);
  }
}
