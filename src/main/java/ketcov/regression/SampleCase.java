package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import ketcov.policy.EditionId;
import ketcov.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * One case of a run.
 *
 * @param edition the edition that judges it: the one in whose folder it lies, or that it names;
 *     null for a case that says neither, which the edition in force on its date judges
 * @param file the file as messages name it, and where in it the case begins
 * @param body the case as a client would post it
 * @param select assess under the edition that the choice by date takes, whatever the folder
 * @param expect what is expected, as written; empty to expect nothing
 */
public record SampleCase(
    @Nullable EditionId edition,
    String file,
    Place place,
    String name,
    JsonNode body,
    boolean select,
    JsonNode expect) {

  /** The edition in whose folder it lies; not to be asked of a case that lies in none. */
  public EditionId owner() {
    return Objects.requireNonNull(edition);
  }

  /** Whether anything is expected of the answer. */
  public boolean expects() {
    return !expect.isEmpty();
  }
}
