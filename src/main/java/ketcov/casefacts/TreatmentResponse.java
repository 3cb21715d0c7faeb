package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Response to treatment so far, for reauthorization. */
public record TreatmentResponse(
    @Says("An improvement is documented.") @Nullable Boolean improvementDocumented,
    @Says(value = "Reduction of the score in percent.", min = -100, max = 100)
        @Nullable Double reductionPercent,
    @Says("The scale of that reduction.") @Nullable Scale scale,
    @Says("The patient is stable or improved.") @Nullable Boolean stableOrImproved,
    @Says("The patient is in remission.") @Nullable Boolean remission,
    @Says("There is unacceptable toxicity.") @Nullable Boolean unacceptableToxicity,
    @Says("The patient keeps to the treatment.") @Nullable Boolean adherent,
    @Says("Phase at which the response was assessed.") @Nullable AssessedPhase assessedAtPhase,
    @Says(value = "Reduction of the score in percent in an earlier course.", min = -100, max = 100)
        @Nullable Double priorCourseReductionPercent) {}
