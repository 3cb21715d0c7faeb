package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import ketcov.policy.EditionSource;
import ketcov.text.Check;
import ketcov.text.Diagnostic;

/**
 * Reads the rules of an edition whose {@code policy.yaml} has errors, so that its author hears of
 * both at once. What only {@code policy.yaml} could tell is left out.
 */
public final class DraftRules {
  private DraftRules() {}

  /** Adds what is wrong with the rule files as they stand. Nothing is built. */
  public static void check(EditionSource draft, List<Diagnostic> problems) {
    List<Diagnostic> own = new ArrayList<>();
    new DrlReader(draft, own).read();
    own.removeIf(found -> found.check() == Check.VALUE_SET_USE);
    problems.addAll(own);
  }
}
