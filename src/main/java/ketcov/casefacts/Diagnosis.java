package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** One diagnosis of the patient. */
public record Diagnosis(
    @Says(
            value = "ICD-10-CM code with its point.",
            pattern = "[A-Z][0-9][0-9A-Z]([.][0-9A-Z]{1,4})?")
        @Nullable String code,
    @Says("It is the primary diagnosis.") @Nullable Boolean primary,
    @Says(
            value = "Severity of the episode; taken from the code where the code tells.",
            from = "code")
        @Nullable Severity severity,
    @Says(
            value = "The episode has psychotic features; taken from the code where the code tells.",
            from = "code")
        @Nullable Boolean psychoticFeatures,
    @Says(
            value = "Single episode or recurrent; taken from the code where the code tells.",
            from = "code")
        @Nullable Episode episode,
    @Says(value = "Months that the current episode has lasted.", min = 0, max = 1200)
        @Nullable Double episodeMonths,
    @Says(
            value =
                "The depression is treatment resistant; taken from the requested indication if unsaid.",
            from = "/request/indication")
        @Nullable Boolean treatmentResistant,
    @Says(value = "Edition of the DSM that the diagnosis follows.", change = Change.PAPER)
        @Nullable DsmVersion dsmVersion,
    @Says(value = "A structured clinical interview established it.", change = Change.PAPER)
        @Nullable Boolean structuredInterview,
    @Says(value = "Specialty of the clinician who made the diagnosis.", not = "NONE")
        @Nullable Specialty diagnosedBy,
    @Says(value = "The code is one of major depressive disorder.", derived = true, from = "code")
        @Nullable Boolean majorDepression,
    @Says(
            value =
                "It is the diagnosis that a policy speaks of: the primary one if it is a major depression, else the first that is, else the primary one.",
            derived = true,
            from = {"primary", "code"})
        @Nullable Boolean leading) {}
