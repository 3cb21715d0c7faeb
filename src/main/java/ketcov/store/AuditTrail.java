package ketcov.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who did what, and when. Each entry holds the hash of the one before, so that one that is changed,
 * taken out, put in or moved is found. Entries are appended in the transaction that does what they
 * tell of.
 */
public final class AuditTrail {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Statements statements;

  AuditTrail(Statements statements) {
    this.statements = statements;
  }

  /**
   * What to tell.
   *
   * @param actor who did it
   * @param subject the hash or id of what it was done to
   * @param detail what else to tell; nothing of a patient, and no text that a person wrote freely
   */
  public record Event(
      String actor, AuditAction action, String subject, Map<String, String> detail, Instant at) {
    public Event {
      detail = Map.copyOf(detail);
    }
  }

  /**
   * Waits until no other transaction appends, and keeps others from it until this one ends. What
   * must not change between looking and writing is looked at behind this.
   */
  public AuditHead lock() {
    return statements
        .first(
            "select entries, hash from audit_head where id = 1 for update",
            row -> new AuditHead(row.getLong(1), row.getString(2)))
        .orElseThrow(() -> new StoreException("the store failed: the audit trail has no head"));
  }

  /** Appends an entry. */
  public AuditEntry append(Event event) {
    AuditHead head = lock();
    long number = head.entries() + 1;
    Instant at = event.at().truncatedTo(ChronoUnit.MICROS);
    String detail = json(event.detail());
    String action = event.action().name();
    String hash =
        AuditEntry.hashOf(number, at, event.actor(), action, event.subject(), detail, head.hash());
    AuditEntry entry =
        new AuditEntry(
            number, at, event.actor(), action, event.subject(), detail, head.hash(), hash);
    statements.update(
        """
        insert into audit (number, recorded_at, actor, action, subject, detail, previous_hash, hash)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        number,
        at,
        entry.actor(),
        action,
        entry.subject(),
        detail,
        entry.previousHash(),
        hash);
    statements.update("update audit_head set entries = ?, hash = ? where id = 1", number, hash);
    return entry;
  }

  /** Entries in their order, from behind a number. */
  public List<AuditEntry> page(long after, int most) {
    return statements.list(
        """
        select number, recorded_at, actor, action, subject, detail, previous_hash, hash
        from audit where number > ? order by number fetch first ? rows only
        """,
        AuditTrail::entry,
        after,
        most);
  }

  /** The entries about one subject, in their order. */
  public List<AuditEntry> about(String subject) {
    return statements.list(
        """
        select number, recorded_at, actor, action, subject, detail, previous_hash, hash
        from audit where subject = ? order by number
        """,
        AuditTrail::entry,
        subject);
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        Statements.instant(row, 2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8));
  }

  private static String json(Map<String, String> detail) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(detail));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
