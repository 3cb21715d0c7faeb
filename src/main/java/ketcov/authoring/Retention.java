package ketcov.authoring;

import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ketcov.store.AuditAction;
import ketcov.store.AuditTrail;
import ketcov.store.RetentionSettings;
import ketcov.store.Store;

/**
 * Forgets cases and assessments: one when an auditor says so, and all whose time is over. The audit
 * trail holds ids and counts only, so it stays whole.
 */
public final class Retention {
  private static final int AT_ONCE = 500;
  private static final String SWEEP = "ketcov";

  private final Store store;
  private final InstantSource clock;

  /** The retention of a store. */
  public Retention(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What came of purging an assessment. */
  public sealed interface Purge {
    /** It is gone, with its case, its determination and its key. */
    record Purged() implements Purge {}

    /** It is not in the store. */
    record UnknownAssessment() implements Purge {}

    /** Only an auditor may. */
    record NotAllowed(Refusal.NeedsRole why) implements Purge {}
  }

  /** Purges one assessment. */
  public Purge purge(Person person, UUID id) {
    if (!person.has(Role.AUDITOR)) {
      return new Purge.NotAllowed(new Refusal.NeedsRole(List.of(Role.AUDITOR)));
    }
    return store.inTransaction(
        transaction -> {
          if (!transaction.assessments().purge(id)) {
            return new Purge.UnknownAssessment();
          }
          transaction
              .audit()
              .append(
                  new AuditTrail.Event(
                      person.name(),
                      AuditAction.ASSESSMENT_PURGED,
                      id.toString(),
                      Map.of(),
                      clock.instant()));
          return new Purge.Purged();
        });
  }

  /** How much was forgotten. */
  public record Swept(int cases, int assessments, int keys) {}

  /**
   * Forgets what is over its time: cases, assessments, and keys of requests. To be called now and
   * then; it may run on several replicas at once.
   */
  public Swept sweep(RetentionSettings settings) {
    Instant now = clock.instant();
    int keys = store.inTransaction(transaction -> transaction.idempotencyKeys().forget(now));
    int cases = settings.cases().map(period -> cases(before(now, period), now)).orElse(0);
    int assessments = 0;
    if (settings.assessments().isPresent()) {
      Instant before = before(now, settings.assessments().get());
      int more = AT_ONCE;
      while (more == AT_ONCE) {
        more = assessments(before, now);
        assessments += more;
      }
    }
    return new Swept(cases, assessments, keys);
  }

  private static Instant before(Instant now, Period period) {
    return now.atZone(ZoneOffset.UTC).minus(period).toInstant();
  }

  private int cases(Instant before, Instant now) {
    return store.inTransaction(
        transaction -> {
          int cases = transaction.assessments().forgetCasesBefore(before);
          if (cases > 0) {
            transaction.audit().append(swept("cases", cases, before, now));
          }
          return cases;
        });
  }

  private int assessments(Instant before, Instant now) {
    return store.inTransaction(
        transaction -> {
          int assessments = transaction.assessments().purgeBefore(before, AT_ONCE);
          if (assessments > 0) {
            transaction.audit().append(swept("assessments", assessments, before, now));
          }
          return assessments;
        });
  }

  private static AuditTrail.Event swept(String what, int number, Instant before, Instant now) {
    return new AuditTrail.Event(
        SWEEP,
        AuditAction.RETENTION_APPLIED,
        what,
        Map.of("forgotten", Integer.toString(number), "before", before.toString()),
        now);
  }
}
