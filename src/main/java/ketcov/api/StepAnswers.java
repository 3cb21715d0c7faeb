package ketcov.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import ketcov.assessment.AssessmentJson;
import ketcov.authoring.Refusal;
import ketcov.authoring.Step;

/** Turns what came of a step in the life of a package into an answer. */
final class StepAnswers {
  private StepAnswers() {}

  /** What the step made, now or before; a step that may not be done is a problem. */
  static <T> T of(Step<T> step) {
    return switch (step) {
      case Step.Done<T> done -> done.now();
      case Step.AlreadyDone<T> done -> done.before();
      case Step.Refused<T> refused -> throw new ProblemException(problem(refused.why()));
    };
  }

  /** 201 for what was done now, 200 for what had been done before. */
  static <T> Response response(Step<T> step, Function<T, Object> shown) {
    return json(
        step instanceof Step.Done ? Response.Status.CREATED : Response.Status.OK,
        shown.apply(of(step)));
  }

  static Problem problem(Refusal why) {
    ProblemType type =
        switch (why) {
          case Refusal.NeedsRole role -> ProblemType.FORBIDDEN;
          case Refusal.OwnWork own -> ProblemType.FORBIDDEN;
          case Refusal.UnknownPackage unknown -> ProblemType.UNKNOWN_PACKAGE;
          case Refusal.UnfitRemark remark -> ProblemType.INVALID_REQUEST;
          case Refusal.UnknownKey key -> ProblemType.INVALID_REQUEST;
          case Refusal.WrongSignature signature -> ProblemType.INVALID_REQUEST;
          case Refusal.InThePast past -> ProblemType.INVALID_REQUEST;
          default -> ProblemType.PACKAGE_CONFLICT;
        };
    return Problem.of(type, why.says());
  }

  static Response json(Response.Status status, Object body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(AssessmentJson.bytes(body))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
