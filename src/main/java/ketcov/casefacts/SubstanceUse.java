package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Details of a substance use disorder. */
public record SubstanceUse(
    @Says("Its severity.") @Nullable Severity severity,
    @Says(value = "Days of abstinence.", min = 0, max = 36500) @Nullable Integer abstinenceDays,
    @Says("The patient is in treatment for it.") @Nullable Boolean inTreatment,
    @Says("The patient agrees to stay abstinent.") @Nullable Boolean agreesToAbstain,
    @Says("The patient is confined where access is impossible.")
        @Nullable Boolean confinedWithoutAccess) {}
