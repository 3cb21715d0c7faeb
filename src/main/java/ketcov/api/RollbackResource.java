package ketcov.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import ketcov.casefacts.Says;
import ketcov.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/** Takes back what was put to use last of a policy. */
@Path("/v1/policies/{payer}/{policy}/rollback")
public class RollbackResource {
  private final PackageResource packages;
  private final Callers callers;
  private final StepRequests requests = new StepRequests();

  RollbackResource(PackageResource packages, Callers callers) {
    this.packages = packages;
    this.callers = callers;
  }

  /** What is taken back. */
  public record RollbackRequest(
      @Says(
              value =
                  "The number of the activation, so that a repeated request does not take back a"
                      + " further one; unsaid: the latest.",
              min = 1)
          @Nullable Integer activation,
      @Says(value = "Why.", maxLength = 500) @Nullable String remark) {}

  /** The package before it is in use again, or the edition of the library folder. */
  @POST
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response rollBack(
      InputStream body,
      @PathParam("payer") String payer,
      @PathParam("policy") String policy,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.PUBLISHER);
    RollbackRequest request = requests.read(RollbackRequest.class, body);
    Integer activation = request.activation();
    return packages.rollBack(
        person,
        new PolicyId(payer, policy),
        activation == null ? null : activation.longValue(),
        request.remark());
  }
}
