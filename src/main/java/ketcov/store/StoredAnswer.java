package ketcov.store;

import org.jspecify.annotations.Nullable;

/**
 * An answer with the case that it answers.
 *
 * @param caseJson null when cases are not kept
 * @param assessmentJson the answer, as it was given
 */
public record StoredAnswer(@Nullable String caseJson, String assessmentJson) {}
