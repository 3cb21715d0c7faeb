package ketcov.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ketcov.assessment.Assessment;

/** The answers that were given, and what is kept of their cases. */
public final class Assessments {
  private final Statements statements;

  Assessments(Statements statements) {
    this.statements = statements;
  }

  /** Keeps an answer. */
  public void keep(AnsweredCase answered) {
    Assessment assessment = answered.assessment();
    Assessment.PolicyUsed policy = assessment.policy();
    Assessment.Likelihood likelihood = assessment.likelihood();
    statements.update(
        """
        insert into assessment (id, evaluated_at, payer, policy, edition, content_hash, model, case_json, assessment_json, asked_edition)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        answered.id(),
        assessment.evaluatedAt(),
        answered.judgingPayer(),
        policy == null ? null : policy.id().toString(),
        policy == null ? null : policy.edition(),
        policy == null ? null : policy.contentHash(),
        likelihood == null ? null : likelihood.model(),
        answered.caseJson(),
        answered.answer(),
        answered.askedEdition());
  }

  /** The answer with its case; empty if it is not in the store. */
  public Optional<StoredAnswer> find(UUID id) {
    return statements.first(
        """
        select case_json, assessment_json, content_hash, model, asked_edition from assessment where id = ?
        """,
        row ->
            new StoredAnswer(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        id);
  }

  /** Some answers, and the id of the last of them. */
  public record Page(List<StoredAnswer> answers, UUID last) {
    public Page {
      answers = List.copyOf(answers);
    }
  }

  /** Answers whose case is kept, in the order of the ids, behind one of them. */
  public Page withCases(UUID after, int most) {
    List<UUID> ids =
        statements.list(
            """
            select id from assessment where id > ? and case_json is not null
            order by id fetch first ? rows only
            """,
            row -> row.getObject(1, UUID.class),
            after,
            most);
    return new Page(
        ids.stream().flatMap(id -> find(id).stream()).toList(),
        ids.isEmpty() ? after : ids.getLast());
  }

  /** Forgets an answer with its case, its determination and its key. Whether it was there. */
  public boolean purge(UUID id) {
    return statements.update("delete from assessment where id = ?", id) == 1;
  }

  /** Forgets the cases of answers given before; how many. */
  public int forgetCasesBefore(Instant before) {
    return statements.update(
        "update assessment set case_json = null where evaluated_at < ? and case_json is not null",
        before);
  }

  /** Forgets answers given before, with all that goes with them; how many. */
  public int purgeBefore(Instant before, int most) {
    List<UUID> ids =
        statements.list(
            "select id from assessment where evaluated_at < ? order by evaluated_at fetch first ? rows only",
            row -> row.getObject(1, UUID.class),
            before,
            most);
    // Another replica may have been quicker with some.
    return (int) ids.stream().filter(this::purge).count();
  }
}
