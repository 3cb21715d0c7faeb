package ketcov.store;

import org.jspecify.annotations.Nullable;

/**
 * An answer with the case that it answers.
 *
 * @param caseJson null when cases are not kept
 * @param assessmentJson the answer, as it was given
 * @param contentHash of the edition that judged the case; null for none
 * @param model the version of the likelihood model; null when there was no likelihood
 * @param askedEdition the edition that was asked for beside the case; null for none
 */
public record StoredAnswer(
    @Nullable String caseJson,
    String assessmentJson,
    @Nullable String contentHash,
    @Nullable String model,
    @Nullable String askedEdition) {}
