package ketcov.store;

import java.util.List;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/** Everything that was put to use or taken back. Entries are only added. */
public final class Activations {
  private final Statements statements;

  Activations(Statements statements) {
    this.statements = statements;
  }

  /** Every entry in its order. */
  public List<Activation> all() {
    return statements.list(
        """
        select number, policy, edition, hash, undoes, effective_at, actor, recorded_at, remark
        from activation order by number
        """,
        row -> {
          @Nullable String hash = row.getString(4);
          long undoes = row.getLong(5);
          return new Activation(
              row.getLong(1),
              new EditionId(PolicyId.parse(row.getString(2)), row.getString(3)),
              hash == null ? null : new PackageHash(hash),
              undoes == 0 ? null : undoes,
              Statements.instant(row, 6),
              row.getString(7),
              Statements.instant(row, 8),
              row.getString(9));
        });
  }

  /** The number of the last entry; 0 when there is none. Cheap, to see whether anything changed. */
  public long last() {
    return statements
        .first("select coalesce(max(number), 0) from activation", row -> row.getLong(1))
        .orElse(0L);
  }

  /** Adds an entry. */
  public void add(Activation activation) {
    PackageHash hash = activation.hash();
    statements.update(
        """
        insert into activation (number, policy, edition, hash, kind, undoes, effective_at, actor, recorded_at, remark)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        activation.number(),
        activation.edition().policy().toString(),
        activation.edition().edition(),
        hash == null ? null : hash.value(),
        activation.isRollback() ? "ROLLBACK" : "ACTIVATION",
        activation.undoes(),
        activation.effectiveAt(),
        activation.by(),
        activation.at(),
        activation.remark());
  }
}
