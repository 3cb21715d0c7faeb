package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A paper that comes with the request. */
public record SubmittedDocument(
    @Says(value = "Its type.", change = Change.PAPER) @Nullable DocumentType type,
    @Says(value = "Its date.", change = Change.PAPER) @Nullable LocalDate datedOn) {}
