package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** One course of neuromodulation. */
public record Neuromodulation(
    @Says(value = "Its kind.", asks = "which neuromodulation it was")
        @Nullable NeuromodulationKind kind,
    @Says(
            value = "Sessions held.",
            min = 0,
            max = 5000,
            change = Change.TREATMENT,
            asks = "how many sessions of neuromodulation were held")
        @Nullable Integer sessions,
    @Says(value = "How it ended.", asks = "how the neuromodulation ended")
        @Nullable TrialOutcome outcome) {}
