package ketcov.store;

import java.time.Instant;

/** A determination, and when it was recorded. */
public record RecordedDetermination(Determination determination, Instant recordedAt) {}
