package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** One course of neuromodulation. */
public record Neuromodulation(
    @Says("Its kind.") @Nullable NeuromodulationKind kind,
    @Says(value = "Sessions held.", min = 0, max = 5000, change = Change.TREATMENT)
        @Nullable Integer sessions,
    @Says("How it ended.") @Nullable TrialOutcome outcome) {}
