package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** The oral antidepressant that is taken with the requested drug. */
public record OralAntidepressant(
    @Says(
            value = "An oral antidepressant is taken alongside; false is monotherapy.",
            change = Change.REQUEST,
            asks = "whether an oral antidepressant is taken alongside")
        @Nullable Boolean concurrent,
    @Says(
            value = "Its ingredient, brand name or RxNorm id.",
            maxLength = 100,
            change = Change.REQUEST,
            asks = "which oral antidepressant is taken alongside")
        @Nullable String ingredient,
    @Says(
            value = "Weeks on it so far.",
            min = 0,
            max = 2000,
            change = Change.TREATMENT,
            asks = "how many weeks the oral antidepressant has been taken")
        @Nullable Double weeks,
    @Says(
            value = "It was started or its dose optimised for this request.",
            change = Change.REQUEST,
            asks =
                "whether the oral antidepressant was started or its dose optimised for this request")
        @Nullable Boolean startedOrOptimized,
    @Says(
            value = "A trial of the same ingredient gave no or a partial response.",
            derived = true,
            from = {"ingredient", "/drugTrials"})
        @Nullable Boolean failedBefore) {}
