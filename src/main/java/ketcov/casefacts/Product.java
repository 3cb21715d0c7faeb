package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The product that will be used. */
public record Product(
    @Says("It was ordered for this patient.") @Nullable Boolean orderedForPatient,
    @Says("Day on which the site received it.") @Nullable LocalDate receivedOn) {}
