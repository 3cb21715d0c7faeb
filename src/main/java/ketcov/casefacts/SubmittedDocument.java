package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A paper that comes with the request. */
public record SubmittedDocument(
    @Says(value = "Its type.", change = Change.PAPER, asks = "which papers come with the request")
        @Nullable DocumentType type,
    @Says(value = "Its date.", change = Change.PAPER, asks = "the date of the paper")
        @Nullable LocalDate datedOn) {}
