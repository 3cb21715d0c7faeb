package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One drug that was tried, with its result. */
public record DrugTrial(
    @Says(
            value = "Ingredient, brand name or RxNorm id; rules see the ingredient.",
            maxLength = 100,
            asks = "which drug was tried")
        @Nullable String ingredient,
    @Says(
            value = "Class of the drug; taken from the ingredient if unsaid.",
            from = "ingredient",
            asks = "the class of %s")
        @Nullable TherapyClass therapyClass,
    @Says(
            value = "Antidepressant or augmentation; taken from the class if unsaid.",
            from = "ingredient",
            asks = "whether %s was an antidepressant or an augmentation")
        @Nullable TrialRole role,
    @Says(
            value = "Weeks that it was taken; taken from its dates if unsaid.",
            min = 0,
            max = 2000,
            from = {"startedOn", "endedOn"},
            change = Change.TREATMENT,
            asks = "how many weeks %s was taken")
        @Nullable Double weeks,
    @Says(value = "Daily dose in mg.", min = 0, max = 10000, asks = "the daily dose of %s")
        @Nullable Double dailyDoseMg,
    @Says(value = "Level of the dose, as said.", asks = "how high the dose of %s was")
        @Nullable DoseLevel doseLevel,
    @Says(
            value = "How it ended; taken from the improvement if unsaid.",
            from = "improvementPercent",
            asks = "how the trial of %s ended")
        @Nullable TrialOutcome outcome,
    @Says(
            value = "Improvement in percent, as said; negative when worse.",
            min = -100,
            max = 100,
            asks = "by how many percent %s improved the depression")
        @Nullable Double improvementPercent,
    @Says(
            value = "Adherence in percent.",
            min = 0,
            max = 100,
            asks = "how well %s was taken, in percent")
        @Nullable Double adherencePercent,
    @Says(
            value = "It was tried in the current episode.",
            asks = "whether %s was tried in the current episode")
        @Nullable Boolean inCurrentEpisode,
    @Says(value = "First day.", history = true, asks = "the first day of %s")
        @Nullable LocalDate startedOn,
    @Says(value = "Last day.", history = true, asks = "the last day of %s")
        @Nullable LocalDate endedOn,
    @Says(value = "It led to a change of therapy.", asks = "whether %s led to a change of therapy")
        @Nullable Boolean changedTherapy,
    @Says(
            value = "Side effects limited the dose.",
            asks = "whether side effects limited the dose of %s")
        @Nullable Boolean doseLimitingSideEffects,
    @Says(
            value = "The physician judged its duration sufficient.",
            asks = "whether the physician judged the duration of %s sufficient")
        @Nullable Boolean durationJudgedSufficient,
    @Says(
            value = "Route; taken from the ingredient if unsaid.",
            from = "ingredient",
            asks = "by which route %s was taken")
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
