package ketcov.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The databases that the store runs on. */
public enum Database {
  EMBEDDED {
    @Override
    public StoreLocation fresh(Path folder) {
      return StoreLocation.in(folder);
    }
  },

  POSTGRESQL {
    @Override
    public StoreLocation fresh(Path folder) throws SQLException {
      String name = "store_" + UUID.randomUUID().toString().replace('-', '_');
      try (Connection connection =
              DriverManager.getConnection(Server.INSTANCE.getJdbcUrl("postgres", "postgres"));
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return new StoreLocation(
          Server.INSTANCE.getJdbcUrl("postgres", name), StoreLocation.Credentials.NONE);
    }
  };

  /** What talks much while all is well. Held, as a level goes with its logger. */
  private static final List<Logger> TALKERS =
      List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("io.zonky"));

  static {
    TALKERS.forEach(talker -> talker.setLevel(Level.SEVERE));
  }

  /** An empty database; {@code folder} is where its files may be. */
  public abstract StoreLocation fresh(Path folder) throws SQLException;

  /** A connection beside the store. */
  public static Connection beside(StoreLocation location) throws SQLException {
    StoreLocation.Credentials credentials = location.credentials();
    return credentials.user() == null
        ? DriverManager.getConnection(location.url())
        : DriverManager.getConnection(location.url(), credentials.user(), credentials.password());
  }

  /** One server for all tests of this process; it stops with the process. */
  private static final class Server {
    private static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
