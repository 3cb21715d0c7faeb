package ketcov.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ketcov.SmallLibrary;
import ketcov.authoring.Role;

/**
 * Clients that do as much as they can until the service is no more, and note what it acknowledged.
 */
final class BusyClients {
  /** What is recorded for each assessment. */
  static final String DETERMINATION = "{\"decision\": \"APPROVED\", \"decidedOn\": \"2026-02-10\"}";

  private final Caller anybody;
  private final Caller author;
  private final Caller approver;
  private final Caller publisher;
  private final SmallLibrary library;
  private final Random random;
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final List<String> approved = new CopyOnWriteArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /** What can be acknowledged. */
  enum Step {
    ASSESSED,
    DETERMINED,
    SUBMITTED,
    APPROVED,
    ACTIVATED
  }

  /**
   * That something was done.
   *
   * @param id of what it was done with: an assessment, a package, or the number of an activation
   * @param body the assessment; of an activation, since when it is in effect
   */
  record Acknowledged(Step step, String id, String body) {}

  BusyClients(PackagedService service, PackagedService.Setup setup, SmallLibrary library, long seed)
      throws IOException {
    this.anybody = new Caller(service, null);
    this.author = Caller.of(service, setup.tokenKey(), "ada", Role.AUTHOR);
    this.approver = Caller.of(service, setup.tokenKey(), "ben", Role.APPROVER);
    this.publisher = Caller.of(service, setup.tokenKey(), "cleo", Role.PUBLISHER);
    this.library = library;
    this.random = new Random(seed);
    for (JsonNode one : publisher.get("/v1/policy-packages").done().json()) {
      if (!one.at("/approvals").isEmpty()) {
        approved.add(one.at("/hash").asText());
      }
    }
    for (Runnable work : List.<Runnable>of(this::assess, this::submit, this::activate)) {
      threads.add(Thread.ofPlatform().daemon().start(() -> untilTheEnd(work)));
    }
  }

  /** Until the service does not answer any more. */
  private void untilTheEnd(Runnable work) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        work.run();
      }
    } catch (UncheckedIOException e) {
      // It was killed; what was asked last was not acknowledged.
    } catch (RuntimeException e) {
      unexpected.add(e.toString());
    }
  }

  private void assess() {
    Caller.Answer answer = anybody.post("/v1/assessments", AgePolicy.CASE);
    if (is(answer, 200)) {
      String id = answer.at("/assessmentId");
      acknowledged.add(new Acknowledged(Step.ASSESSED, id, answer.body()));
      first.countDown();
      if (is(anybody.post("/v1/assessments/" + id + "/determination", DETERMINATION), 201)) {
        acknowledged.add(new Acknowledged(Step.DETERMINED, id, ""));
      }
    }
  }

  private void submit() {
    Caller.Answer answer =
        author.submit(new AgePolicy("Policy " + UUID.randomUUID(), 21).files(library));
    if (is(answer, 201)) {
      String hash = answer.at("/hash");
      acknowledged.add(new Acknowledged(Step.SUBMITTED, hash, ""));
      if (is(approver.approve(hash, "Corrected."), 201)) {
        acknowledged.add(new Acknowledged(Step.APPROVED, hash, ""));
        approved.add(hash);
      }
    }
  }

  private void activate() {
    if (approved.isEmpty()) {
      is(anybody.get("/q/health/live"), 200);
      return;
    }
    Caller.Answer answer =
        random.nextInt(3) == 0
            ? publisher.post(AgePolicy.POLICY + "/rollback", "")
            : publisher.activate(approved.get(random.nextInt(approved.size())));
    // That one is in use already, or that nothing is left to be taken back, is no mistake.
    if (answer.status() == 201) {
      acknowledged.add(
          new Acknowledged(Step.ACTIVATED, answer.at("/number"), answer.at("/effectiveAt")));
    } else if (answer.status() != 200 && answer.status() != 409) {
      unexpected.add(answer.toString());
    }
  }

  private boolean is(Caller.Answer answer, int status) {
    if (answer.status() != status) {
      unexpected.add(answer.toString());
      return false;
    }
    return true;
  }

  /** Waits until something is acknowledged. */
  void awaitFirst() throws InterruptedException {
    if (!first.await(1, TimeUnit.MINUTES)) {
      throw new AssertionError("nothing is answered: " + unexpected);
    }
  }

  /** What was acknowledged; the service is no more. */
  List<Acknowledged> ended() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(acknowledged);
  }

  /** Answers that should not have been. */
  List<String> unexpected() {
    return List.copyOf(unexpected);
  }
}
