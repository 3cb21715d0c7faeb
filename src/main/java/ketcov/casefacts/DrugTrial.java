package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One drug that was tried, with its result. */
public record DrugTrial(
    @Says(value = "Ingredient, brand name or RxNorm id; rules see the ingredient.", maxLength = 100)
        @Nullable String ingredient,
    @Says(value = "Class of the drug; taken from the ingredient if unsaid.", from = "ingredient")
        @Nullable TherapyClass therapyClass,
    @Says(
            value = "Antidepressant or augmentation; taken from the class if unsaid.",
            from = "ingredient")
        @Nullable TrialRole role,
    @Says(
            value = "Weeks that it was taken; taken from its dates if unsaid.",
            min = 0,
            max = 2000,
            from = {"startedOn", "endedOn"},
            change = Change.TREATMENT)
        @Nullable Double weeks,
    @Says(value = "Daily dose in mg.", min = 0, max = 10000) @Nullable Double dailyDoseMg,
    @Says("Level of the dose, as said.") @Nullable DoseLevel doseLevel,
    @Says(
            value = "How it ended; taken from the improvement if unsaid.",
            from = "improvementPercent")
        @Nullable TrialOutcome outcome,
    @Says(value = "Improvement in percent, as said; negative when worse.", min = -100, max = 100)
        @Nullable Double improvementPercent,
    @Says(value = "Adherence in percent.", min = 0, max = 100) @Nullable Double adherencePercent,
    @Says("It was tried in the current episode.") @Nullable Boolean inCurrentEpisode,
    @Says(value = "First day.", history = true) @Nullable LocalDate startedOn,
    @Says(value = "Last day.", history = true) @Nullable LocalDate endedOn,
    @Says("It led to a change of therapy.") @Nullable Boolean changedTherapy,
    @Says("Side effects limited the dose.") @Nullable Boolean doseLimitingSideEffects,
    @Says("The physician judged its duration sufficient.")
        @Nullable Boolean durationJudgedSufficient,
    @Says(value = "Route; taken from the ingredient if unsaid.", from = "ingredient")
        @Nullable TrialRoute route,
    @Says(
            value = "The dose was at least at this level.",
            derived = true,
            lowerBoundOf = "doseLevel",
            from = "dailyDoseMg")
        @Nullable DoseLevel doseLevelAtLeast,
    @Says(
            value = "The dose was at most at this level.",
            derived = true,
            upperBoundOf = "doseLevel",
            from = "dailyDoseMg")
        @Nullable DoseLevel doseLevelAtMost,
    @Says(
            value =
                "The improvement was at least this, in percent; from the outcome if the improvement is unsaid.",
            derived = true,
            lowerBoundOf = "improvementPercent",
            from = "outcome")
        @Nullable Double improvementPercentAtLeast,
    @Says(
            value =
                "The improvement was at most this, in percent; from the outcome if the improvement is unsaid.",
            derived = true,
            upperBoundOf = "improvementPercent",
            from = "outcome")
        @Nullable Double improvementPercentAtMost) {}
