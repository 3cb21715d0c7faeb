package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import ketcov.authoring.Auditing;
import ketcov.authoring.Person;
import ketcov.authoring.Retention;
import ketcov.authoring.Role;
import ketcov.store.AuditCheck;
import ketcov.store.AuditHead;
import ketcov.store.Store;
import org.jspecify.annotations.Nullable;

/** What auditors do: read the audit trail, check it, purge assessments. */
@Path("/v1")
public class AuditResource {
  private final Storage storage;
  private final Callers callers;

  AuditResource(Storage storage, Callers callers) {
    this.storage = storage;
    this.callers = callers;
  }

  /** Every entry of the trail, a line of JSON each. */
  @GET
  @Path("/audit")
  @Blocking
  @Produces("application/x-ndjson")
  public StreamingOutput export(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.AUDITOR);
    Store store = storage.ask(opened -> opened);
    return out ->
        new Auditing(store)
            .export(
                person,
                line -> {
                  try {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
  }

  /** Whether the trail is whole; where not, the first entry that is wrong. */
  @GET
  @Path("/audit/verification")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response check(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.AUDITOR);
    AuditCheck check =
        StepAnswers.of(storage.ask(store -> new Auditing(store).check(person, Optional.empty())));
    return StepAnswers.json(
        Response.Status.OK,
        switch (check) {
          case AuditCheck.Sound(AuditHead head) ->
              new AuditResponse(true, head.entries(), head.hash(), null);
          case AuditCheck.Broken(long number, String why) ->
              new AuditResponse(false, number, null, why);
        });
  }

  /**
   * What came of checking the trail.
   *
   * @param number how many entries a sound trail has; else the first that is wrong or missing
   * @param hash of the last entry, to be noted elsewhere; null when the trail is not sound
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AuditResponse(
      boolean sound, long number, @Nullable String hash, @Nullable String why) {}

  /** Forgets an assessment, with its case, its determination and its key. */
  @DELETE
  @Path("/assessments/{id:[0-9a-fA-F-]{36}}")
  @Blocking
  public Response purge(
      @PathParam("id") String assessmentId,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.AUDITOR);
    UUID id = AssessmentResource.id(assessmentId);
    return switch (storage.ask(
        store -> new Retention(store, InstantSource.system()).purge(person, id))) {
      case Retention.Purge.Purged purged -> Response.noContent().build();
      case Retention.Purge.UnknownAssessment unknown ->
          throw new ProblemException(AssessmentResource.unknownAssessment());
      case Retention.Purge.NotAllowed(var why) ->
          throw new ProblemException(StepAnswers.problem(why));
    };
  }
}
