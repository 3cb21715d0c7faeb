package ketcov.impact;

import java.util.List;
import ketcov.text.Diagnostic;

/**
 * What a change moves; the record is the JSON that users see.
 *
 * @param before what is compared, as the user named it
 * @param after with what
 * @param cases how many cases both answered
 * @param moved how many of them are answered differently
 * @param notAnswered cases that one of the two or both did not answer
 * @param editions how the policies themselves changed
 * @param moves what moves, the weightiest first
 */
public record Impact(
    String before,
    String after,
    long cases,
    long moved,
    long notAnswered,
    List<EditionChange> editions,
    List<Group> moves) {
  public Impact {
    editions = List.copyOf(editions);
    moves = List.copyOf(moves);
  }

  /** Names of a group are kept up to this number. */
  static final int MOST_NAMES = 1_000;

  /**
   * A case.
   *
   * @param where the edition in whose folder it lies, or its file and line
   */
  public record CaseName(String name, String where) {}

  /**
   * The same move in one or more cases.
   *
   * @param move of the first of them
   * @param cases how many
   * @param least the least difference of a likelihood; 0 for all else
   * @param most the greatest
   * @param names the first {@value #MOST_NAMES} of the cases
   */
  public record Group(Move move, long cases, double least, double most, List<CaseName> names) {
    public Group {
      names = List.copyOf(names);
    }
  }

  /** What makes the command fail. */
  public enum FailOn {
    /** An outlook moved. */
    OUTLOOK,
    /** An outlook, a criterion or an exclusion moved. */
    CRITERIA,
    /** Anything moved, or the policies changed though no case shows it. */
    ANY
  }

  /** Whether something moved that must not. */
  public boolean fails(FailOn on) {
    return switch (on) {
      case OUTLOOK -> moves.stream().anyMatch(group -> group.move().kind() == Move.Kind.OUTLOOK);
      case CRITERIA ->
          moves.stream().anyMatch(group -> group.move().kind().compareTo(Move.Kind.EXCLUSION) <= 0);
      case ANY -> !moves.isEmpty() || !editions.isEmpty() || notAnswered > 0;
    };
  }

  /** A comparison that could not be made; the problems say why. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Diagnostic> problems;

    /** Why. */
    public Unreadable(String message, List<Diagnostic> problems) {
      super(message);
      this.problems = List.copyOf(problems);
    }

    /** What is wrong, by file and line. */
    public List<Diagnostic> problems() {
      return problems;
    }
  }
}
