package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import ketcov.intake.CaseProblem;

/**
 * A problem as RFC 9457 has it.
 *
 * @param detail what was found, what was expected and what to do next
 * @param errors the places, by JSON pointer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    ProblemType type, String title, int status, String detail, List<CaseProblem> errors) {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem without places. */
  static Problem of(ProblemType type, String detail) {
    return of(type, detail, List.of());
  }

  /** A problem with places. */
  static Problem of(ProblemType type, String detail, List<CaseProblem> errors) {
    return new Problem(type, type.title(), type.status(), detail, errors);
  }
}
