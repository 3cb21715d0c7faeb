package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The product that will be used. */
public record Product(
    @Says(
            value = "It was ordered for this patient.",
            change = Change.REQUEST,
            asks = "whether the product was ordered for this patient")
        @Nullable Boolean orderedForPatient,
    @Says(
            value = "Day on which the site received it.",
            change = Change.REQUEST,
            asks = "on which day the site received the product")
        @Nullable LocalDate receivedOn,
    @Says(
            value = "Days from receipt to the service date.",
            derived = true,
            min = 0,
            max = 40000,
            from = "receivedOn")
        @Nullable Integer daysHeld) {}
