package ketcov.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ketcov.assessment.Decision;
import org.jspecify.annotations.Nullable;

/** What payers decided on the requests that we assessed. */
public final class Determinations {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Statements statements;

  Determinations(Statements statements) {
    this.statements = statements;
  }

  /** Records what the payer decided; one that is recorded already stays. */
  Recording record(UUID id, RecordedDetermination reported, String actor) {
    Optional<Recording> standing = standing(id, reported);
    if (standing.isPresent()) {
      return standing.get();
    }
    Determination determination = reported.determination();
    statements.update(
        """
        insert into determination (assessment_id, decision, decided_on, reason, recorded_at)
        values (?, ?, ?, ?, ?)
        """,
        id,
        determination.decision().name(),
        determination.decidedOn(),
        determination.reason(),
        reported.recordedAt());
    tell(AuditAction.DETERMINATION_RECORDED, id, reported, actor);
    return new Recording.Recorded(reported);
  }

  /** Records what the payer decided, in place of what is recorded. */
  Recording replace(UUID id, RecordedDetermination reported, String actor) {
    Recording recording = record(id, reported, actor);
    if (!(recording instanceof Recording.Conflicting)) {
      return recording;
    }
    Determination determination = reported.determination();
    statements.update(
        """
        update determination set decision = ?, decided_on = ?, reason = ?, recorded_at = ?
        where assessment_id = ?
        """,
        determination.decision().name(),
        determination.decidedOn(),
        determination.reason(),
        reported.recordedAt(),
        id);
    tell(AuditAction.DETERMINATION_REPLACED, id, reported, actor);
    return new Recording.Replaced(reported);
  }

  private void tell(AuditAction action, UUID id, RecordedDetermination reported, String actor) {
    new AuditTrail(statements)
        .append(
            new AuditTrail.Event(actor, action, id.toString(), Map.of(), reported.recordedAt()));
  }

  /** What stands in the way of recording a first determination; empty for nothing. */
  private Optional<Recording> standing(UUID id, RecordedDetermination reported) {
    List<Optional<RecordedDetermination>> found =
        statements.list(
            """
            select d.decision, d.decided_on, d.reason, d.recorded_at
            from assessment a left join determination d on d.assessment_id = a.id
            where a.id = ?
            """,
            row -> {
              @Nullable String decision = row.getString(1);
              return decision == null
                  ? Optional.empty()
                  : Optional.of(
                      new RecordedDetermination(
                          new Determination(
                              Decision.valueOf(decision),
                              row.getObject(2, LocalDate.class),
                              row.getString(3)),
                          Statements.instant(row, 4)));
            },
            id);
    if (found.isEmpty()) {
      return Optional.of(new Recording.UnknownAssessment());
    }
    return found
        .getFirst()
        .map(
            before ->
                before.determination().equals(reported.determination())
                    ? new Recording.Repeated(before)
                    : new Recording.Conflicting(before));
  }

  /** Determinations with their assessments, in the order of the ids, from behind an id. */
  List<StoredDetermination> page(UUID after, int most) {
    return statements.list(
        """
        select a.id, a.payer, d.decision, d.decided_on, a.assessment_json
        from determination d join assessment a on a.id = d.assessment_id
        where d.assessment_id > ? order by d.assessment_id fetch first ? rows only
        """,
        row ->
            new StoredDetermination(
                row.getObject(1, UUID.class),
                row.getString(2),
                Decision.valueOf(row.getString(3)),
                row.getObject(4, LocalDate.class),
                json(row.getString(5))),
        after,
        most);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StoreException("the store failed: a stored assessment is not JSON");
    }
  }
}
