package ketcov.api;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import ketcov.assessment.Assessor;
import ketcov.calibration.CalibrationFolder;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.ReferenceTables;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The policies that the service answers with. They are compiled in the background at start; until
 * then, and while one of them has an error, the service says that it is not ready instead of
 * answering with what it has.
 */
@ApplicationScoped
public class Library {
  private static final Logger LOG = Logger.getLogger(Library.class);

  private final Path rules;
  private final RuleCache cache;
  private final CalibrationFolder calibrations;
  private final CaseReader caseReader = new CaseReader(ReferenceTables.load());
  private final AtomicReference<State> state = new AtomicReference<>(new State.Loading());

  Library(
      @ConfigProperty(name = "ketcov.rules") String rules,
      @ConfigProperty(name = "ketcov.data") String data) {
    this.rules = Path.of(rules);
    this.cache = RuleCache.in(Path.of(data, "compiled-rules"));
    this.calibrations = new CalibrationFolder(Path.of(data, "calibrations"));
  }

  /** Whether the service can answer. */
  sealed interface State {
    /** The rules are being compiled. */
    record Loading() implements State {}

    /** The rules have errors; the first of them. */
    record Broken(int errors, String first) implements State {}

    /** The active calibration cannot be relied on; why. */
    record BadCalibration(String first) implements State {}

    /** The service answers. */
    record Ready(Assessor assessor) implements State {}
  }

  State state() {
    return state.get();
  }

  CaseReader caseReader() {
    return caseReader;
  }

  /** The assessor; a problem is thrown while there is none. */
  Assessor assessor() {
    return switch (state.get()) {
      case State.Ready ready -> ready.assessor();
      case State.Loading loading ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.NOT_READY,
                  "The rules are being compiled. Try again in a few seconds."));
      case State.Broken broken ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.NOT_READY,
                  "The policy library has "
                      + broken.errors()
                      + " error(s), so nothing is answered. Run `./ketcov check`."));
      case State.BadCalibration bad ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.NOT_READY,
                  "The active calibration of the likelihood is damaged, so nothing is answered."
                      + " Run `./ketcov calibrate --list`."));
    };
  }

  void start(@Observes StartupEvent event) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread thread = new Thread(this::load, "policy-library");
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    state.set(new State.Loading());
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
        case CalibrationFolder.Active.InUse inUse -> {
          state.set(new State.Ready(new Assessor(loaded.catalog(), inUse.weights())));
          LOG.infof(
              "ready: %d editions of %d payers, likelihood by %s, loaded in %.1f s",
              loaded.catalog().editions().size(),
              loaded.catalog().payers().size(),
              inUse.weights().version(),
              (System.nanoTime() - begin) / 1e9);
        }
      }
    } catch (IOException e) {
      LOG.error("reading the active calibration failed", e);
      state.set(new State.BadCalibration("it cannot be read; see the log"));
    } catch (RuntimeException e) {
      LOG.error("loading the policy library failed", e);
      broken(1, "loading failed; see the log");
    }
  }

  private void broken(int errors, String first) {
    LOG.errorf("not ready: %d error(s) in the policy library, first: %s", errors, first);
    state.set(new State.Broken(errors, first));
  }
}
