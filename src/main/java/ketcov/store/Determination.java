package ketcov.store;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the payer decided on a request that we assessed. */
public record Determination(Decision decision, LocalDate decidedOn, @Nullable String reason) {

  /** How it was decided. */
  public enum Decision {
    APPROVED,
    DENIED,
    PARTIALLY_APPROVED,
    WITHDRAWN
  }
}
