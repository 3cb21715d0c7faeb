package ketcov.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.casefacts.PriorAuthCase;
import ketcov.intake.CaseProblem;
import ketcov.intake.CaseReading;
import ketcov.letter.Letter;
import ketcov.policy.ContentHash;
import ketcov.store.AnsweredCase;
import ketcov.store.IdempotencyKey;
import ketcov.store.IdempotentRequest;
import ketcov.store.KeyUse;
import ketcov.store.StoredAnswer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Assesses cases, and gives assessments again. */
@Path("/v1/assessments")
public class AssessmentResource {
  private static final Logger LOG = Logger.getLogger(AssessmentResource.class);

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final Pattern UUID_FORM =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Library library;
  private final Storage storage;

  AssessmentResource(Library library, Storage storage) {
    this.library = library;
    this.storage = storage;
  }

  /**
   * Assesses one case, and keeps the answer before giving it.
   *
   * @param edition judge by this edition instead of by date
   * @param trace also answer every rule with its conditions and the facts that fit them
   * @param key under which the request may be repeated
   */
  @POST
  @Blocking
  // The second media type is what `curl -d` sends when nothing else is said; the body is JSON all
  // the same.
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Produces(MediaType.APPLICATION_JSON)
  public Response assess(
      InputStream in,
      @QueryParam("edition") @Nullable String edition,
      @QueryParam("trace") boolean trace,
      @HeaderParam(IDEMPOTENCY_KEY) @Nullable String key) {
    Library.State.Ready ready = library.ready();
    Instant now = Instant.now();
    byte[] body = RequestBody.bytes(in);
    if (key == null) {
      AnsweredCase answered = assess(ready, body, edition, trace, now);
      return answer(
          storage.ask(
              store -> {
                store.keep(answered);
                return answered.answer();
              }));
    }
    IdempotentRequest request = new IdempotentRequest(key(key), hash(body, edition, trace), now);
    return switch (storage.ask(store -> store.use(request))) {
      case KeyUse.Unused unused -> {
        AnsweredCase answered = assess(ready, body, edition, trace, now);
        // Another request with this key may have been answered meanwhile.
        yield answer(
            switch (storage.ask(store -> store.keep(answered, request))) {
              case KeyUse.Unused kept -> answered.answer();
              case KeyUse.Answered before -> before.answer();
              case KeyUse.OtherRequest other -> throw new ProblemException(otherRequest());
            });
      }
      case KeyUse.Answered before -> answer(before.answer());
      case KeyUse.OtherRequest other -> throw new ProblemException(otherRequest());
    };
  }

  private AnsweredCase assess(
      Library.State.Ready ready,
      byte[] body,
      @Nullable String edition,
      boolean trace,
      Instant now) {
    Assessor assessor = ready.assessor();
    JsonNode submitted = RequestBody.json(body);
    CaseReading.Accepted accepted = read(submitted);
    PriorAuthCase priorAuthCase = accepted.facts().priorAuthCase();
    String inBody = priorAuthCase.request().policyEdition();
    if (edition != null && inBody != null && !edition.equals(inBody)) {
      throw new ProblemException(
          Problem.of(
              ProblemType.INVALID_CASE,
              "`?edition=` and the case name two editions. Name one.",
              List.of(
                  new CaseProblem(
                      "/request/policyEdition",
                      "contradicts `?edition=`.",
                      inBody,
                      edition,
                      null))));
    }
    Assessor.Stamp stamp = new Assessor.Stamp(UUID.randomUUID().toString(), now);
    return switch (assessor.assess(accepted, edition, stamp)) {
      case AssessmentResult.Assessed assessed -> {
        if (!ready.shadows().isEmpty()) {
          library
              .authoring()
              .shadows()
              .observe(ready.shadows(), accepted, edition, assessed.assessment());
        }
        yield new AnsweredCase(
            assessed.assessment(),
            storage.cases().of(submitted, priorAuthCase.patient().ageYears()),
            priorAuthCase.coverage().payer(),
            new String(
                AssessmentJson.bytes(
                    trace
                        ? assessor.traced(accepted, assessed.assessment())
                        : assessed.assessment()),
                StandardCharsets.UTF_8),
            edition);
      }
      case AssessmentResult.UnknownEdition unknown ->
          throw new ProblemException(unknown(unknown, edition != null));
      case AssessmentResult.RulesFailed failed -> {
        LOG.errorf(
            "rules failed: edition %s, rule \"%s\", file %s: %s",
            failed.edition(),
            failed.failure().rule(),
            failed.failure().file(),
            failed.failure().reason());
        throw new ProblemException(
            Problem.of(
                ProblemType.RULE_FAILURE,
                "Edition `"
                    + failed.edition()
                    + "` cannot answer: rule `"
                    + failed.failure().rule()
                    + "` in `"
                    + failed.failure().file()
                    + "` failed ("
                    + failed.failure().reason()
                    + "). Report it to the author of the policy."));
      }
    };
  }

  /** An assessment that was given before, exactly as it was given. */
  @GET
  // Only what looks like an id, so that the words beside it answer for themselves.
  @Path("/{id:[0-9a-fA-F-]{36}}")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response assessment(@PathParam("id") String assessmentId) {
    UUID id = id(assessmentId);
    return answer(
        storage
            .ask(store -> store.answer(id))
            .orElseThrow(() -> new ProblemException(unknownAssessment())));
  }

  /** A draft of a letter of medical necessity, as a page that prints. */
  @GET
  @Path("/{id}/letter")
  @Blocking
  @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
  public Response letterAsHtml(@PathParam("id") String assessmentId) {
    return draft(assessmentId, Letter::html);
  }

  /** The same as Markdown. */
  @GET
  @Path("/{id}/letter")
  @Blocking
  @Produces("text/markdown;charset=UTF-8")
  public Response letterAsMarkdown(@PathParam("id") String assessmentId) {
    return draft(assessmentId, Letter::markdown);
  }

  private Response draft(String assessmentId, Function<Letter, String> form) {
    StoredAnswer stored =
        storage
            .ask(store -> store.answered(id(assessmentId)))
            .orElseThrow(() -> new ProblemException(unknownAssessment()));
    String submitted = stored.caseJson();
    if (submitted == null) {
      throw new ProblemException(
          Problem.of(
              ProblemType.NO_LETTER,
              "This service keeps no cases, so there are no facts to write of."));
    }
    Letter letter =
        Letter.of(stored(submitted), stored(stored.assessmentJson()))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ProblemType.NO_LETTER,
                            "No policy judged this case, so there is no criterion to write of.")));
    return Response.ok(form.apply(letter)).header("Cache-Control", "no-store").build();
  }

  private static JsonNode stored(String stored) {
    return RequestBody.json(stored.getBytes(StandardCharsets.UTF_8));
  }

  /** The id of an assessment; a text that is none names no assessment. */
  static UUID id(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw new ProblemException(unknownAssessment());
    }
    return UUID.fromString(text);
  }

  static Problem unknownAssessment() {
    return Problem.of(
        ProblemType.UNKNOWN_ASSESSMENT,
        "No assessment with this id is in the store. The id is `assessmentId` of the answer to POST /v1/assessments.");
  }

  private static Response answer(String assessment) {
    return Response.ok(assessment.getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static IdempotencyKey key(String header) {
    if (!IdempotencyKey.fits(header)) {
      throw new ProblemException(
          Problem.of(
              ProblemType.INVALID_IDEMPOTENCY_KEY,
              "`Idempotency-Key` has "
                  + header.length()
                  + " characters; expected 1 to "
                  + IdempotencyKey.MAX_LENGTH
                  + " letters, digits and signs, without blanks. A UUID will do."));
    }
    return new IdempotencyKey(header);
  }

  private static String hash(byte[] body, @Nullable String edition, boolean trace) {
    return ContentHash.of(
        List.of(ContentHash.of(body), edition == null ? "" : "=" + edition, trace ? "trace" : ""));
  }

  private static Problem otherRequest() {
    return Problem.of(
        ProblemType.IDEMPOTENCY_CONFLICT,
        "This `Idempotency-Key` was used for another request in the last "
            + IdempotentRequest.LIFETIME.toHours()
            + " hours. Repeat a request byte for byte, or send a new one with a new key.");
  }

  /** Holds one case against every policy in force for its drug, most likely approval first. */
  @POST
  @Path("/compare")
  @Blocking
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Produces(MediaType.APPLICATION_JSON)
  public Response compare(InputStream body) {
    Assessor assessor = library.assessor();
    Assessor.Stamp stamp = new Assessor.Stamp("", Instant.now());
    return Response.ok(
            AssessmentJson.bytes(
                assessor.compare(read(RequestBody.json(RequestBody.bytes(body))), stamp)),
            MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private CaseReading.Accepted read(JsonNode body) {
    return switch (library.caseReader().read(body)) {
      case CaseReading.Accepted accepted -> accepted;
      case CaseReading.Refused refused ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.INVALID_CASE,
                  refused.problems().size()
                      + " field(s) of the case are not as expected; `errors` lists each.",
                  refused.problems()));
    };
  }

  private static Problem unknown(AssessmentResult.UnknownEdition unknown, boolean inAddress) {
    String detail =
        "Payer `"
            + unknown.payer()
            + "` has no edition `"
            + unknown.edition()
            + "`. GET /v1/policies lists what there is.";
    return inAddress
        ? Problem.of(ProblemType.UNKNOWN_POLICY, detail)
        : Problem.of(
            ProblemType.INVALID_CASE,
            detail,
            List.of(
                new CaseProblem(
                    "/request/policyEdition",
                    "is no edition of this payer.",
                    unknown.edition(),
                    "an edition of the payer",
                    null)));
  }
}
