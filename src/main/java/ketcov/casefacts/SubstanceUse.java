package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Details of a substance use disorder. */
public record SubstanceUse(
    @Says("Its severity.") @Nullable Severity severity,
    @Says(value = "Days of abstinence.", min = 0, max = 36500, change = Change.TREATMENT)
        @Nullable Integer abstinenceDays,
    @Says(value = "The patient is in treatment for it.", change = Change.TREATMENT)
        @Nullable Boolean inTreatment,
    @Says(value = "The patient agrees to stay abstinent.", change = Change.TREATMENT)
        @Nullable Boolean agreesToAbstain,
    @Says("The patient is confined where access is impossible.")
        @Nullable Boolean confinedWithoutAccess) {}
