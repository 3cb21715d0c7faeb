package ketcov.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import ketcov.assessment.Assessment;
import ketcov.assessment.Decision;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/**
 * Answers, determinations and keys in a database: an embedded one or PostgreSQL, with one schema.
 * Each call is one transaction. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int H2_IN_USE = 90020;
  private static final int PAGE = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

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

  /** Keeps an answer. */
  public void keep(AnsweredCase answered) {
    transaction(
        connection -> {
          insert(connection, answered);
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
      return attempt(
          connection -> {
            forget(connection, request);
            insert(connection, answered);
            insert(connection, answered.id(), request);
            return new KeyUse.Unused();
          });
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return use(request);
      }
      throw StoreException.of(e);
    }
  }

  /** What the key of a request has been used for. */
  public KeyUse use(IdempotentRequest request) {
    return transaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  select i.request_hash, a.assessment_json
                  from idempotency i join assessment a on a.id = i.assessment_id
                  where i.idempotency_key = ? and i.created_at > ?
                  """)) {
            select.setString(1, request.key().value());
            select.setObject(2, time(request.forgotten()));
            try (ResultSet row = select.executeQuery()) {
              if (!row.next()) {
                return new KeyUse.Unused();
              }
              return row.getString(1).equals(request.requestHash())
                  ? new KeyUse.Answered(row.getString(2))
                  : new KeyUse.OtherRequest();
            }
          }
        });
  }

  /** The answer, as it was given; empty if it is not in the store. */
  public Optional<String> answer(UUID id) {
    return transaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("select assessment_json from assessment where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  /** The answer with its case; empty if it is not in the store. */
  public Optional<StoredAnswer> answered(UUID id) {
    return transaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select case_json, assessment_json from assessment where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? Optional.of(new StoredAnswer(row.getString(1), row.getString(2)))
                  : Optional.empty();
            }
          }
        });
  }

  /** Records what the payer decided; one that is recorded already stays. */
  public Recording record(UUID id, RecordedDetermination reported) {
    try {
      return attempt(
          connection -> {
            Optional<Recording> standing = standing(connection, id, reported);
            if (standing.isPresent()) {
              return standing.get();
            }
            insert(connection, id, reported);
            return new Recording.Recorded(reported);
          });
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        // Another one came first in this moment.
        return record(id, reported);
      }
      throw StoreException.of(e);
    }
  }

  /** Records what the payer decided, in place of what is recorded. */
  public Recording replace(UUID id, RecordedDetermination reported) {
    Recording recording = record(id, reported);
    if (!(recording instanceof Recording.Conflicting)) {
      return recording;
    }
    return transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  update determination set decision = ?, decided_on = ?, reason = ?, recorded_at = ?
                  where assessment_id = ?
                  """)) {
            Determination determination = reported.determination();
            update.setString(1, determination.decision().name());
            update.setObject(2, determination.decidedOn());
            update.setString(3, determination.reason());
            update.setObject(4, time(reported.recordedAt()));
            update.setObject(5, id);
            update.executeUpdate();
          }
          return new Recording.Replaced(reported);
        });
  }

  /**
   * Every determination with its assessment, in the order of the ids. Only some of them are in
   * memory at a time; those recorded meanwhile may or may not be among them.
   */
  public void forEachDetermination(Consumer<StoredDetermination> consumer) {
    UUID after = new UUID(0, 0);
    List<StoredDetermination> page = page(after);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      page = page(page.getLast().assessmentId());
    }
  }

  private List<StoredDetermination> page(UUID after) {
    return transaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  select a.id, a.payer, d.decision, d.decided_on, a.assessment_json
                  from determination d join assessment a on a.id = d.assessment_id
                  where d.assessment_id > ? order by d.assessment_id fetch first ? rows only
                  """)) {
            select.setObject(1, after);
            select.setInt(2, PAGE);
            List<StoredDetermination> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                page.add(
                    new StoredDetermination(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        Decision.valueOf(rows.getString(3)),
                        rows.getObject(4, LocalDate.class),
                        JSON.readTree(rows.getString(5))));
              }
            }
            return page;
          } catch (JsonProcessingException e) {
            throw new StoreException("the store failed: a stored assessment is not JSON");
          }
        });
  }

  /**
   * Every answer with its case, in the order of the ids; those whose case is not kept are left out.
   * Only some of them are in memory at a time.
   */
  public void forEachAnswer(Consumer<StoredAnswer> consumer) {
    UUID after = new UUID(0, 0);
    while (true) {
      UUID from = after;
      AnswerPage page = transaction(connection -> answers(connection, from));
      page.answers().forEach(consumer);
      if (page.answers().isEmpty()) {
        return;
      }
      after = page.last();
    }
  }

  /** Some answers, and the id of the last of them. */
  private record AnswerPage(List<StoredAnswer> answers, UUID last) {}

  private static AnswerPage answers(Connection connection, UUID after) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select id, case_json, assessment_json from assessment
            where id > ? and case_json is not null order by id fetch first ? rows only
            """)) {
      select.setObject(1, after);
      select.setInt(2, PAGE);
      List<StoredAnswer> answers = new ArrayList<>();
      UUID last = after;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          last = rows.getObject(1, UUID.class);
          answers.add(new StoredAnswer(rows.getString(2), rows.getString(3)));
        }
      }
      return new AnswerPage(answers, last);
    }
  }

  /** What stands in the way of recording a first determination; empty for nothing. */
  private static Optional<Recording> standing(
      Connection connection, UUID id, RecordedDetermination reported) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select d.decision, d.decided_on, d.reason, d.recorded_at
            from assessment a left join determination d on d.assessment_id = a.id
            where a.id = ?
            """)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.of(new Recording.UnknownAssessment());
        }
        @Nullable String decision = row.getString(1);
        if (decision == null) {
          return Optional.empty();
        }
        RecordedDetermination before =
            new RecordedDetermination(
                new Determination(
                    Decision.valueOf(decision),
                    row.getObject(2, LocalDate.class),
                    row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant());
        return Optional.of(
            before.determination().equals(reported.determination())
                ? new Recording.Repeated(before)
                : new Recording.Conflicting(before));
      }
    }
  }

  private static void insert(Connection connection, AnsweredCase answered) throws SQLException {
    Assessment assessment = answered.assessment();
    Assessment.PolicyUsed policy = assessment.policy();
    Assessment.Likelihood likelihood = assessment.likelihood();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into assessment (id, evaluated_at, payer, policy, edition, content_hash, model, case_json, assessment_json)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setObject(1, answered.id());
      insert.setObject(2, time(assessment.evaluatedAt()));
      insert.setString(3, answered.judgingPayer());
      insert.setString(4, policy == null ? null : policy.id().toString());
      insert.setString(5, policy == null ? null : policy.edition());
      insert.setString(6, policy == null ? null : policy.contentHash());
      insert.setString(7, likelihood == null ? null : likelihood.model());
      insert.setString(8, answered.caseJson());
      insert.setString(9, answered.answer());
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, UUID id, IdempotentRequest request)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into idempotency (idempotency_key, request_hash, assessment_id, created_at)
            values (?, ?, ?, ?)
            """)) {
      insert.setString(1, request.key().value());
      insert.setString(2, request.requestHash());
      insert.setObject(3, id);
      insert.setObject(4, time(request.at()));
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, UUID id, RecordedDetermination reported)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into determination (assessment_id, decision, decided_on, reason, recorded_at)
            values (?, ?, ?, ?, ?)
            """)) {
      Determination determination = reported.determination();
      insert.setObject(1, id);
      insert.setString(2, determination.decision().name());
      insert.setObject(3, determination.decidedOn());
      insert.setString(4, determination.reason());
      insert.setObject(5, time(reported.recordedAt()));
      insert.executeUpdate();
    }
  }

  private static void forget(Connection connection, IdempotentRequest request) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from idempotency where created_at <= ?")) {
      delete.setObject(1, time(request.forgotten()));
      delete.executeUpdate();
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Work on the database. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T transaction(Work<T> work) {
    try {
      return attempt(work);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** All of the work or, when any of it fails, nothing. */
  private <T> T attempt(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (Throwable e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Closes it; what was acknowledged is written. */
  @Override
  public void close() {
    pool.close();
  }
}
