package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import ketcov.intake.CaseProblem;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 has it.
 *
 * @param detail what was found, what was expected and what to do next
 * @param instance the address of what the problem is about
 * @param errors the places, by JSON pointer
 * @param findings the places in the files of a policy package
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    ProblemType type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    List<CaseProblem> errors,
    List<Diagnostic> findings) {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
    findings = List.copyOf(findings);
  }

  /** A problem without places. */
  static Problem of(ProblemType type, String detail) {
    return of(type, detail, List.of());
  }

  /** A problem with places. */
  static Problem of(ProblemType type, String detail, List<CaseProblem> errors) {
    return new Problem(type, type.title(), type.status(), detail, null, errors, List.of());
  }

  /** A problem of a policy package; {@code instance} is its address, null while it has none. */
  static Problem ofPackage(String detail, @Nullable String instance, List<Diagnostic> findings) {
    ProblemType type = ProblemType.INVALID_PACKAGE;
    return new Problem(type, type.title(), type.status(), detail, instance, List.of(), findings);
  }
}
