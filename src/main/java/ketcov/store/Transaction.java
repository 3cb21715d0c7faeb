package ketcov.store;

import java.sql.Connection;

/**
 * All that is read and written in one transaction: what is done in it is done as a whole or not at
 * all. Not to be used when it has ended.
 */
public final class Transaction {
  private final Statements statements;

  Transaction(Connection connection) {
    this.statements = new Statements(connection);
  }

  /** The answers. */
  public Assessments assessments() {
    return new Assessments(statements);
  }

  /** What payers decided. */
  public Determinations determinations() {
    return new Determinations(statements);
  }

  /** The keys of requests that may be repeated. */
  public IdempotencyKeys idempotencyKeys() {
    return new IdempotencyKeys(statements);
  }

  /** The policy packages. */
  public PolicyPackages packages() {
    return new PolicyPackages(statements);
  }

  /** Who looked at packages. */
  public Reviews reviews() {
    return new Reviews(statements);
  }

  /** What was put to use, and taken back. */
  public Activations activations() {
    return new Activations(statements);
  }

  /** The packages that ran beside what was in use. */
  public ShadowRuns shadowRuns() {
    return new ShadowRuns(statements);
  }

  /** Who did what, and when. */
  public AuditTrail audit() {
    return new AuditTrail(statements);
  }
}
