package ketcov.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import ketcov.assessment.AssessmentJson;
import ketcov.regression.CaseFilter;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Runs the sample cases of the service's own library, and tells how far a run is. */
@Path("/v1/regressions")
public class RegressionResource {
  private static final Duration BETWEEN = Duration.ofMillis(250);

  private final Regressions regressions;

  RegressionResource(Regressions regressions) {
    this.regressions = regressions;
  }

  /** Starts a run of all cases, or of those that the filters leave. */
  @POST
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response start(
      @QueryParam("payer") @Nullable String payer,
      @QueryParam("criterion") @Nullable String criterion,
      @QueryParam("name") @Nullable String name) {
    Regressions.RegressionResponse started =
        regressions
            .start(new CaseFilter(payer, criterion, name))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ProblemType.REGRESSION_RUNNING,
                            "Cases are being run; one run goes on at a time. Start the next when it has ended.")));
    return Response.accepted(AssessmentJson.bytes(started))
        .location(URI.create("/v1/regressions/" + started.id()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** How far a run is, or what came of it. */
  @GET
  @Path("/{id}")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response run(@PathParam("id") String id) {
    return Response.ok(AssessmentJson.bytes(known(id)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** The same a few times a second, without the failures until the run has ended. */
  @GET
  @Path("/{id}/events")
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.TEXT_PLAIN)
  public Multi<String> events(@PathParam("id") String id) {
    Regressions.RegressionResponse first = known(id);
    Multi<Regressions.RegressionResponse> then =
        Multi.createFrom()
            .ticks()
            .every(BETWEEN)
            .onOverflow()
            .drop()
            .map(tick -> regressions.run(id).orElse(first));
    return Multi.createBy()
        .concatenating()
        .streams(Multi.createFrom().item(first), then)
        .select()
        .first(new UntilEnded()::stillGoing)
        .map(RegressionResource::event);
  }

  /** Lets the first answer of a run that has ended through, and none behind it. */
  private static final class UntilEnded {
    private boolean ended;

    boolean stillGoing(Regressions.RegressionResponse run) {
      boolean before = ended;
      ended = run.state() != Regressions.RunState.RUNNING;
      return !before;
    }
  }

  private static String event(Regressions.RegressionResponse run) {
    Regressions.RegressionResponse brief =
        run.state() == Regressions.RunState.RUNNING
            ? new Regressions.RegressionResponse(
                run.id(),
                run.state(),
                run.startedAt(),
                run.endedAt(),
                run.cases(),
                run.done(),
                run.asExpected(),
                run.failed(),
                Map.of(),
                List.of(),
                List.of())
            : run;
    return new String(AssessmentJson.bytes(brief), StandardCharsets.UTF_8);
  }

  private Regressions.RegressionResponse known(String id) {
    return regressions
        .run(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.UNKNOWN_REGRESSION,
                        "No run of cases has this id. The last few are remembered until the service ends; POST /v1/regressions starts one.")));
  }
}
