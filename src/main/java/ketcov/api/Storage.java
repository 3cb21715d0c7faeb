package ketcov.api;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import ketcov.authoring.Retention;
import ketcov.store.CaseKeeping;
import ketcov.store.RetentionSettings;
import ketcov.store.Store;
import ketcov.store.StoreException;
import ketcov.store.StoreLocation;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The store of the service. It is opened in the background at start, again and again until it
 * opens; until then the service is not ready.
 */
@ApplicationScoped
public class Storage {
  private static final Logger LOG = Logger.getLogger(Storage.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Settings settings;
  private final AtomicReference<Optional<Store>> store = new AtomicReference<>(Optional.empty());
  private final CountDownLatch stopped = new CountDownLatch(1);

  Storage(
      @ConfigProperty(name = "ketcov.data") String data,
      @ConfigProperty(name = "ketcov.store.url") Optional<String> url,
      @ConfigProperty(name = "ketcov.store.user") Optional<String> user,
      @ConfigProperty(name = "ketcov.store.password") Optional<String> password,
      @ConfigProperty(name = "ketcov.store.cases") CaseKeeping cases,
      @ConfigProperty(name = "ketcov.store.keep-cases-days") Optional<Integer> casesDays,
      @ConfigProperty(name = "ketcov.store.keep-assessments-days")
          Optional<Integer> assessmentsDays) {
    var credentials = new StoreLocation.Credentials(user.orElse(null), password.orElse(null));
    this.settings =
        new Settings(
            url.map(given -> new StoreLocation(given, credentials))
                .orElseGet(() -> StoreLocation.in(Path.of(data))),
            cases,
            RetentionSettings.ofDays(casesDays, assessmentsDays));
  }

  private record Settings(StoreLocation location, CaseKeeping cases, RetentionSettings retention) {}

  /** What is kept of cases. */
  CaseKeeping cases() {
    return settings.cases();
  }

  /** Asks the store; that it does not answer ends the request with a problem. */
  <T> T ask(Function<Store, T> question) {
    try {
      return question.apply(
          store
              .get()
              .orElseThrow(() -> new ProblemException(unavailable("The store is not open yet."))));
    } catch (StoreException e) {
      LOG.error(e.getMessage());
      throw new ProblemException(unavailable("The store does not answer, so nothing was kept."));
    }
  }

  private static Problem unavailable(String found) {
    return Problem.of(
        ProblemType.STORE_UNAVAILABLE, found + " Send the request again in a few seconds.");
  }

  /** The store, once it is open. */
  Optional<Store> opened() {
    return store.get();
  }

  /** Whether the store is open and answers. */
  boolean answers() {
    return store.get().map(Store::answers).orElse(false);
  }

  void start(@Observes StartupEvent event) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread thread = new Thread(this::open, "store");
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    thread.start();
  }

  private void open() {
    String last = "";
    do {
      try {
        store.set(Optional.of(Store.open(settings.location())));
        LOG.infof("store: %s", settings.location());
        sweepUntilStopped();
        return;
      } catch (StoreException e) {
        if (!last.equals(e.getMessage())) {
          last = String.valueOf(e.getMessage());
          LOG.errorf("not ready: %s (trying again every %d s)", last, PAUSE.toSeconds());
        }
      }
    } while (!stoppedWithin(PAUSE));
    close();
  }

  /** Forgets what is over its time, now and every hour. */
  private void sweepUntilStopped() {
    do {
      try {
        sweep();
      } catch (ProblemException e) {
        // The store does not answer: what is over its time is forgotten with the next sweep.
        LOG.warn("retention: nothing was forgotten, since the store does not answer");
      }
    } while (!stoppedWithin(BETWEEN_SWEEPS));
    close();
  }

  private void sweep() {
    Retention.Swept swept =
        ask(opened -> new Retention(opened, InstantSource.system()).sweep(settings.retention()));
    if (swept.cases() + swept.assessments() > 0) {
      LOG.infof(
          "retention: %d cases and %d assessments forgotten", swept.cases(), swept.assessments());
    }
  }

  private boolean stoppedWithin(Duration time) {
    try {
      return stopped.await(time.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
    close();
  }

  /** Closes the store, if it is open. */
  void close() {
    store.getAndSet(Optional.empty()).ifPresent(Store::close);
  }
}
