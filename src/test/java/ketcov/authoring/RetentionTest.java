package ketcov.authoring;

import static ketcov.authoring.Packages.ANNA;
import static ketcov.authoring.Packages.DORA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ketcov.assessment.Decision;
import ketcov.store.AnsweredCase;
import ketcov.store.Answers;
import ketcov.store.AuditCheck;
import ketcov.store.AuditReader;
import ketcov.store.Database;
import ketcov.store.Determination;
import ketcov.store.IdempotencyKey;
import ketcov.store.IdempotentRequest;
import ketcov.store.KeyUse;
import ketcov.store.RecordedDetermination;
import ketcov.store.RetentionSettings;
import ketcov.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class RetentionTest {
  private final Store store;
  private Instant now = Answers.NOW;
  private final Retention retention;

  RetentionTest(Database database, @TempDir Path folder) throws SQLException {
    this.store = Store.open(database.fresh(folder));
    this.retention = new Retention(store, () -> now);
  }

  @AfterEach
  void close() {
    assertThat(new AuditReader(store).check(Optional.empty())).isInstanceOf(AuditCheck.Sound.class);
    store.close();
  }

  @Test
  void what_is_purged_is_gone_with_its_determination_and_its_key() {
    AnsweredCase answer = Answers.answer();
    IdempotentRequest request = new IdempotentRequest(new IdempotencyKey("k"), "h", Answers.NOW);
    store.keep(answer, request);
    store.record(
        answer.id(),
        new RecordedDetermination(
            new Determination(Decision.DENIED, LocalDate.of(2026, 5, 2), "A reason."), now),
        "ben");

    assertThat(retention.purge(ANNA, answer.id())).isInstanceOf(Retention.Purge.NotAllowed.class);
    assertThat(retention.purge(DORA, answer.id())).isEqualTo(new Retention.Purge.Purged());
    assertThat(store.answered(answer.id())).isEmpty();
    assertThat(store.use(request)).isEqualTo(new KeyUse.Unused());
    assertThat(retention.purge(DORA, answer.id()))
        .isEqualTo(new Retention.Purge.UnknownAssessment());

    List<String> lines = lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"DETERMINATION_RECORDED\"", answer.id().toString());
    assertThat(lines.get(1)).contains("\"ASSESSMENT_PURGED\"", answer.id().toString(), "\"dora\"");
    assertThat(String.join("", lines)).doesNotContain("reason", "DENIED", "serviceDate");
  }

  @Test
  void without_settings_only_keys_are_forgotten() {
    AnsweredCase answer = Answers.answer();
    store.keep(answer, new IdempotentRequest(new IdempotencyKey("k"), "h", Answers.NOW));
    now = now.plus(Duration.ofDays(4_000));
    assertThat(retention.sweep(RetentionSettings.UNTIL_PURGED))
        .isEqualTo(new Retention.Swept(0, 0, 1));
    assertThat(store.answered(answer.id())).isPresent();
    assertThat(lines()).isEmpty();
  }

  @Test
  void cases_go_before_their_assessments() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 510; i++) {
      AnsweredCase answer = Answers.answer();
      store.keep(answer);
      ids.add(answer.id());
    }
    RetentionSettings settings = RetentionSettings.ofDays(Optional.of(10), Optional.of(20));
    now = Answers.NOW.plus(Duration.ofDays(10));
    assertThat(retention.sweep(settings)).as("to the day").isEqualTo(new Retention.Swept(0, 0, 0));
    now = now.plusSeconds(1);
    assertThat(retention.sweep(settings)).isEqualTo(new Retention.Swept(510, 0, 0));
    assertThat(retention.sweep(settings)).isEqualTo(new Retention.Swept(0, 0, 0));
    assertThat(store.answered(ids.getFirst()))
        .hasValueSatisfying(
            stored -> {
              assertThat(stored.caseJson()).isNull();
              assertThat(stored.assessmentJson()).isNotEmpty();
            });
    now = Answers.NOW.plus(Duration.ofDays(21));
    assertThat(retention.sweep(settings)).isEqualTo(new Retention.Swept(0, 510, 0));
    assertThat(store.answered(ids.getFirst())).isEmpty();
    assertThat(lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"RETENTION_APPLIED\""))
        .first()
        .asString()
        .contains("\\\"forgotten\\\":\\\"510\\\"");
  }

  @Test
  void less_than_a_day_is_no_time_to_keep() {
    assertThatThrownBy(() -> RetentionSettings.ofDays(Optional.of(0), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ketcov.store.keep-cases-days is 0; expected 1 or more, or nothing");
  }

  @Test
  void only_auditors_read_the_trail() {
    assertThat(new Auditing(store).export(ANNA, line -> {})).isInstanceOf(Step.Refused.class);
    assertThat(new Auditing(store).check(ANNA, Optional.empty())).isInstanceOf(Step.Refused.class);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    assertThat(new Auditing(store).export(DORA, lines::add))
        .isEqualTo(new Step.Done<>((long) lines.size()));
    return lines;
  }
}
