package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One score on a rating scale. */
public record Score(
    @Says(value = "The scale.", asks = "on which scale the score is") @Nullable Scale scale,
    @Says(value = "The total.", min = 0, asks = "the score on %s") @Nullable Integer score,
    @Says(
            value =
                "Day on which it was taken; an only score on its scale without one counts as taken by the service date.",
            change = Change.PAPER,
            asks = "on which day %s was taken")
        @Nullable LocalDate takenOn,
    @Says(
            value = "Baseline or current; on a first request a score without one is a baseline.",
            asks = "whether %s is a baseline or a current score")
        @Nullable Timepoint timepoint,
    @Says(value = "Who rated.", asks = "who rated %s") @Nullable Rater rater,
    @Says(
            value = "It is the latest on its scale on or before the service date.",
            derived = true,
            from = {"takenOn", "scale"})
        @Nullable Boolean latest,
    @Says(
            value = "As latest, but the two lengths of the HAM-D count as one instrument.",
            derived = true,
            from = {"takenOn", "scale"})
        @Nullable Boolean latestOfInstrument,
    @Says(
            value =
                "Days from the score to the day of the request; negative when it was taken later.",
            derived = true,
            min = -40000,
            max = 80000,
            from = "takenOn")
        @Nullable Integer daysBeforeRequest) {}
