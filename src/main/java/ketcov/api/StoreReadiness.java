package ketcov.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the store is open and answers. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
  private final Storage storage;

  StoreReadiness(Storage storage) {
    this.storage = storage;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("store").status(storage.answers()).build();
  }
}
