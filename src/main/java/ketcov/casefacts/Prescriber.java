package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** The prescriber. */
public record Prescriber(
    @Says(
            value = "Specialty of the prescriber.",
            not = {"PSYCHOLOGY", "SOCIAL_WORK", "NONE"},
            change = Change.REQUEST,
            asks = "the prescriber's specialty")
        @Nullable Specialty specialty,
    @Says(
            value = "Specialty of the clinician who was consulted; NONE if nobody was.",
            not = {"PSYCHOLOGY", "SOCIAL_WORK"},
            change = Change.REQUEST,
            asks = "the specialty of the clinician who was consulted")
        @Nullable Specialty consultedSpecialty,
    @Says(value = "National provider identifier, ten digits.", pattern = "[0-9]{10}")
        @Nullable String npi) {}
