package ketcov.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot be opened or does not answer. The message holds no value that was to be stored;
 * messages of a driver may, so they are not among its causes.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    super(message);
  }

  /** An operation failed: only the state that the database gives for it is told. */
  static StoreException of(SQLException e) {
    @Nullable String state = e.getSQLState();
    return new StoreException("the store failed: SQL state " + (state == null ? "unknown" : state));
  }
}
