package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** What the case says about suicidality. */
public record Suicidality(
    @Says("Acute suicidal ideation or behavior.") @Nullable Boolean acuteIdeationOrBehavior,
    @Says("Ideation with intent.") @Nullable Boolean intent,
    @Says("The risk is imminent.") @Nullable Boolean imminent,
    @Says(value = "Psychiatric admission is needed.", from = "admissionNeededWithinHours")
        @Nullable Boolean admissionNeeded,
    @Says(value = "Hours within which admission is needed.", min = 0, max = 720)
        @Nullable Integer admissionNeededWithinHours,
    @Says("The patient is an inpatient.") @Nullable Boolean inpatient,
    @Says("The patient was discharged recently.") @Nullable Boolean recentDischarge,
    @Says(value = "Days since discharge.", min = 0, max = 36500)
        @Nullable Integer daysSinceDischarge,
    @Says("Thoughts of death on most days.") @Nullable Boolean dailyThoughtsOfDeath,
    @Says("The patient is unable to care for himself or herself.")
        @Nullable Boolean unableToCareForSelf) {}
