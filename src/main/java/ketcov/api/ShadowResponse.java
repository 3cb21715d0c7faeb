package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ketcov.store.ShadowRun;
import org.jspecify.annotations.Nullable;

/**
 * A package that is, or was, evaluated beside what is in use; it tells of policies, never of cases.
 *
 * @param assessments how many were evaluated twice
 * @param different how many of them differed
 * @param failed how many could not be evaluated
 * @param differences the first of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShadowResponse(
    String id,
    String packageHash,
    String startedBy,
    Instant startedAt,
    @Nullable String stoppedBy,
    @Nullable Instant stoppedAt,
    long assessments,
    long different,
    long failed,
    List<DifferenceResponse> differences) {
  public ShadowResponse {
    differences = List.copyOf(differences);
  }

  /**
   * One difference.
   *
   * @param field a pointer into the assessment
   */
  public record DifferenceResponse(
      String assessmentId, String field, String active, String shadow) {}

  static ShadowResponse of(ShadowRun run) {
    return of(run, List.of());
  }

  static ShadowResponse of(ShadowRun run, List<ShadowRun.Difference> differences) {
    UUID id = run.id();
    return new ShadowResponse(
        id.toString(),
        run.hash().value(),
        run.startedBy(),
        run.startedAt(),
        run.stoppedBy(),
        run.stoppedAt(),
        run.count().assessments(),
        run.count().different(),
        run.count().failed(),
        differences.stream()
            .map(
                one ->
                    new DifferenceResponse(
                        one.assessmentId().toString(), one.field(), one.active(), one.shadow()))
            .toList());
  }
}
