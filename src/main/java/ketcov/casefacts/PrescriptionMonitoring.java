package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The look-up in the prescription drug monitoring program (PDMP). */
public record PrescriptionMonitoring(
    @Says(value = "The patient was looked up.", from = "checkedOn", change = Change.PAPER)
        @Nullable Boolean checked,
    @Says(value = "Day of the look-up.", change = Change.PAPER) @Nullable LocalDate checkedOn,
    @Says("The state has such a program and it was available.") @Nullable Boolean available) {}
