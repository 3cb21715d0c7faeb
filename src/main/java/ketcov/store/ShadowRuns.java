package ketcov.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The packages that ran beside what was in use, and where they differed. */
public final class ShadowRuns {
  /** Most differences that are listed of one run; further ones are only counted. */
  public static final int MOST_DIFFERENCES = 1_000;

  private static final int MOST_CHARACTERS = 300;
  private static final String COLUMNS =
      "id, hash, started_by, started_at, stopped_by, stopped_at, assessments, different, failed";

  private final Statements statements;

  ShadowRuns(Statements statements) {
    this.statements = statements;
  }

  /** Keeps a run that begins. */
  public void start(ShadowRun run) {
    statements.update(
        """
        insert into shadow_run (id, hash, started_by, started_at, assessments, different, failed)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        run.id(),
        run.hash().value(),
        run.startedBy(),
        run.startedAt(),
        run.count().assessments(),
        run.count().different(),
        run.count().failed());
  }

  /** Ends a run. */
  public void stop(UUID id, String by, Instant at) {
    statements.update(
        "update shadow_run set stopped_by = ?, stopped_at = ? where id = ? and stopped_at is null",
        by,
        at,
        id);
  }

  /** The runs that have not ended. */
  public List<ShadowRun> running() {
    return statements.list(
        "select " + COLUMNS + " from shadow_run where stopped_at is null order by started_at, id",
        ShadowRuns::run);
  }

  /** The runs of a package, the newest first. */
  public List<ShadowRun> of(PackageHash hash) {
    return statements.list(
        "select " + COLUMNS + " from shadow_run where hash = ? order by started_at desc, id",
        ShadowRuns::run,
        hash.value());
  }

  /** A run by its id. */
  public Optional<ShadowRun> find(UUID id) {
    return statements.first(
        "select " + COLUMNS + " from shadow_run where id = ?", ShadowRuns::run, id);
  }

  /** Adds to the counts of a run, and to its list of differences as long as that is not full. */
  public void add(UUID id, ShadowRun.Count more, List<ShadowRun.Difference> differences) {
    // The row is locked by the first statement, so that numbers do not collide.
    statements.update(
        """
        update shadow_run
        set assessments = assessments + ?, different = different + ?, failed = failed + ? where id = ?
        """,
        more.assessments(),
        more.different(),
        more.failed(),
        id);
    long number =
        statements
            .first(
                "select coalesce(max(number), 0) from shadow_difference where shadow_run = ?",
                row -> row.getLong(1),
                id)
            .orElse(0L);
    for (ShadowRun.Difference difference : differences) {
      number++;
      if (number > MOST_DIFFERENCES) {
        return;
      }
      statements.update(
          """
          insert into shadow_difference (shadow_run, number, assessment_id, field, active_value, shadow_value)
          values (?, ?, ?, ?, ?, ?)
          """,
          id,
          number,
          difference.assessmentId(),
          cut(difference.field()),
          cut(difference.active()),
          cut(difference.shadow()));
    }
  }

  /** The differences that are listed of a run, the first one first. */
  public List<ShadowRun.Difference> differences(UUID id) {
    return statements.list(
        """
        select assessment_id, field, active_value, shadow_value from shadow_difference
        where shadow_run = ? order by number
        """,
        row ->
            new ShadowRun.Difference(
                row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4)),
        id);
  }

  private static String cut(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
  }

  private static ShadowRun run(ResultSet row) throws SQLException {
    return new ShadowRun(
        row.getObject(1, UUID.class),
        new PackageHash(row.getString(2)),
        row.getString(3),
        Statements.instant(row, 4),
        row.getString(5),
        Statements.instantOrNull(row, 6),
        new ShadowRun.Count(row.getLong(7), row.getLong(8), row.getLong(9)));
  }
}
