package ketcov.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.intake.CaseProblem;
import ketcov.intake.CaseReading;
import ketcov.text.StrictJson;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Assesses cases. */
@Path("/v1/assessments")
public class AssessmentResource {
  private static final Logger LOG = Logger.getLogger(AssessmentResource.class);

  private final Library library;

  AssessmentResource(Library library) {
    this.library = library;
  }

  /**
   * Assesses one case.
   *
   * @param edition judge by this edition instead of by date
   * @param trace also answer every rule with its conditions and the facts that fit them
   */
  @POST
  @Blocking
  // The second media type is what `curl -d` sends when nothing else is said; the body is JSON all
  // the same.
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Produces(MediaType.APPLICATION_JSON)
  public Response assess(
      InputStream body,
      @QueryParam("edition") @Nullable String edition,
      @QueryParam("trace") boolean trace) {
    Assessor assessor = library.assessor();
    CaseReading.Accepted accepted = read(body);
    String inBody = accepted.facts().priorAuthCase().request().policyEdition();
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
    Assessor.Stamp stamp = new Assessor.Stamp(UUID.randomUUID().toString(), Instant.now());
    return switch (assessor.assess(accepted, edition, stamp)) {
      case AssessmentResult.Assessed assessed ->
          Response.ok(
                  AssessmentJson.bytes(
                      trace
                          ? assessor.traced(accepted, assessed.assessment())
                          : assessed.assessment()),
                  MediaType.APPLICATION_JSON)
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .build();
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
            AssessmentJson.bytes(assessor.compare(read(body), stamp)), MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private CaseReading.Accepted read(InputStream in) {
    byte[] body;
    try {
      body = in.readNBytes(StrictJson.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(ProblemType.MALFORMED_CASE, "The body broke off while it was read."));
    }
    if (body.length > StrictJson.MAX_BYTES) {
      throw new ProblemException(ProblemMapper.tooLarge());
    }
    return switch (StrictJson.read(body)) {
      case StrictJson.Malformed malformed ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.MALFORMED_CASE,
                  "Line "
                      + malformed.place().line()
                      + ", column "
                      + malformed.place().column()
                      + ": "
                      + malformed.detail()
                      + ".",
                  List.of(
                      new CaseProblem(
                          malformed.pointer(),
                          malformed.detail(),
                          null,
                          "one JSON object",
                          null))));
      case StrictJson.Value value ->
          switch (library.caseReader().read(value.root())) {
            case CaseReading.Accepted accepted -> accepted;
            case CaseReading.Refused refused ->
                throw new ProblemException(
                    Problem.of(
                        ProblemType.INVALID_CASE,
                        refused.problems().size()
                            + " field(s) of the case are not as expected; `errors` lists each.",
                        refused.problems()));
          };
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
