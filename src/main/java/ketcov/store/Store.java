package ketcov.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/**
 * What outlives a request, in a database: an embedded one or PostgreSQL, with one schema. Each call
 * is one transaction; {@link #inTransaction} makes one of several steps. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private static final int H2_IN_USE = 90020;
  private static final int PAGE = 200;

  private final AgroalDataSource pool;

  private Store(AgroalDataSource pool) {
    this.pool = pool;
  }

  /**
   * Opens the store and brings its schema up to date.
   *
   * @throws StoreException with a sentence that says why not
   */
  public static Store open(StoreLocation location) {
    AgroalDataSource pool = pool(location);
    try {
      // What the database says goes into the sentence: there are no values yet that it could name.
      pool.getConnection().close();
      Flyway.configure(Store.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:ketcov/store")
          .placeholders(Map.of("bytes", location.bytesType()))
          // A schema that a later ketcov has changed is refused, not used.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
      return new Store(pool);
    } catch (SQLException e) {
      pool.close();
      throw new StoreException(
          inUse(e)
              ? "the store "
                  + location
                  + " is in use by another process, probably `ketcov serve`; stop that first"
              : "the store " + location + " cannot be opened: " + firstLine(e));
    } catch (FlywayValidateException e) {
      pool.close();
      throw new StoreException(
          "the store "
              + location
              + " was used by another version of ketcov, probably a newer one; use that version");
    } catch (FlywayException e) {
      pool.close();
      throw new StoreException(
          "the schema of the store " + location + " cannot be used: " + firstLine(e));
    }
  }

  private static AgroalDataSource pool(StoreLocation location) {
    var connections =
        new AgroalConnectionFactoryConfigurationSupplier()
            .connectionProviderClassName(location.driver())
            .jdbcUrl(location.url())
            .loginTimeout(Duration.ofSeconds(5));
    @Nullable String user = location.credentials().user();
    @Nullable String password = location.credentials().password();
    if (user != null) {
      connections.principal(new NamePrincipal(user));
    }
    if (password != null) {
      connections.credential(new SimplePassword(password));
    }
    var configuration =
        new AgroalConnectionPoolConfigurationSupplier()
            .connectionFactoryConfiguration(connections)
            .connectionValidator(ConnectionValidator.defaultValidator())
            .validateOnBorrow(true)
            .acquisitionTimeout(Duration.ofSeconds(5))
            // One stays open: with its last connection the embedded database would close.
            .minSize(1)
            .maxSize(10);
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(configuration));
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private static boolean inUse(SQLException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
        return true;
      }
    }
    return false;
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElse("no reason given");
  }

  /** Whether the database answers now. */
  public boolean answers() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Does some work in one transaction: all of it or, when any of it fails, nothing.
   *
   * @throws StoreException when the database fails
   */
  public <T> T inTransaction(Function<Transaction, T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.apply(new Transaction(connection));
        connection.commit();
        return result;
      } catch (Throwable e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** Keeps an answer. */
  public void keep(AnsweredCase answered) {
    inTransaction(
        transaction -> {
          transaction.assessments().keep(answered);
          return true;
        });
  }

  /**
   * Keeps an answer under the key of its request. Of several at once, one is kept.
   *
   * @return what the key had been used for; the answer is kept if that is nothing
   */
  public KeyUse keep(AnsweredCase answered, IdempotentRequest request) {
    try {
      return inTransaction(
          transaction -> {
            transaction.idempotencyKeys().forget(request.at());
            transaction.assessments().keep(answered);
            transaction.idempotencyKeys().keep(request, answered.id());
            return new KeyUse.Unused();
          });
    } catch (StoreException e) {
      if (e.isDuplicate()) {
        return use(request);
      }
      throw e;
    }
  }

  /** What the key of a request has been used for. */
  public KeyUse use(IdempotentRequest request) {
    return inTransaction(transaction -> transaction.idempotencyKeys().use(request));
  }

  /** The answer, as it was given; empty if it is not in the store. */
  public Optional<String> answer(UUID id) {
    return answered(id).map(StoredAnswer::assessmentJson);
  }

  /** The answer with its case; empty if it is not in the store. */
  public Optional<StoredAnswer> answered(UUID id) {
    return inTransaction(transaction -> transaction.assessments().find(id));
  }

  /**
   * Records what the payer decided; one that is recorded already stays.
   *
   * @param actor who records it
   */
  public Recording record(UUID id, RecordedDetermination reported, String actor) {
    return first(transaction -> transaction.determinations().record(id, reported, actor));
  }

  /**
   * Records what the payer decided, in place of what is recorded.
   *
   * @param actor who records it
   */
  public Recording replace(UUID id, RecordedDetermination reported, String actor) {
    return first(transaction -> transaction.determinations().replace(id, reported, actor));
  }

  /** Does it once more when another one came first in the same moment. */
  private Recording first(Function<Transaction, Recording> work) {
    try {
      return inTransaction(work);
    } catch (StoreException e) {
      if (e.isDuplicate()) {
        return inTransaction(work);
      }
      throw e;
    }
  }

  /**
   * Every determination with its assessment, in the order of the ids. Only some of them are in
   * memory at a time; those recorded meanwhile may or may not be among them.
   */
  public void forEachDetermination(Consumer<StoredDetermination> consumer) {
    List<StoredDetermination> page = page(new UUID(0, 0));
    while (!page.isEmpty()) {
      page.forEach(consumer);
      page = page(page.getLast().assessmentId());
    }
  }

  private List<StoredDetermination> page(UUID after) {
    return inTransaction(transaction -> transaction.determinations().page(after, PAGE));
  }

  /**
   * Every answer with its case, in the order of the ids; those whose case is not kept are left out.
   * Only some of them are in memory at a time.
   */
  public void forEachAnswer(Consumer<StoredAnswer> consumer) {
    UUID after = new UUID(0, 0);
    while (true) {
      UUID from = after;
      Assessments.Page page =
          inTransaction(transaction -> transaction.assessments().withCases(from, PAGE));
      page.answers().forEach(consumer);
      if (page.answers().isEmpty()) {
        return;
      }
      after = page.last();
    }
  }

  /** Closes it; what was acknowledged is written. */
  @Override
  public void close() {
    pool.close();
  }
}
