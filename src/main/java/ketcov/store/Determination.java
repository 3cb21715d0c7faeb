package ketcov.store;

import java.time.LocalDate;
import ketcov.assessment.Decision;
import org.jspecify.annotations.Nullable;

/** What the payer decided on a request that we assessed. */
public record Determination(Decision decision, LocalDate decidedOn, @Nullable String reason) {}
