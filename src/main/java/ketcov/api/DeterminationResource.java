package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.Decision;
import ketcov.casefacts.Says;
import ketcov.intake.CaseProblem;
import ketcov.intake.RecordReader;
import ketcov.store.Determination;
import ketcov.store.RecordedDetermination;
import ketcov.store.Recording;
import org.jspecify.annotations.Nullable;

/** Records what payers decided on the requests that we assessed. */
@Path("/v1/assessments")
public class DeterminationResource {
  /** Who records it in the audit trail, as long as nobody says who she is. */
  private static final String ACTOR = "anonymous";

  private final Storage storage;
  private final RecordReader<DeterminationRequest> reader =
      new RecordReader<>(DeterminationRequest.class);

  DeterminationResource(Storage storage) {
    this.storage = storage;
  }

  /** What a client reports. */
  public record DeterminationRequest(
      @Says(value = "What the payer decided.", required = true) @Nullable Decision decision,
      @Says(value = "The day of the decision; not in the future.", required = true)
          @Nullable LocalDate decidedOn,
      @Says(
              value = "The payer's reason, in words that tell nothing of the patient.",
              maxLength = 500)
          @Nullable String reason) {}

  /** What is recorded. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DeterminationResponse(
      String assessmentId,
      Decision decision,
      LocalDate decidedOn,
      @Nullable String reason,
      Instant recordedAt) {}

  /**
   * Records one determination.
   *
   * @param replace {@code true} to record it in place of another one
   */
  @POST
  @Path("/{id}/determination")
  @Blocking
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Produces(MediaType.APPLICATION_JSON)
  public Response determine(
      InputStream body,
      @PathParam("id") String assessmentId,
      @QueryParam("replace") @Nullable String replace) {
    UUID id = AssessmentResource.id(assessmentId);
    // The database keeps microseconds.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    var reported = new RecordedDetermination(read(body, now), now);
    Recording recording =
        storage.ask(
            store ->
                "true".equals(replace)
                    ? store.replace(id, reported, ACTOR)
                    : store.record(id, reported, ACTOR));
    return switch (recording) {
      case Recording.Recorded recorded -> answer(Response.Status.CREATED, id, recorded.now());
      case Recording.Repeated repeated -> answer(Response.Status.OK, id, repeated.before());
      case Recording.Replaced replaced -> answer(Response.Status.OK, id, replaced.now());
      case Recording.UnknownAssessment unknown ->
          throw new ProblemException(AssessmentResource.unknownAssessment());
      case Recording.Conflicting conflicting -> {
        Determination before = conflicting.before().determination();
        throw new ProblemException(
            Problem.of(
                ProblemType.DETERMINATION_CONFLICT,
                "`"
                    + before.decision()
                    + "` of `"
                    + before.decidedOn()
                    + "` is recorded for this assessment, and what was sent differs in decision, day or reason. Add `?replace=true` to record it instead."));
      }
    };
  }

  private Determination read(InputStream in, Instant now) {
    return switch (reader.read(RequestBody.json(RequestBody.bytes(in)))) {
      case RecordReader.Reading.Refused<DeterminationRequest> refused ->
          throw new ProblemException(invalid(refused.problems()));
      case RecordReader.Reading.Accepted<DeterminationRequest> accepted -> {
        DeterminationRequest request = accepted.value();
        // Both are required, so that reading has refused their absence.
        LocalDate decidedOn = Objects.requireNonNull(request.decidedOn());
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (decidedOn.isAfter(today)) {
          throw new ProblemException(
              invalid(
                  List.of(
                      new CaseProblem(
                          "/decidedOn",
                          "lies in the future.",
                          decidedOn.toString(),
                          today + " (UTC) or earlier",
                          null))));
        }
        yield new Determination(
            Objects.requireNonNull(request.decision()), decidedOn, request.reason());
      }
    };
  }

  private static Problem invalid(List<CaseProblem> problems) {
    return Problem.of(
        ProblemType.INVALID_DETERMINATION,
        problems.size()
            + " field(s) of the determination are not as expected; `errors` lists each.",
        problems);
  }

  private static Response answer(Response.Status status, UUID id, RecordedDetermination recorded) {
    Determination determination = recorded.determination();
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(
            AssessmentJson.bytes(
                new DeterminationResponse(
                    id.toString(),
                    determination.decision(),
                    determination.decidedOn(),
                    determination.reason(),
                    recorded.recordedAt())))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
