package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** One course of psychotherapy. */
public record Psychotherapy(
    @Says(value = "Kind of psychotherapy.", maxLength = 100) @Nullable String modality,
    @Says("It is an evidence-based kind.") @Nullable Boolean evidenceBased,
    @Says(value = "Sessions held.", min = 0, max = 5000, change = Change.TREATMENT)
        @Nullable Integer sessions,
    @Says("It took place in the current episode.") @Nullable Boolean inCurrentEpisode,
    @Says("How it ended.") @Nullable TrialOutcome outcome) {}
