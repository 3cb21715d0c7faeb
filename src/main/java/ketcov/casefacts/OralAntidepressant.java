package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** The oral antidepressant that is taken with the requested drug. */
public record OralAntidepressant(
    @Says("An oral antidepressant is taken alongside; false is monotherapy.")
        @Nullable Boolean concurrent,
    @Says(value = "Its ingredient, brand name or RxNorm id.", maxLength = 100)
        @Nullable String ingredient,
    @Says(value = "Weeks on it so far.", min = 0, max = 2000) @Nullable Double weeks,
    @Says("It was started or its dose optimised for this request.")
        @Nullable Boolean startedOrOptimized,
    @Says(
            value = "A trial of the same ingredient gave no or a partial response.",
            derived = true,
            from = {"ingredient", "/drugTrials"})
        @Nullable Boolean failedBefore) {}
