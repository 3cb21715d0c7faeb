package ketcov.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The page of each problem type, to which the type's URI leads. */
@Path("/problems")
public class ProblemPages {

  /** One page, as Markdown. */
  @GET
  @Path("/{page}")
  @Produces("text/markdown;charset=UTF-8")
  public Response page(@PathParam("page") String page) throws IOException {
    if (Arrays.stream(ProblemType.values()).noneMatch(type -> type.page().equals(page))) {
      throw new NotFoundException();
    }
    try (InputStream in =
        ProblemPages.class.getResourceAsStream("/ketcov/problems/" + page + ".md")) {
      if (in == null) {
        throw new NotFoundException();
      }
      return Response.ok(in.readAllBytes()).build();
    }
  }
}
