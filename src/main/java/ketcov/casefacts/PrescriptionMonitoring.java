package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The look-up in the prescription drug monitoring program (PDMP). */
public record PrescriptionMonitoring(
    @Says(
            value = "The patient was looked up.",
            from = "checkedOn",
            change = Change.PAPER,
            asks = "whether the patient was looked up in the monitoring program")
        @Nullable Boolean checked,
    @Says(
            value = "Day of the look-up.",
            change = Change.PAPER,
            asks = "on which day the patient was looked up in the monitoring program")
        @Nullable LocalDate checkedOn,
    @Says(
            value = "The state has such a program and it was available.",
            asks = "whether the state has a monitoring program that was available")
        @Nullable Boolean available) {}
