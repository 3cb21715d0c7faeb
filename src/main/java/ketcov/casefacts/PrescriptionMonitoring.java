package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The look-up in the prescription drug monitoring program (PDMP). */
public record PrescriptionMonitoring(
    @Says(value = "The patient was looked up.", from = "checkedOn") @Nullable Boolean checked,
    @Says("Day of the look-up.") @Nullable LocalDate checkedOn,
    @Says("The state has such a program and it was available.") @Nullable Boolean available) {}
