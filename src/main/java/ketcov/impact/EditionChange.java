package ketcov.impact;

import java.util.List;

/**
 * How one edition differs from another one.
 *
 * @param before as {@code premera/spravato@2026-01-01}; empty when there is none
 * @param after empty when there is none any more
 * @param changes none when only what decides nothing differs
 */
public record EditionChange(String before, String after, List<Change> changes) {
  public EditionChange {
    changes = List.copyOf(changes);
  }

  /** What of a policy changed. */
  public enum Subject {
    CRITERION("criterion"),
    EXCLUSION("exclusion"),
    NOTICE("notice"),
    DOCUMENTATION("documentation"),
    QUANTITY_LIMIT("quantity limit"),
    TERM("approval term"),
    SCOPE("scope"),
    CODE("code"),
    SOURCE("what the source shows");

    private final String words;

    Subject(String words) {
      this.words = words;
    }

    /** As a reader calls it. */
    public String words() {
      return words;
    }
  }

  /** What became of it. */
  public enum Fate {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * One entry of the policy that changed, with the rules that bear it.
   *
   * @param says what it says now, or said
   * @param casesMoved cases in which it stands differently; -1 where cases do not tell
   */
  public record Change(
      Subject subject,
      String id,
      Fate fate,
      String says,
      String citation,
      List<Detail> details,
      long casesMoved) {
    public Change {
      details = List.copyOf(details);
    }

    Change shownBy(long cases) {
      return new Change(subject, id, fate, says, citation, details, cases);
    }
  }

  /**
   * One thing of it.
   *
   * @param what the thing, such as {@code rule} or {@code wording}
   * @param before empty when it is new
   * @param after empty when it is gone
   */
  public record Detail(String what, String before, String after) {}
}
