package ketcov.authoring;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.intake.CaseReading;
import ketcov.store.ShadowRun;
import ketcov.store.Store;
import ketcov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates live cases a second time, with a package that is not in use, and counts where the
 * answers differ. It happens behind the answer, on a thread of its own: nothing of it reaches the
 * caller, and what is noted names criteria and outcomes, never a fact of the case.
 */
public final class ShadowEvaluation implements AutoCloseable {
  /** Most cases that wait; further ones are counted as failed. */
  private static final int MOST_WAITING = 500;

  private static final int MOST_AT_ONCE = 200;

  private final Store store;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<UUID, LongAdder> lost = new ConcurrentHashMap<>();
  private final Thread thread;

  private record Waiting(
      LiveLibrary.Shadowed shadow,
      CaseReading.Accepted reading,
      @Nullable String named,
      Assessment live) {}

  /** What was found of one run and is not in the store yet. */
  private static final class Found {
    private long assessments;
    private long different;
    private long failed;
    private final List<ShadowRun.Difference> differences = new ArrayList<>();
  }

  /** Begins to work. */
  public ShadowEvaluation(Store store) {
    this.store = store;
    this.thread = new Thread(this::work, "shadow-evaluation");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
  }

  /**
   * Notes a case that was answered; returns at once.
   *
   * @param named the edition that the request named; null if it was chosen by date
   */
  public void observe(
      List<LiveLibrary.Shadowed> shadows,
      CaseReading.Accepted reading,
      @Nullable String named,
      Assessment live) {
    for (LiveLibrary.Shadowed shadow : shadows) {
      if (!waiting.offer(new Waiting(shadow, reading, named, live))) {
        lost.computeIfAbsent(shadow.run().id(), id -> new LongAdder()).increment();
      }
    }
  }

  private void work() {
    while (!closed.get() || !waiting.isEmpty()) {
      try {
        Waiting first = waiting.poll(200, TimeUnit.MILLISECONDS);
        List<Waiting> batch = new ArrayList<>();
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, MOST_AT_ONCE);
        }
        note(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void note(List<Waiting> batch) {
    Map<UUID, Found> found = new HashMap<>();
    for (Waiting one : batch) {
      evaluate(one, found.computeIfAbsent(one.shadow().run().id(), id -> new Found()));
    }
    lost.forEach(
        (id, count) -> {
          long more = count.sumThenReset();
          if (more > 0) {
            Found of = found.computeIfAbsent(id, any -> new Found());
            of.assessments += more;
            of.failed += more;
          }
        });
    found.forEach(this::keep);
  }

  private static void evaluate(Waiting one, Found found) {
    found.assessments++;
    try {
      Assessor.Stamp stamp =
          new Assessor.Stamp(one.live().assessmentId(), one.live().evaluatedAt());
      if (one.shadow().assessor().assess(one.reading(), one.named(), stamp)
          instanceof AssessmentResult.Assessed shadow) {
        List<ShadowRun.Difference> differences = differences(one.live(), shadow.assessment());
        found.differences.addAll(differences);
        found.different += differences.isEmpty() ? 0 : 1;
      } else {
        found.failed++;
      }
    } catch (RuntimeException e) {
      // Whatever it was, it is the draft's: it is counted, and disturbs nobody.
      found.failed++;
    }
  }

  private void keep(UUID run, Found found) {
    try {
      store.inTransaction(
          transaction -> {
            transaction
                .shadowRuns()
                .add(
                    run,
                    new ShadowRun.Count(found.assessments, found.different, found.failed),
                    found.differences);
            return true;
          });
    } catch (StoreException e) {
      lost.computeIfAbsent(run, id -> new LongAdder()).add(found.assessments);
    }
  }

  /** Where two assessments of one case differ; pointers into the assessment, by id. */
  static List<ShadowRun.Difference> differences(Assessment live, Assessment shadow) {
    UUID id = UUID.fromString(live.assessmentId());
    Map<String, String> before = outcomes(live);
    Map<String, String> after = outcomes(shadow);
    TreeSet<String> fields = new TreeSet<>(before.keySet());
    fields.addAll(after.keySet());
    List<ShadowRun.Difference> differences = new ArrayList<>();
    for (String field : fields) {
      String was = Objects.requireNonNullElse(before.get(field), "none");
      String is = Objects.requireNonNullElse(after.get(field), "none");
      if (!was.equals(is)) {
        differences.add(new ShadowRun.Difference(id, field, was, is));
      }
    }
    return differences;
  }

  private static Map<String, String> outcomes(Assessment assessment) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    Assessment.PolicyUsed policy = assessment.policy();
    if (policy != null) {
      outcomes.put("/policy", policy.id() + " " + policy.edition());
    }
    outcomes.put("/outlook", assessment.outlook().name());
    assessment
        .criteria()
        .forEach(
            criterion -> outcomes.put("/criteria/" + criterion.id(), criterion.outcome().name()));
    assessment
        .exclusions()
        .forEach(
            exclusion -> outcomes.put("/exclusions/" + exclusion.id(), exclusion.outcome().name()));
    assessment
        .requiredDocumentation()
        .forEach(
            document ->
                outcomes.put(
                    "/requiredDocumentation/" + document.type(), document.status().name()));
    Assessment.Likelihood likelihood = assessment.likelihood();
    if (likelihood != null) {
      outcomes.put(
          "/likelihood",
          BigDecimal.valueOf(likelihood.low()) + " to " + BigDecimal.valueOf(likelihood.high()));
    }
    return outcomes;
  }

  /** Ends when what waits is done. */
  @Override
  public void close() {
    closed.set(true);
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
