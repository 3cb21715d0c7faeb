package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The patient. */
public record Patient(
    @Says(
            value = "Whole years on the service date; taken from the birth date if unsaid.",
            min = 0,
            max = 125,
            from = "birthDate")
        @Nullable Integer ageYears,
    @Says(value = "Date of birth.", history = true) @Nullable LocalDate birthDate,
    @Says("Administrative sex.") @Nullable Sex sex,
    @Says("The patient is pregnant.") @Nullable Boolean pregnant,
    @Says(value = "The patient is enrolled in the REMS.", change = Change.REQUEST)
        @Nullable Boolean remsEnrolled) {}
