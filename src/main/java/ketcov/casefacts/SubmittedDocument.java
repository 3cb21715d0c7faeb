package ketcov.casefacts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A paper that comes with the request. */
public record SubmittedDocument(
    @Says("Its type.") @Nullable DocumentType type,
    @Says("Its date.") @Nullable LocalDate datedOn) {}
