package ketcov.store;

import java.time.Instant;
import java.util.UUID;

/** The keys of requests that may be repeated. */
public final class IdempotencyKeys {
  private final Statements statements;

  IdempotencyKeys(Statements statements) {
    this.statements = statements;
  }

  /** What the key of a request has been used for. */
  public KeyUse use(IdempotentRequest request) {
    return statements
        .<KeyUse>first(
            """
            select i.request_hash, a.assessment_json
            from idempotency i join assessment a on a.id = i.assessment_id
            where i.idempotency_key = ? and i.created_at > ?
            """,
            row ->
                row.getString(1).equals(request.requestHash())
                    ? new KeyUse.Answered(row.getString(2))
                    : new KeyUse.OtherRequest(),
            request.key().value(),
            request.forgotten())
        .orElseGet(KeyUse.Unused::new);
  }

  /** Binds the key of a request to its answer. */
  void keep(IdempotentRequest request, UUID assessmentId) {
    statements.update(
        """
        insert into idempotency (idempotency_key, request_hash, assessment_id, created_at)
        values (?, ?, ?, ?)
        """,
        request.key().value(),
        request.requestHash(),
        assessmentId,
        request.at());
  }

  /** Forgets the keys whose lifetime is over; how many. */
  public int forget(Instant now) {
    return statements.update(
        "delete from idempotency where created_at <= ?", now.minus(IdempotentRequest.LIFETIME));
  }
}
