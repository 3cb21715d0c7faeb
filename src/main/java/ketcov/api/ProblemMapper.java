package ketcov.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigInteger;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import ketcov.assessment.AssessmentJson;
import ketcov.text.StrictJson;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Turns what ends a request into a problem. Nothing of a case reaches the log. */
@ApplicationScoped
public class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
  private static final Pattern TAKES_POST =
      Pattern.compile(
          "/v1/(assessments(/compare|/[^/]+/determination)?|regressions"
              + "|policies/[^/]+/[^/]+/rollback"
              + "|policy-packages/[^/]+/(verification|approval|activation|signature))");

  /** Addresses with more methods than one. */
  private static final Map<Pattern, String> TAKES_MORE =
      Map.of(
          Pattern.compile("/v1/policy-packages"), "GET, HEAD, POST",
          Pattern.compile("/v1/policy-packages/[^/]+/shadow"), "DELETE, GET, HEAD, POST",
          Pattern.compile("/v1/assessments/[0-9a-fA-F-]{36}"), "DELETE, GET, HEAD");

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return response(e.problem()).build();
  }

  @ServerExceptionMapper
  Response notFound(NotFoundException e) {
    return response(
            Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address. See /q/openapi."))
        .build();
  }

  @ServerExceptionMapper
  Response notAllowed(NotAllowedException e, UriInfo address) {
    String path = address.getPath();
    String methods =
        TAKES_MORE.entrySet().stream()
            .filter(entry -> entry.getKey().matcher(path).matches())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(TAKES_POST.matcher(path).matches() ? "POST" : "GET, HEAD");
    return response(
            Problem.of(
                ProblemType.METHOD_NOT_ALLOWED,
                "This address does not take this method. See /q/openapi."))
        .header(HttpHeaders.ALLOW, methods)
        .build();
  }

  @ServerExceptionMapper
  Response notSupported(NotSupportedException e) {
    return response(
            Problem.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the case as `Content-Type: application/json`."))
        .build();
  }

  @ServerExceptionMapper
  Response notAcceptable(NotAcceptableException e) {
    return response(
            Problem.of(ProblemType.NOT_ACCEPTABLE, "The answer is `application/json`; accept it."))
        .build();
  }

  @ServerExceptionMapper
  Response other(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status == 413) {
      return response(tooLarge(StrictJson.MAX_BYTES)).build();
    }
    return status >= 500
        ? unexpected(e)
        : response(Problem.of(ProblemType.MALFORMED_CASE, "The request cannot be read.")).build();
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    String id = UUID.randomUUID().toString();
    // The message of an exception may quote the case; its type and place do not.
    StackTraceElement[] trace = e.getStackTrace();
    LOG.errorf(
        "error %s: %s at %s", id, e.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
    return response(
            Problem.of(
                ProblemType.INTERNAL_ERROR,
                "This is a defect of the service. Report it with error id `" + id + "`."))
        .build();
  }

  /** Bodies that say that they are over the limit are refused before a byte of them is read. */
  @ServerRequestFilter(preMatching = true)
  @Nullable Response refuseLargeBody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    int limit = limit(request.getUriInfo().getPath());
    boolean large =
        length != null
            && length.matches("[0-9]+")
            && new BigInteger(length).compareTo(BigInteger.valueOf(limit)) > 0;
    // What was not read cannot be told from the next request, so the connection ends here.
    return large ? response(tooLarge(limit)).header("Connection", "close").build() : null;
  }

  private static int limit(String path) {
    return path.equals(PackageResource.PATH) ? PackageResource.MAX_BYTES : StrictJson.MAX_BYTES;
  }

  /** The problem of a body over the limit. */
  static Problem tooLarge(int limit) {
    return Problem.of(
        ProblemType.BODY_TOO_LARGE,
        "The body has more than " + limit + " bytes. Send one case, or one package, at a time.");
  }

  private static Response.ResponseBuilder response(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(AssessmentJson.bytes(problem));
    return switch (problem.status()) {
      case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      case 503 -> response.header(HttpHeaders.RETRY_AFTER, "5");
      default -> response;
    };
  }
}
