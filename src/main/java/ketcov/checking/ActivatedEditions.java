package ketcov.checking;

import java.util.List;
import java.util.Map;
import ketcov.policy.EditionId;
import ketcov.policy.EditionSource;
import ketcov.text.Check;
import ketcov.text.Diagnostic;

/** Finds editions that are no longer what was activated: their answers could not be replayed. */
public final class ActivatedEditions {
  private ActivatedEditions() {}

  /**
   * Holds an edition against what was activated under its name.
   *
   * @param activated the content hash of {@code policy.yaml} and the rules, by edition
   */
  public static void check(
      EditionSource source, Map<EditionId, String> activated, List<Diagnostic> problems) {
    String before = activated.get(source.edition().editionId());
    if (before != null && !before.equals(source.contentHash())) {
      problems.add(
          Diagnostic.of(
              Check.ACTIVATED_EDITION_CHANGED,
              source.policyFile(),
              source.placeOf("/edition"),
              "this edition is not as it was when it was activated. Put it back, and write the change as a new edition."));
    }
  }
}
