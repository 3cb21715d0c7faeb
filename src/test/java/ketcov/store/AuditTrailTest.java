package ketcov.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class AuditTrailTest {
  private final StoreLocation location;
  private final Store store;
  private final AuditReader reader;

  AuditTrailTest(Database database, @TempDir Path folder) throws SQLException {
    this.location = database.fresh(folder);
    this.store = Store.open(location);
    this.reader = new AuditReader(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_empty_trail_is_sound() {
    assertThat(check()).isEqualTo(new AuditCheck.Sound(new AuditHead(0, AuditEntry.FIRST)));
  }

  @Test
  void entries_are_read_as_they_were_written_and_each_holds_the_hash_of_the_one_before() {
    AuditEntry first = append("a");
    AuditEntry second = append("½ \"b\"");
    List<AuditEntry> read = new ArrayList<>();
    reader.forEach(read::add);

    assertThat(read).containsExactly(first, second);
    assertThat(first.previousHash()).isEqualTo(AuditEntry.FIRST);
    assertThat(second.previousHash()).isEqualTo(first.hash());
    assertThat(second.detail()).isEqualTo("{\"edition\":\"2026-03-01\",\"policy\":\"a/b\"}");
    assertThat(check()).isEqualTo(new AuditCheck.Sound(new AuditHead(2, second.hash())));
  }

  @Test
  void entries_of_many_at_once_have_no_gap() {
    AtOnce.run(
        8,
        thread ->
            () -> {
              for (int i = 0; i < 80; i++) {
                append(thread + "-" + i);
              }
              return true;
            });
    List<Long> numbers = new ArrayList<>();
    reader.forEach(entry -> numbers.add(entry.number()));

    assertThat(numbers).containsExactlyElementsOf(LongStream.rangeClosed(1, 640).boxed().toList());
    assertThat(check()).isInstanceOf(AuditCheck.Sound.class);
  }

  @Test
  void what_is_rolled_back_leaves_no_entry() {
    try {
      store.inTransaction(
          transaction -> {
            transaction.audit().append(event("a"));
            throw new IllegalStateException("stop");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("stop");
    }
    assertThat(append("b").number()).isEqualTo(1);
  }

  @Test
  void a_change_of_any_column_is_found() throws SQLException {
    for (String change :
        List.of(
            "actor = 'carla'",
            "action = 'PACKAGE_REFUSED'",
            "subject = 'x'",
            "detail = '{}'",
            "recorded_at = recorded_at + interval '1' second",
            "hash = previous_hash",
            "previous_hash = hash")) {
      tampered("update audit set " + change + " where number = 3", 3);
    }
  }

  @Test
  void a_missing_entry_is_found() throws SQLException {
    tampered("delete from audit where number = 3", 3);
    tampered("delete from audit where number = 1", 1);
  }

  @Test
  void an_entry_that_was_put_in_is_found() throws SQLException {
    String columns = "recorded_at, actor, action, subject, detail, previous_hash, hash";
    tampered(
        "insert into audit (number, "
            + columns
            + ") select 0, "
            + columns
            + " from audit where number = 1",
        1);
    tampered(
        "insert into audit (number, "
            + columns
            + ") select 6, "
            + columns
            + " from audit where number = 5",
        6);
  }

  @Test
  void entries_that_changed_places_are_found() throws SQLException {
    tampered(
        "update audit set number = case number when 3 then -4 else -3 end where number in (3, 4);"
            + "update audit set number = -number where number < 0",
        3);
  }

  @Test
  void an_end_that_was_cut_off_is_found() throws SQLException {
    tampered("delete from audit where number > 3", 4);
  }

  @Test
  void an_end_that_was_cut_off_with_its_head_is_found_by_what_was_noted() throws SQLException {
    List<AuditEntry> entries = fill();
    AuditHead noted = new AuditHead(5, entries.get(4).hash());
    assertThat(reader.check(Optional.of(noted))).isEqualTo(new AuditCheck.Sound(noted));
    execute("delete from audit where number > 3");
    execute("update audit_head set entries = 3, hash = '" + entries.get(2).hash() + "'");

    assertThat(check()).isInstanceOf(AuditCheck.Sound.class);
    assertThat(reader.check(Optional.of(noted)))
        .isInstanceOfSatisfying(
            AuditCheck.Broken.class, broken -> assertThat(broken.number()).isEqualTo(4));

    append("x");
    append("y");
    append("z");
    assertThat(check()).isInstanceOf(AuditCheck.Sound.class);
    assertThat(reader.check(Optional.of(noted)))
        .as("written anew")
        .isInstanceOfSatisfying(
            AuditCheck.Broken.class, broken -> assertThat(broken.number()).isEqualTo(5));
  }

  @Test
  void a_head_that_was_changed_is_found() throws SQLException {
    tampered("update audit_head set hash = '" + AuditEntry.FIRST + "'", 5);
    tampered("update audit_head set entries = 4", 5);
  }

  /** Tampers with a trail of five entries, and mends it again. */
  private void tampered(String sql, long number) throws SQLException {
    execute("delete from audit");
    execute("update audit_head set entries = 0, hash = '" + AuditEntry.FIRST + "'");
    fill();
    assertThat(check()).isInstanceOf(AuditCheck.Sound.class);
    for (String statement : sql.split(";", -1)) {
      execute(statement);
    }
    assertThat(check())
        .as(sql)
        .isInstanceOfSatisfying(
            AuditCheck.Broken.class, broken -> assertThat(broken.number()).isEqualTo(number));
  }

  private List<AuditEntry> fill() {
    return List.of(append("a"), append("b"), append("c"), append("d"), append("e"));
  }

  private AuditCheck check() {
    return reader.check(Optional.empty());
  }

  private AuditEntry append(String subject) {
    return store.inTransaction(transaction -> transaction.audit().append(event(subject)));
  }

  private static AuditTrail.Event event(String subject) {
    return new AuditTrail.Event(
        "anna",
        AuditAction.PACKAGE_SUBMITTED,
        subject,
        Map.of("policy", "a/b", "edition", "2026-03-01"),
        Answers.NOW);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = Database.beside(location);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
