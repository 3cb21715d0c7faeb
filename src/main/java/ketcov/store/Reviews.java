package ketcov.store;

import java.time.Instant;
import java.util.List;

/** Who submitted, approved and signed packages. */
public final class Reviews {
  private final Statements statements;

  Reviews(Statements statements) {
    this.statements = statements;
  }

  /** Notes that somebody submitted a package that she had not submitted before. */
  public void submitted(PackageHash hash, String by, Instant at) {
    statements.update(
        "insert into package_submission (hash, submitter, submitted_at) values (?, ?, ?)",
        hash.value(),
        by,
        at);
  }

  /** Everybody who submitted a package, by name. */
  public List<String> submitters(PackageHash hash) {
    return statements.list(
        "select submitter from package_submission where hash = ? order by submitter",
        row -> row.getString(1),
        hash.value());
  }

  /** Keeps an approval; there is none of this person yet. */
  public void approved(Approval approval) {
    statements.update(
        "insert into package_approval (hash, approver, approved_at, remark) values (?, ?, ?, ?)",
        approval.hash().value(),
        approval.approver(),
        approval.at(),
        approval.remark());
  }

  /** The approvals of a package, the first one first. */
  public List<Approval> approvals(PackageHash hash) {
    return statements.list(
        """
        select approver, approved_at, remark from package_approval where hash = ?
        order by approved_at, approver
        """,
        row -> new Approval(hash, row.getString(1), Statements.instant(row, 2), row.getString(3)),
        hash.value());
  }

  /** Keeps a signature; there is none with this key yet. */
  public void signed(PackageSignature signature) {
    statements.update(
        """
        insert into package_signature (hash, key_id, signature, signed_by, signed_at)
        values (?, ?, ?, ?, ?)
        """,
        signature.hash().value(),
        signature.keyId(),
        signature.signature(),
        signature.by(),
        signature.at());
  }

  /** The signatures of a package, by key. */
  public List<PackageSignature> signatures(PackageHash hash) {
    return statements.list(
        """
        select key_id, signature, signed_by, signed_at from package_signature where hash = ?
        order by key_id
        """,
        row ->
            new PackageSignature(
                hash,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Statements.instant(row, 4)),
        hash.value());
  }
}
