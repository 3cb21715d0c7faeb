package ketcov.api;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import ketcov.assessment.Assessor;
import ketcov.authoring.ConfinedVerification;
import ketcov.authoring.LiveLibrary;
import ketcov.authoring.PackageLife;
import ketcov.authoring.ShadowEvaluation;
import ketcov.authoring.SigningPolicy;
import ketcov.authoring.TrustedKeys;
import ketcov.authoring.Verification;
import ketcov.calibration.CalibrationFolder;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import ketcov.store.Store;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The policies that the service answers with: those of the library folder, with the packages in use
 * over them. They are compiled in the background at start; until then, while one of them has an
 * error, and while it is not known which packages are in use, the service says that it is not ready
 * instead of answering with what it has.
 */
@ApplicationScoped
public class Library {
  private static final Logger LOG = Logger.getLogger(Library.class);

  /** How often the store is asked whether anything was put to use: replicas follow within 2 s. */
  private static final Duration PACE = Duration.ofMillis(500);

  private static final Duration OPENING = Duration.ofMillis(50);

  private final Path rules;
  private final RuleCache cache;
  private final CalibrationFolder calibrations;
  private final CaseReader caseReader = new CaseReader(ReferenceTables.load());
  private final Storage storage;
  private final Path data;
  private final boolean signatures;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Loading());
  private final AtomicReference<Optional<Authoring>> authoring =
      new AtomicReference<>(Optional.empty());
  private final CountDownLatch stopped = new CountDownLatch(1);

  Library(
      @ConfigProperty(name = "ketcov.rules") String rules,
      @ConfigProperty(name = "ketcov.data") String data,
      @ConfigProperty(name = "ketcov.packages.require-signature") boolean signatures,
      Storage storage) {
    this.rules = Path.of(rules);
    this.data = Path.of(data);
    this.signatures = signatures;
    this.storage = storage;
    this.cache = RuleCache.in(compiledRules());
    this.calibrations = new CalibrationFolder(Path.of(data, "calibrations"));
  }

  private Path compiledRules() {
    return data.resolve("compiled-rules");
  }

  /**
   * What publishes packages.
   *
   * @param live follows what is in use
   * @param life of the packages
   * @param verification in a process of its own
   * @param shadows evaluates packages beside what is in use
   */
  record Authoring(
      LiveLibrary live, PackageLife life, Verification verification, ShadowEvaluation shadows) {}

  /** Whether the service can answer. */
  sealed interface State {
    /** The rules are being compiled. */
    record Loading() implements State {}

    /** The rules have errors; the first of them. */
    record Broken(int errors, String first) implements State {}

    /** The active calibration cannot be relied on; why. */
    record BadCalibration(String first) implements State {}

    /** What is in use is not what this replica has; why. */
    record Behind(String why) implements State {}

    /** The keys whose signatures count cannot be read; why. */
    record BadKeys(String first) implements State {}

    /**
     * The service answers.
     *
     * @param shadows packages that are evaluated beside
     */
    record Ready(Assessor assessor, List<LiveLibrary.Shadowed> shadows) implements State {
      public Ready {
        shadows = List.copyOf(shadows);
      }
    }
  }

  State state() {
    Optional<Authoring> loaded = authoring.get();
    if (loaded.isEmpty()) {
      return state.get();
    }
    return switch (loaded.get().live().state()) {
      case LiveLibrary.State.Following following -> new State.Loading();
      case LiveLibrary.State.Behind behind -> new State.Behind(behind.why());
      case LiveLibrary.State.Current current ->
          new State.Ready(current.assessor(), current.shadows());
    };
  }

  /** What publishes packages; a problem is thrown while the library is not loaded. */
  Authoring authoring() {
    return authoring.get().orElseThrow(() -> new ProblemException(notReady(state.get())));
  }

  CaseReader caseReader() {
    return caseReader;
  }

  /** The assessor; a problem is thrown while there is none. */
  Assessor assessor() {
    return ready().assessor();
  }

  /** What answers now; a problem is thrown while nothing does. */
  State.Ready ready() {
    State now = state();
    if (now instanceof State.Ready ready) {
      return ready;
    }
    throw new ProblemException(notReady(now));
  }

  private static Problem notReady(State state) {
    return Problem.of(
        ProblemType.NOT_READY,
        switch (state) {
          case State.Broken broken ->
              "The policy library has "
                  + broken.errors()
                  + " error(s), so nothing is answered. Run `./ketcov check`.";
          case State.BadCalibration bad ->
              "The active calibration of the likelihood is damaged, so nothing is answered."
                  + " Run `./ketcov calibrate --list`.";
          case State.BadKeys bad ->
              "The keys whose signatures count cannot be read, so nothing is answered. Mend"
                  + " `keys.yaml` in the data folder.";
          case State.Behind behind ->
              "Policies were published that this replica could not take in, so it does not answer"
                  + " with older ones. /q/health/ready says why.";
          case State.Loading loading -> "The rules are being compiled. Try again in a few seconds.";
          case State.Ready ready -> "The rules are being compiled. Try again in a few seconds.";
        });
  }

  void start(@Observes StartupEvent event) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread thread = new Thread(this::load, "policy-library");
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
    state.set(new State.Loading());
    authoring.getAndSet(Optional.empty()).ifPresent(loaded -> loaded.shadows().close());
  }

  private void load() {
    try {
      if (!Files.isDirectory(rules)) {
        broken(1, "there is no folder of policies at `" + rules + "`; set ketcov.rules");
        return;
      }
      long begin = System.nanoTime();
      PolicyLibrary.Loaded loaded = PolicyLibrary.load(rules, cache);
      cache
          .trouble()
          .ifPresent(
              why ->
                  LOG.warnf("compiled rules are not kept, so each start compiles them: %s", why));
      loaded.problems().forEach(problem -> LOG.warn(problem.toString()));
      if (loaded.hasErrors()) {
        List<String> errors = loaded.problems().stream().map(Object::toString).toList();
        broken(errors.size(), Optional.of(errors).map(List::getFirst).orElse(""));
        return;
      }
      switch (calibrations.active()) {
        case CalibrationFolder.Active.Damaged damaged -> {
          damaged.problems().forEach(problem -> LOG.error(problem.toString()));
          state.set(new State.BadCalibration(damaged.problems().getFirst().toString()));
        }
        case CalibrationFolder.Active.InUse inUse ->
            follow(new LiveLibrary.Folder(rules, loaded, inUse.weights()), begin);
      }
    } catch (IOException e) {
      LOG.error("reading the active calibration failed", e);
      state.set(new State.BadCalibration("it cannot be read; see the log"));
    } catch (RuntimeException e) {
      LOG.error("loading the policy library failed", e);
      broken(1, "loading failed; see the log");
    }
  }

  /** Answers with what is in use, and takes in what is put to use, until the service stops. */
  private void follow(LiveLibrary.Folder folder, long begin) throws IOException {
    TrustedKeys.Reading keys = TrustedKeys.read(data.resolve("keys.yaml"));
    if (!keys.problems().isEmpty()) {
      keys.problems().forEach(problem -> LOG.error(problem.toString()));
      state.set(new State.BadKeys(keys.problems().getFirst().toString()));
      return;
    }
    Optional<Store> store = storage.opened();
    while (store.isEmpty()) {
      if (stoppedWithin(OPENING)) {
        return;
      }
      store = storage.opened();
    }
    Authoring loaded = authoring(folder, store.get(), new SigningPolicy(signatures, keys.keys()));
    loaded.live().follow();
    authoring.set(Optional.of(loaded));
    if (state() instanceof State.Ready ready) {
      LOG.infof(
          "ready: %d editions of %d payers, likelihood by %s, loaded in %.1f s",
          ready.assessor().catalog().editions().size(),
          ready.assessor().catalog().payers().size(),
          folder.weights().version(),
          (System.nanoTime() - begin) / 1e9);
    }
    String behind = "";
    while (!stoppedWithin(PACE)) {
      loaded.live().follow();
      String now = loaded.live().state() instanceof LiveLibrary.State.Behind(String why) ? why : "";
      if (!now.equals(behind)) {
        LOG.errorf(now.isEmpty() ? "ready again%s" : "not ready: %s", now);
        behind = now;
      }
    }
  }

  private Authoring authoring(LiveLibrary.Folder folder, Store store, SigningPolicy signing) {
    PackageLife life =
        new PackageLife(
            store,
            signing,
            id -> LiveLibrary.contentHash(folder.loaded(), id),
            InstantSource.system());
    return new Authoring(
        new LiveLibrary(folder, store, life.activations(), InstantSource.system()),
        life,
        ConfinedVerification.of(store, life, rules, compiledRules()),
        new ShadowEvaluation(store));
  }

  private boolean stoppedWithin(Duration time) {
    try {
      return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void broken(int errors, String first) {
    LOG.errorf("not ready: %d error(s) in the policy library, first: %s", errors, first);
    state.set(new State.Broken(errors, first));
  }
}
