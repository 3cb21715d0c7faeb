package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Details of a substance use disorder. */
public record SubstanceUse(
    @Says(value = "Its severity.", asks = "how severe the substance use disorder is")
        @Nullable Severity severity,
    @Says(
            value = "Days of abstinence.",
            min = 0,
            max = 36500,
            change = Change.TREATMENT,
            asks = "for how many days the patient has been abstinent")
        @Nullable Integer abstinenceDays,
    @Says(
            value = "The patient is in treatment for it.",
            change = Change.TREATMENT,
            asks = "whether the patient is in treatment for substance use")
        @Nullable Boolean inTreatment,
    @Says(
            value = "The patient agrees to stay abstinent.",
            change = Change.TREATMENT,
            asks = "whether the patient agrees to stay abstinent")
        @Nullable Boolean agreesToAbstain,
    @Says(
            value = "The patient is confined where access is impossible.",
            asks = "whether the patient is confined where access is impossible")
        @Nullable Boolean confinedWithoutAccess) {}
