package ketcov.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot be opened or does not answer. The message holds no value that was to be stored;
 * messages of a driver may, so they are not among its causes.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String UNIQUE_VIOLATION = "23505";

  private final boolean duplicate;

  StoreException(String message) {
    this(message, false);
  }

  private StoreException(String message, boolean duplicate) {
    super(message);
    this.duplicate = duplicate;
  }

  /** Whether what was to be stored is there already. */
  boolean isDuplicate() {
    return duplicate;
  }

  /** An operation failed: only the state that the database gives for it is told. */
  static StoreException of(SQLException e) {
    @Nullable String state = e.getSQLState();
    return new StoreException(
        "the store failed: SQL state " + (state == null ? "unknown" : state),
        UNIQUE_VIOLATION.equals(state));
  }
}
