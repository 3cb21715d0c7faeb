package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The patient. */
public record Patient(
    @Says(
            value = "Whole years on the service date; taken from the birth date if unsaid.",
            min = 0,
            max = 125,
            from = "birthDate",
            asks = "the patient's age")
        @Nullable Integer ageYears,
    @Says(value = "Date of birth.", history = true, asks = "the patient's date of birth")
        @Nullable LocalDate birthDate,
    @Says(value = "Administrative sex.", asks = "the patient's sex") @Nullable Sex sex,
    @Says(value = "The patient is pregnant.", asks = "whether the patient is pregnant")
        @Nullable Boolean pregnant,
    @Says(
            value = "The patient is enrolled in the REMS.",
            change = Change.REQUEST,
            asks = "whether the patient is enrolled in the REMS")
        @Nullable Boolean remsEnrolled) {}
