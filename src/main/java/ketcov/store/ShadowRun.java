package ketcov.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A package that is, or was, evaluated beside what is in use.
 *
 * @param stoppedBy null while it runs
 * @param stoppedAt null while it runs
 */
public record ShadowRun(
    UUID id,
    PackageHash hash,
    String startedBy,
    Instant startedAt,
    @Nullable String stoppedBy,
    @Nullable Instant stoppedAt,
    Count count) {

  /** How many assessments were evaluated twice, how many differed, and how many failed. */
  public record Count(long assessments, long different, long failed) {
    /** Nothing counted. */
    public static final Count NONE = new Count(0, 0, 0);
  }

  /**
   * One difference; it tells of policies, never of the case.
   *
   * @param field a pointer into the assessment
   */
  public record Difference(UUID assessmentId, String field, String active, String shadow) {}
}
