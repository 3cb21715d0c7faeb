package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Response to treatment so far, for reauthorization. */
public record TreatmentResponse(
    @Says(value = "An improvement is documented.", asks = "whether an improvement is documented")
        @Nullable Boolean improvementDocumented,
    @Says(
            value = "Reduction of the score in percent.",
            min = -100,
            max = 100,
            asks = "by how many percent the score fell")
        @Nullable Double reductionPercent,
    @Says(value = "The scale of that reduction.", asks = "on which scale the score fell")
        @Nullable Scale scale,
    @Says(
            value = "The patient is stable or improved.",
            asks = "whether the patient is stable or improved")
        @Nullable Boolean stableOrImproved,
    @Says(value = "The patient is in remission.", asks = "whether the patient is in remission")
        @Nullable Boolean remission,
    @Says(
            value = "There is unacceptable toxicity.",
            asks = "whether there is unacceptable toxicity")
        @Nullable Boolean unacceptableToxicity,
    @Says(
            value = "The patient keeps to the treatment.",
            asks = "whether the patient keeps to the treatment")
        @Nullable Boolean adherent,
    @Says(
            value = "Phase at which the response was assessed.",
            asks = "at which phase the response was assessed")
        @Nullable AssessedPhase assessedAtPhase,
    @Says(
            value = "Reduction of the score in percent in an earlier course.",
            min = -100,
            max = 100,
            asks = "by how many percent the score fell in an earlier course")
        @Nullable Double priorCourseReductionPercent) {}
