package ketcov.mutation;

import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.policy.EditionId;
import ketcov.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * An edition with one change.
 *
 * @param subject what is changed: the sentence of a rule, or an entry of {@code policy.yaml}
 * @param change what is changed in it, in words
 * @param file the file of the change, and the place in it
 * @param edition the changed edition; only a reading of its rules answers for it
 * @param before the rule as it is; null when the policy or a whole rule is changed
 * @param after the rule as it would be
 */
public record Mutant(
    MutantKind kind,
    String subject,
    String change,
    String file,
    Place place,
    CompiledEdition edition,
    @Nullable RuleModel before,
    @Nullable RuleModel after) {

  /** The edition that is changed. */
  public EditionId editionId() {
    return edition.policy().editionId();
  }

  /** The mutant's name in its edition: what is changed and how, whatever the line. */
  public String name() {
    return subject + ": " + change;
  }
}
