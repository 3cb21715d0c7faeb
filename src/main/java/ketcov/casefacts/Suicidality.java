package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** What the case says about suicidality. */
public record Suicidality(
    @Says(
            value = "Acute suicidal ideation or behavior.",
            asks = "whether there is acute suicidal ideation or behavior")
        @Nullable Boolean acuteIdeationOrBehavior,
    @Says(value = "Ideation with intent.", asks = "whether the ideation comes with intent")
        @Nullable Boolean intent,
    @Says(value = "The risk is imminent.", asks = "whether the risk is imminent")
        @Nullable Boolean imminent,
    @Says(
            value = "Psychiatric admission is needed.",
            from = "admissionNeededWithinHours",
            asks = "whether psychiatric admission is needed")
        @Nullable Boolean admissionNeeded,
    @Says(
            value = "Hours within which admission is needed.",
            min = 0,
            max = 720,
            asks = "within how many hours admission is needed")
        @Nullable Integer admissionNeededWithinHours,
    @Says(value = "The patient is an inpatient.", asks = "whether the patient is an inpatient")
        @Nullable Boolean inpatient,
    @Says(
            value = "The patient was discharged recently.",
            asks = "whether the patient was discharged recently")
        @Nullable Boolean recentDischarge,
    @Says(
            value = "Days since discharge.",
            min = 0,
            max = 36500,
            asks = "how many days ago the patient was discharged")
        @Nullable Integer daysSinceDischarge,
    @Says(
            value = "Thoughts of death on most days.",
            asks = "whether there are thoughts of death on most days")
        @Nullable Boolean dailyThoughtsOfDeath,
    @Says(
            value = "The patient is unable to care for himself or herself.",
            asks = "whether the patient is unable to care for himself or herself")
        @Nullable Boolean unableToCareForSelf) {}
