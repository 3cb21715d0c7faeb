package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** One diagnosis of the patient. */
public record Diagnosis(
    @Says(
            value = "ICD-10-CM code with its point.",
            pattern = "[A-Z][0-9][0-9A-Z]([.][0-9A-Z]{1,4})?",
            asks = "the ICD-10-CM code of the diagnosis")
        @Nullable String code,
    @Says(value = "It is the primary diagnosis.", asks = "whether the diagnosis is the primary one")
        @Nullable Boolean primary,
    @Says(
            value = "Severity of the episode; taken from the code where the code tells.",
            from = "code",
            asks = "how severe the episode is")
        @Nullable Severity severity,
    @Says(
            value = "The episode has psychotic features; taken from the code where the code tells.",
            from = "code",
            asks = "whether the episode has psychotic features")
        @Nullable Boolean psychoticFeatures,
    @Says(
            value = "Single episode or recurrent; taken from the code where the code tells.",
            from = "code",
            asks = "whether the episode is a single one or recurrent")
        @Nullable Episode episode,
    @Says(
            value = "Months that the current episode has lasted.",
            min = 0,
            max = 1200,
            asks = "how many months the episode has lasted")
        @Nullable Double episodeMonths,
    @Says(
            value =
                "The depression is treatment resistant; taken from the requested indication if unsaid.",
            from = "/request/indication",
            asks = "whether the depression is treatment resistant")
        @Nullable Boolean treatmentResistant,
    @Says(
            value = "Edition of the DSM that the diagnosis follows.",
            change = Change.PAPER,
            asks = "which edition of the DSM the diagnosis follows")
        @Nullable DsmVersion dsmVersion,
    @Says(
            value = "A structured clinical interview established it.",
            change = Change.PAPER,
            asks = "whether a structured clinical interview established the diagnosis")
        @Nullable Boolean structuredInterview,
    @Says(
            value = "Specialty of the clinician who made the diagnosis.",
            not = "NONE",
            asks = "the specialty of the clinician who made the diagnosis")
        @Nullable Specialty diagnosedBy,
    @Says(value = "The code is one of major depressive disorder.", derived = true, from = "code")
        @Nullable Boolean majorDepression,
    @Says(
            value =
                "It is the diagnosis that a policy speaks of: the primary one if it is a major depression, else the first that is, else the primary one.",
            derived = true,
            from = {"primary", "code"})
        @Nullable Boolean leading) {}
