package ketcov.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the rules are compiled. */
@Readiness
@ApplicationScoped
public class LibraryReadiness implements HealthCheck {
  private final Library library;

  LibraryReadiness(Library library) {
    this.library = library;
  }

  @Override
  public HealthCheckResponse call() {
    var check = HealthCheckResponse.named("policy library");
    return switch (library.state()) {
      case Library.State.Loading loading -> check.down().withData("state", "compiling").build();
      case Library.State.Broken broken ->
          check
              .down()
              .withData("errors", broken.errors())
              .withData("first", broken.first())
              .build();
      case Library.State.BadCalibration bad ->
          check.down().withData("calibration", bad.first()).build();
      case Library.State.BadKeys bad -> check.down().withData("keys", bad.first()).build();
      case Library.State.Behind behind -> check.down().withData("behind", behind.why()).build();
      case Library.State.Ready ready ->
          check.up().withData("editions", ready.assessor().catalog().editions().size()).build();
    };
  }
}
