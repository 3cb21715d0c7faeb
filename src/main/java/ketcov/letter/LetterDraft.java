package ketcov.letter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Composes a letter from a submitted case and its assessment. */
final class LetterDraft {
  private final JsonNode submitted;
  private final JsonNode assessment;
  private final JsonNode policy;
  private final CaseWords words;
  private final List<Block> blocks = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  LetterDraft(JsonNode submitted, JsonNode assessment) {
    this.submitted = submitted;
    this.assessment = assessment;
    this.policy = assessment.path("policy");
    this.words = new CaseWords(submitted);
  }

  Letter letter() {
    head();
    request();
    criteria();
    stepTherapy();
    enclosed();
    blocks.add(new Block.Paragraph("I am glad to answer questions, by telephone or in writing."));
    blocks.add(
        new Block.Lines(
            List.of("Sincerely,", "[Signature]", "[Name and credentials of the prescriber]")));
    notes();
    return new Letter(blocks, notes);
  }

  private void head() {
    blocks.add(new Block.Lines(List.of("[Name, address and telephone of the clinic]", "[Date]")));
    blocks.add(
        new Block.Lines(List.of(text(policy, "payerName"), "[Department, address or fax number]")));
    List<String> about = new ArrayList<>();
    about.add("Re: prior authorization of " + drug());
    about.add("Patient: [name], born on [date of birth], member number [number]");
    diagnosis().ifPresent(code -> about.add("Diagnosis: " + code));
    about.add("Policy: " + text(policy, "title") + ", " + edition());
    about.add("Service date: " + text(submitted, "serviceDate"));
    blocks.add(new Block.Lines(about));
    blocks.add(new Block.Paragraph("To whom it may concern:"));
  }

  private String edition() {
    String edition = text(policy, "edition");
    return edition.startsWith("undated") ? "undated edition" : "edition " + edition;
  }

  private String drug() {
    JsonNode request = submitted.path("request");
    String drug =
        CaseWords.value("request.drug", request.path("drug"))
            + " ("
            + CaseWords.value("request.route", request.path("route"))
            + ")";
    return words.at("/request/indication").map(use -> drug + " " + use).orElse(drug);
  }

  /** The code of the primary diagnosis, or of the only one. */
  private Optional<String> diagnosis() {
    JsonNode diagnoses = submitted.path("diagnoses");
    return diagnoses
        .valueStream()
        .filter(one -> diagnoses.size() == 1 || one.path("primary").booleanValue())
        .map(one -> one.path("code"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst();
  }

  private void request() {
    blocks.add(
        new Block.Paragraph("I ask for prior authorization of " + drug() + " for this patient."));
    List<String> asked =
        Stream.of(
                "authorization",
                "treatmentPhase",
                "doseMg",
                "dosesPerWeek",
                "weeks",
                "devices",
                "hcpcs",
                "ndc",
                "units",
                "requestedOn",
                "urgency")
            .flatMap(field -> words.at("/request/" + field).stream())
            .toList();
    if (!asked.isEmpty()) {
      blocks.add(new Block.Heading("What is requested"));
      points(asked);
    }
  }

  /** The criteria that are met; one that no source states is not the payer's. */
  private void criteria() {
    List<Block.Point> met = new ArrayList<>();
    for (JsonNode criterion : assessment.path("criteria")) {
      if (criterion.path("required").booleanValue() && text(criterion, "outcome").equals("MET")) {
        List<String> facts =
            criterion
                .path("evidence")
                .valueStream()
                .flatMap(pointer -> words.at(pointer.asText()).stream())
                .distinct()
                .toList();
        met.add(
            new Block.Point(
                text(criterion, "says") + " (" + text(criterion, "citation") + ")", facts));
      }
    }
    if (!met.isEmpty()) {
      blocks.add(new Block.Heading("Criteria of the policy that the patient meets"));
      blocks.add(
          new Block.Paragraph(
              "Each criterion is given in brief, with its place in the policy and what shows it."));
      blocks.add(new Block.Points(met));
    }
  }

  /**
   * An exception is asked for only where a criterion is not met and a law speaks for the patient.
   */
  private void stepTherapy() {
    Set<Law> laws = new LinkedHashSet<>();
    boolean unmet = false;
    for (JsonNode criterion : assessment.path("criteria")) {
      boolean notMet =
          criterion.path("required").booleanValue() && text(criterion, "outcome").equals("NOT_MET");
      unmet |= notMet;
      JsonNode limit = criterion.path("limitedByLaw");
      if (notMet && limit.isObject()) {
        laws.add(new Law(text(limit, "says"), text(limit, "citation")));
      }
    }
    for (JsonNode notice : assessment.path("notices")) {
      if (unmet
          && text(notice, "kind").equals("STEP_THERAPY_EXCEPTION")
          && readsThePatient(notice)) {
        laws.add(new Law(text(notice, "text"), text(notice, "citation")));
      }
    }
    if (laws.isEmpty()) {
      return;
    }
    blocks.add(new Block.Heading("Exception to step therapy"));
    blocks.add(
        new Block.Paragraph(
            "For what the policy asks of earlier treatment beyond the above, I ask for an exception"
                + " to step therapy under the law:"));
    points(laws.stream().map(Law::inBrief).toList());
    laws.forEach(
        law -> notes.add("Check before it is sent: " + law.says() + " (" + law.citation() + ")"));
  }

  /** A law with what our library says of it. */
  private record Law(String says, String citation) {

    /** The first sentence; those behind it tell how we know. */
    String inBrief() {
      int end = says.indexOf(". ");
      String first = end < 0 ? says : says.substring(0, end + 1);
      return first + " (" + citation + ")";
    }
  }

  /**
   * A notice that rests on plan and request alone tells that there is a law, not of a ground in it.
   */
  private static boolean readsThePatient(JsonNode notice) {
    return notice
        .path("evidence")
        .valueStream()
        .map(JsonNode::asText)
        .anyMatch(pointer -> !pointer.startsWith("/coverage") && !pointer.startsWith("/request"));
  }

  private void enclosed() {
    List<String> papers = new ArrayList<>();
    for (JsonNode paper : assessment.path("requiredDocumentation")) {
      if (text(paper, "status").equals("PROVIDED")) {
        List<String> days =
            submitted
                .path("documents")
                .valueStream()
                .filter(sent -> sent.path("type").equals(paper.path("type")))
                .map(sent -> sent.path("datedOn"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        papers.add(
            text(paper, "title") + (days.isEmpty() ? "" : " of " + String.join(" and ", days)));
      }
    }
    if (!papers.isEmpty()) {
      blocks.add(new Block.Heading("Enclosed"));
      points(papers);
    }
  }

  private void notes() {
    notes.addFirst(
        "A draft from the case as it was submitted. Fill in what stands in square brackets, and read"
            + " every line against the chart before you sign.");
    for (JsonNode paper : assessment.path("requiredDocumentation")) {
      boolean sent = text(paper, "status").equals("PROVIDED");
      if (!sent && !text(paper, "type").equals("LETTER_OF_MEDICAL_NECESSITY")) {
        notes.add(
            "Still to be enclosed: "
                + text(paper, "title")
                + (text(paper, "status").equals("EXPIRED")
                    ? ", the one that was sent is too old. "
                    : ". ")
                + text(paper, "whyNeeded"));
      }
    }
    if (text(policy, "completeness").equals("PARTIAL")) {
      notes.add("Only part of the policy could be read; the payer may ask for more.");
    }
    if (!text(assessment, "outlook").equals("LIKELY_APPROVED")) {
      notes.add(
          "The letter is silent on criteria that are open or not met; the assessment names them.");
    }
  }

  private void points(List<String> texts) {
    blocks.add(
        new Block.Points(texts.stream().map(text -> new Block.Point(text, List.of())).toList()));
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText();
  }
}
