package ketcov.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Why a case is refused, at one place.
 *
 * @param pointer JSON pointer into the submitted case
 * @param detail what is wrong and what to do, in field words; never holds a value of the case
 * @param found the value that was found, shortened; null when nothing was found
 * @param expected what was expected
 * @param didYouMean the word that was probably meant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseProblem(
    String pointer,
    String detail,
    @Nullable String found,
    @Nullable String expected,
    @Nullable String didYouMean) {
  public CaseProblem {
    detail = Diagnostic.plain(detail);
    found = found == null ? null : Diagnostic.plain(found);
  }
}
