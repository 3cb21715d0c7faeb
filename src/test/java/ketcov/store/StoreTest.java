package ketcov.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ketcov.assessment.Decision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class StoreTest {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 2);
  private static final RecordedDetermination DENIED =
      new RecordedDetermination(
          new Determination(Decision.DENIED, DAY, "Only two trials."), Answers.NOW);
  private static final RecordedDetermination APPROVED =
      new RecordedDetermination(
          new Determination(Decision.APPROVED, DAY, null), Answers.NOW.plusSeconds(60));

  private final StoreLocation location;
  private Store store;

  StoreTest(Database database, @TempDir Path folder) throws SQLException {
    this.location = database.fresh(folder);
    this.store = Store.open(location);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_answer_is_given_again_byte_for_byte_also_after_a_new_start() {
    AnsweredCase answer = Answers.answer("{ \"says\":\"½ µg 😀 \\u0000\" }" + "x".repeat(300_000));
    store.keep(answer);
    assertThat(store.answer(answer.id())).contains(answer.answer());

    store.close();
    store = Store.open(location);

    assertThat(store.answer(answer.id())).contains(answer.answer());
    assertThat(store.answer(UUID.randomUUID())).isEmpty();
  }

  @Test
  void beside_an_answer_stands_what_judged_it() {
    AnsweredCase judged = Answers.answer();
    AnsweredCase unjudged = Answers.unjudged("nobody");
    store.keep(judged);
    store.keep(unjudged);

    String columns = "payer, policy, edition, content_hash, model, case_json";
    assertThat(row("select " + columns + " from assessment where id = '" + judged.id() + "'"))
        .containsExactly(
            "premera",
            "premera/spravato",
            "2026-03-01",
            "ab".repeat(32),
            "policy-model-1",
            "{\"serviceDate\":\"2026-05-01\"}");
    assertThat(row("select " + columns + " from assessment where id = '" + unjudged.id() + "'"))
        .containsExactly("nobody", null, null, null, null, null);
  }

  @Test
  void a_request_with_a_known_key_is_answered_as_before() {
    AnsweredCase first = Answers.answer("{\"first\":true}");
    AnsweredCase second = Answers.answer("{\"second\":true}");
    assertThat(store.use(request("key", "a", Answers.NOW))).isEqualTo(new KeyUse.Unused());
    assertThat(store.keep(first, request("key", "a", Answers.NOW))).isEqualTo(new KeyUse.Unused());

    Instant later = Answers.NOW.plus(IdempotentRequest.LIFETIME).minusSeconds(1);
    assertThat(store.use(request("key", "a", later)))
        .isEqualTo(new KeyUse.Answered(first.answer()));
    assertThat(store.keep(second, request("key", "a", later)))
        .isEqualTo(new KeyUse.Answered(first.answer()));
    assertThat(store.use(request("key", "b", later))).isEqualTo(new KeyUse.OtherRequest());
    assertThat(store.keep(second, request("key", "b", later))).isEqualTo(new KeyUse.OtherRequest());
    assertThat(store.use(request("other", "a", later))).isEqualTo(new KeyUse.Unused());
    assertThat(store.answer(second.id())).as("nothing is half-written").isEmpty();
  }

  @Test
  void a_key_is_forgotten_after_a_day() {
    AnsweredCase first = Answers.answer();
    AnsweredCase second = Answers.answer();
    store.keep(first, request("key", "a", Answers.NOW));

    Instant later = Answers.NOW.plus(IdempotentRequest.LIFETIME);
    assertThat(store.use(request("key", "a", later))).isEqualTo(new KeyUse.Unused());
    assertThat(store.keep(second, request("other", "b", later))).isEqualTo(new KeyUse.Unused());
    assertThat(row("select count(*) from idempotency")).as("not kept longer").containsExactly("1");
    assertThat(store.answer(first.id())).as("its answer stays").isPresent();
  }

  @Test
  void of_eight_requests_at_once_with_one_key_one_answer_is_kept_and_given_to_all() {
    List<AnsweredCase> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(Answers.answer("{\"n\":" + i + "}"));
    }
    List<KeyUse> uses =
        AtOnce.run(8, i -> () -> store.keep(answers.get(i), request("key", "a", Answers.NOW)));

    List<AnsweredCase> kept =
        answers.stream().filter(answer -> store.answer(answer.id()).isPresent()).toList();
    assertThat(kept).hasSize(1);
    assertThat(uses).containsOnlyOnce(new KeyUse.Unused());
    assertThat(uses).filteredOn(new KeyUse.Answered(kept.getFirst().answer())::equals).hasSize(7);
    assertThat(row("select count(*) from idempotency")).containsExactly("1");
  }

  @Test
  void a_determination_is_recorded_once_and_replaced_on_demand() {
    AnsweredCase answer = Answers.answer();
    store.keep(answer);
    UUID id = answer.id();

    assertThat(store.record(id, DENIED, "anna")).isEqualTo(new Recording.Recorded(DENIED));
    RecordedDetermination again =
        new RecordedDetermination(DENIED.determination(), Answers.NOW.plus(Duration.ofDays(1)));
    assertThat(store.record(id, again, "anna")).isEqualTo(new Recording.Repeated(DENIED));
    assertThat(store.record(id, APPROVED, "anna")).isEqualTo(new Recording.Conflicting(DENIED));
    assertThat(store.replace(id, APPROVED, "anna")).isEqualTo(new Recording.Replaced(APPROVED));
    assertThat(store.replace(id, APPROVED, "anna")).isEqualTo(new Recording.Repeated(APPROVED));
    assertThat(store.record(id, APPROVED, "anna")).isEqualTo(new Recording.Repeated(APPROVED));
    assertThat(store.record(UUID.randomUUID(), DENIED, "anna"))
        .isEqualTo(new Recording.UnknownAssessment());
    assertThat(store.replace(UUID.randomUUID(), DENIED, "anna"))
        .isEqualTo(new Recording.UnknownAssessment());
  }

  @Test
  void of_two_determinations_at_once_one_is_recorded() {
    for (int round = 0; round < 20; round++) {
      AnsweredCase answer = Answers.answer();
      store.keep(answer);
      List<Recording> recordings =
          AtOnce.run(2, i -> () -> store.record(answer.id(), i == 0 ? DENIED : APPROVED, "anna"));
      assertThat(recordings).hasAtLeastOneElementOfType(Recording.Recorded.class);
      assertThat(recordings).hasAtLeastOneElementOfType(Recording.Conflicting.class);
    }
  }

  @Test
  void every_answer_with_its_case_is_read_once() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      store.keep(Answers.answer("{\"n\":" + i + "}"));
      expected.add("{\"n\":" + i + "}");
    }
    store.keep(Answers.unjudged("nobody"));
    List<StoredAnswer> read = new ArrayList<>();
    store.forEachAnswer(read::add);

    assertThat(read)
        .extracting(StoredAnswer::assessmentJson)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(read).extracting(StoredAnswer::caseJson).doesNotContainNull();
  }

  @Test
  void every_determination_is_read_once_with_its_assessment() {
    List<UUID> expected = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      AnsweredCase answer = Answers.answer("{\"n\":" + i + "}");
      store.keep(answer);
      if (i % 10 != 0) {
        store.record(answer.id(), i % 2 == 0 ? DENIED : APPROVED, "anna");
        expected.add(answer.id());
      }
    }
    List<StoredDetermination> read = new ArrayList<>();
    store.forEachDetermination(read::add);

    assertThat(read)
        .extracting(StoredDetermination::assessmentId)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(read)
        .allSatisfy(
            one -> {
              assertThat(one.payer()).isEqualTo("premera");
              assertThat(one.decidedOn()).isEqualTo(DAY);
              assertThat(one.decision())
                  .isEqualTo(
                      one.assessment().path("n").intValue() % 2 == 0
                          ? Decision.DENIED
                          : Decision.APPROVED);
            });
  }

  @Test
  void what_fails_in_the_middle_leaves_nothing() throws SQLException {
    try (Connection connection = Database.beside(location);
        Statement statement = connection.createStatement()) {
      statement.execute("drop table idempotency");
    }
    AnsweredCase answer = Answers.answer();
    assertThatThrownBy(() -> store.keep(answer, request("key", "a", Answers.NOW)))
        .isInstanceOf(StoreException.class)
        .hasMessageMatching("the store failed: SQL state [0-9A-Z]{5}")
        .hasNoCause();
    assertThat(store.answer(answer.id())).isEmpty();
    assertThat(store.answers()).isTrue();
  }

  @Test
  void a_closed_store_does_not_answer() {
    store.close();
    assertThat(store.answers()).isFalse();
    assertThatThrownBy(() -> store.keep(Answers.answer())).isInstanceOf(StoreException.class);
  }

  @Test
  void a_schema_that_a_later_version_has_changed_is_refused() throws SQLException {
    store.close();
    try (Connection connection = Database.beside(location);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into \"flyway_schema_history\" select 99, '99', 'later', 'SQL', 'V99__later.sql', 1, \"installed_by\", \"installed_on\", 1, true from \"flyway_schema_history\" where \"installed_rank\" = 1");
    }
    assertThatThrownBy(() -> Store.open(location))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "the store "
                + location
                + " was used by another version of ketcov, probably a newer one; use that version");
  }

  private static IdempotentRequest request(String key, String hash, Instant at) {
    return new IdempotentRequest(new IdempotencyKey(key), hash, at);
  }

  private List<@Nullable String> row(String select) {
    try (Connection connection = Database.beside(location);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      assertThat(row.next()).isTrue();
      List<@Nullable String> values = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        values.add(row.getString(i));
      }
      assertThat(row.next()).isFalse();
      return values;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
