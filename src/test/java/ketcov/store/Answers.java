package ketcov.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import ketcov.assessment.Assessment;
import ketcov.assessment.Outlook;
import ketcov.policy.PolicyEdition;
import ketcov.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/** Answers to keep. */
public final class Answers {
  public static final Instant NOW = Instant.parse("2026-05-02T10:15:30.123456Z");

  private Answers() {}

  /** An answer under a policy. */
  public static AnsweredCase answer() {
    return answer("{\"outlook\":\"LIKELY_APPROVED\"}");
  }

  /** An answer under a policy, in these words. */
  public static AnsweredCase answer(String text) {
    return new AnsweredCase(
        assessment(
            new Assessment.PolicyUsed(
                new PolicyId("premera", "spravato"),
                "2026-03-01",
                "Spravato",
                "Premera",
                new PolicyEdition.Source(
                    "Spravato",
                    "https://example.org",
                    PolicyEdition.SourceKind.OWN_PAGE,
                    LocalDate.of(2026, 3, 2),
                    null),
                null,
                null,
                PolicyEdition.InForceBasis.STATED,
                PolicyEdition.Completeness.FULL,
                "ab".repeat(32))),
        "{\"serviceDate\":\"2026-05-01\"}",
        "premera blue cross",
        text,
        null);
  }

  /** An answer that no policy gave, to a case that is not kept. */
  public static AnsweredCase unjudged(String payer) {
    return new AnsweredCase(assessment(null), null, payer, "{}", null);
  }

  private static Assessment assessment(Assessment.@Nullable PolicyUsed policy) {
    return new Assessment(
        UUID.randomUUID().toString(),
        null,
        NOW,
        policy,
        Outlook.LIKELY_APPROVED,
        "",
        policy == null
            ? null
            : new Assessment.Likelihood(
                0.9,
                0.9,
                0.9,
                Assessment.LikelihoodBasis.POLICY_MODEL,
                "policy-model-1",
                0,
                List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }
}
