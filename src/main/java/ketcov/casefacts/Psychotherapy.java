package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** One course of psychotherapy. */
public record Psychotherapy(
    @Says(
            value = "Kind of psychotherapy.",
            maxLength = 100,
            asks = "which kind of psychotherapy it was")
        @Nullable String modality,
    @Says(
            value = "It is an evidence-based kind.",
            asks = "whether the psychotherapy was of an evidence-based kind")
        @Nullable Boolean evidenceBased,
    @Says(
            value = "Sessions held.",
            min = 0,
            max = 5000,
            change = Change.TREATMENT,
            asks = "how many sessions of psychotherapy were held")
        @Nullable Integer sessions,
    @Says(
            value = "It took place in the current episode.",
            asks = "whether the psychotherapy took place in the current episode")
        @Nullable Boolean inCurrentEpisode,
    @Says(value = "How it ended.", asks = "how the psychotherapy ended")
        @Nullable TrialOutcome outcome) {}
