package ketcov.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.engine.WholeLibrary;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.Test;

class LetterTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("test", Instant.EPOCH);

  /** Dates and codes first, so that they are not taken for numbers. */
  private static final Pattern SAID =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}|\\b[A-Z]\\d[0-9A-Z](?:\\.[0-9A-Z]{1,4})?\\b|\\b[A-Z]\\d{4}\\b|\\d+(?:\\.\\d+)*");

  // ---- over every sample case ------------------------------------------------------------------

  @Test
  void it_states_what_the_case_or_the_policy_states_and_claims_what_is_met_alone() {
    WholeLibrary library = WholeLibrary.load();
    Assessor assessor = new Assessor(library.catalog());
    Set<String> drugs =
        ReferenceTables.load().drugNames().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    int exceptions = 0;
    int papers = 0;
    for (SampleCase sample : library.samples()) {
      CompiledEdition edition = library.editionOf(sample);
      CaseReading.Accepted reading = library.read(sample.body()).orElseThrow();
      if (!(assessor.assessUnder(edition, reading, STAMP)
          instanceof AssessmentResult.Assessed assessed)) {
        throw new AssertionError(sample.name());
      }
      JsonNode assessment = AssessmentJson.tree(assessed.assessment());
      Letter letter = Letter.of(sample.body(), assessment).orElseThrow();
      String text = text(letter);
      String known =
          sample.body()
              + AssessmentJson.tree(edition.policy()).toString()
              + library.catalog().companions(reading.facts().priorAuthCase()).stream()
                  .map(companion -> AssessmentJson.tree(companion.policy()).toString())
                  .collect(Collectors.joining());
      String about = sample.file() + ": " + sample.name();

      assertThat(said(text)).as(about).isSubsetOf(said(known));
      assertThat(named(drugs, text)).as(about).isSubsetOf(named(drugs, known));
      claims(assessment, text, about);
      exceptions += text.contains("Exception to step therapy") ? 1 : 0;
      papers += text.contains("Enclosed") ? 1 : 0;
    }

    assertThat(exceptions).as("letters that ask for an exception").isPositive();
    assertThat(papers).as("letters with papers").isPositive();
  }

  private static void claims(JsonNode assessment, String text, String about) {
    Set<String> met = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (JsonNode criterion : assessment.path("criteria")) {
      boolean claimed =
          criterion.path("outcome").asText().equals("MET")
              && criterion.path("required").booleanValue();
      (claimed ? met : others).add(criterion.path("says").asText());
    }
    others.removeAll(met);

    assertThat(met).as(about).allMatch(text::contains);
    assertThat(others).as(about).noneMatch(text::contains);
  }

  /** Numbers, dates and codes; a number is the same however it is written. */
  private static Set<String> said(String text) {
    return SAID.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(
            token ->
                token.matches("\\d+(\\.\\d+)?")
                    ? new BigDecimal(token).stripTrailingZeros().toPlainString()
                    : token)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(Set<String> drugs, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return drugs.stream().filter(lower::contains).collect(Collectors.toCollection(TreeSet::new));
  }

  // ---- what it says ----------------------------------------------------------------------------

  private static final String CASE =
      """
      {
        "serviceDate": "2026-04-14",
        "request": {"drug": "ESKETAMINE", "route": "INTRANASAL", "indication": "TRD", "doseMg": 84},
        "diagnoses": [{"code": "F33.2", "primary": true}],
        "drugTrials": [
          {"ingredient": "sertraline", "weeks": 10.0, "outcome": "NO_RESPONSE"},
          {"ingredient": "<b>Zoloft*</b>", "dailyDoseMg": 200}
        ],
        "scores": [{"scale": "PHQ9", "score": 22, "takenOn": "2026-04-01"}],
        "documents": [{"type": "MEDICATION_HISTORY", "datedOn": "2026-04-02"}]
      }
      """;

  private static final String ASSESSMENT =
      """
      {
        "policy": {"title": "Policy 7", "payerName": "The Payer", "edition": "2026-01-01"},
        "outlook": "UNCERTAIN",
        "criteria": [
          {"id": "ad-trials", "outcome": "MET", "required": true, "says": "Two drugs failed.",
            "citation": "Section 2", "evidence": ["/drugTrials/0", "/drugTrials/1"]},
          {"id": "severity", "outcome": "MET", "required": true, "says": "It is severe.",
            "citation": "Section 3", "evidence": ["/scores/0"]},
          {"id": "inferred", "outcome": "MET", "required": false, "says": "Nobody wrote it.",
            "citation": "none", "evidence": ["/drugTrials/0"]},
          {"id": "age-min", "outcome": "UNDETERMINED", "required": true, "says": "Adults only.",
            "citation": "Section 1", "evidence": []}
        ],
        "notices": [],
        "requiredDocumentation": [
          {"type": "MEDICATION_HISTORY", "title": "Medication history", "status": "PROVIDED"},
          {"type": "CHART_NOTES", "title": "Chart notes", "status": "MISSING",
            "whyNeeded": "They show it."},
          {"type": "LETTER_OF_MEDICAL_NECESSITY", "title": "This letter", "status": "MISSING",
            "whyNeeded": "It is asked for."}
        ]
      }
      """;

  @Test
  void it_names_the_payer_the_policy_and_the_request() throws JsonProcessingException {
    assertThat(text(letter()))
        .contains(
            "The Payer\n",
            "Re: prior authorization of esketamine (intranasal) for treatment-resistant depression",
            "Diagnosis: F33.2",
            "Policy: Policy 7, edition 2026-01-01",
            "84 mg a session",
            "Patient: [name], born on [date of birth]",
            "[Signature]");
  }

  @Test
  void a_criterion_that_is_met_stands_with_its_citation_and_its_facts()
      throws JsonProcessingException {
    assertThat(letter().markdown())
        .contains(
            "- Two drugs failed. (Section 2)\n  - sertraline, weeks taken: 10, no response\n",
            "- It is severe. (Section 3)\n  - PHQ-9, score 22, on 2026-04-01");
  }

  @Test
  void what_is_open_or_inferred_is_left_out() throws JsonProcessingException {
    assertThat(letter().markdown()).doesNotContain("Adults only", "Nobody wrote it");
  }

  @Test
  void papers_that_came_are_enclosed_and_the_others_are_notes() throws JsonProcessingException {
    Letter letter = letter();

    assertThat(text(letter)).contains("Medication history of 2026-04-02").doesNotContain("Chart");
    assertThat(letter.markdown())
        .contains("> - Still to be enclosed: Chart notes. They show it.")
        .doesNotContain("This letter");
  }

  @Test
  void what_the_case_says_is_text_and_never_markup() throws JsonProcessingException {
    assertThat(letter().html()).contains("&lt;b&gt;Zoloft*&lt;/b&gt;").doesNotContain("<b>");
    assertThat(letter().markdown()).contains("\\<b\\>Zoloft\\*\\</b\\>");
  }

  @Test
  void the_page_prints_without_the_notes_and_loads_nothing() throws JsonProcessingException {
    assertThat(letter().html())
        .startsWith("<!DOCTYPE html>")
        .contains("@media print", "aside { display: none; }", "<aside>")
        .doesNotContain("http", "src=", "url(", "<script");
  }

  @Test
  void an_exception_is_asked_for_where_a_law_limits_what_is_not_met()
      throws JsonProcessingException {
    ObjectNode assessment = (ObjectNode) JSON.readTree(ASSESSMENT);
    ObjectNode unmet = (ObjectNode) assessment.path("criteria").path(0);
    unmet.put("outcome", "NOT_MET");
    unmet
        .putObject("limitedByLaw")
        .put("says", "One failed drug is enough. Read in a secondary source.")
        .put("citation", "Law 1369");

    Letter letter = Letter.of(JSON.readTree(CASE), assessment).orElseThrow();

    assertThat(text(letter))
        .contains("Exception to step therapy", "One failed drug is enough. (Law 1369)")
        .doesNotContain("secondary source", "Two drugs failed", "sertraline");
    assertThat(letter.markdown()).contains("Check before it is sent", "secondary source");
    assertThat(text(letter())).doesNotContain("Exception");
  }

  @Test
  void a_ground_for_an_exception_rests_on_the_patient() throws JsonProcessingException {
    ObjectNode assessment = (ObjectNode) JSON.readTree(ASSESSMENT);
    ((ObjectNode) assessment.path("criteria").path(0)).put("outcome", "NOT_MET");
    assessment
        .withArray("notices")
        .addObject()
        .put("kind", "STEP_THERAPY_EXCEPTION")
        .put("text", "A drug that harmed is a ground.")
        .put("citation", "Law 2")
        .putArray("evidence")
        .add("/drugTrials/0");
    assessment
        .withArray("notices")
        .addObject()
        .put("kind", "STEP_THERAPY_EXCEPTION")
        .put("text", "There is a law.")
        .put("citation", "Law 3")
        .putArray("evidence")
        .add("/coverage/state");

    assertThat(text(Letter.of(JSON.readTree(CASE), assessment).orElseThrow()))
        .contains("A drug that harmed is a ground. (Law 2)")
        .doesNotContain("There is a law");
  }

  @Test
  void without_a_policy_there_is_no_letter() throws JsonProcessingException {
    assertThat(Letter.of(JSON.readTree(CASE), JSON.createObjectNode())).isEmpty();
  }

  private static Letter letter() throws JsonProcessingException {
    return Letter.of(JSON.readTree(CASE), JSON.readTree(ASSESSMENT)).orElseThrow();
  }

  private static String text(Letter letter) {
    return letter.blocks().stream()
            .flatMap(
                block ->
                    switch (block) {
                      case Block.Heading heading -> Stream.of(heading.text());
                      case Block.Paragraph paragraph -> Stream.of(paragraph.text());
                      case Block.Lines lines -> lines.lines().stream();
                      case Block.Points points ->
                          points.points().stream()
                              .flatMap(
                                  point ->
                                      Stream.concat(
                                          Stream.of(point.text()), point.facts().stream()));
                    })
            .collect(Collectors.joining("\n"))
        + "\n";
  }
}
