package ketcov.generation;

import java.util.List;
import ketcov.condition.RuleModel;
import ketcov.coverage.EditionItems;
import ketcov.coverage.Item;
import ketcov.mutation.Mutant;

/** What a further case should bring about. */
sealed interface Goal {

  /** The rules of which a case should be made. */
  List<RuleModel> rules();

  /** A case that answers otherwise under a mutant. */
  record Noticing(Mutant mutant, List<RuleModel> rules) implements Goal {
    public Noticing {
      rules = List.copyOf(rules);
    }
  }

  /** A case that reaches what no other does. */
  record Reaching(Item item, EditionItems items, List<RuleModel> rules) implements Goal {
    public Reaching {
      rules = List.copyOf(rules);
    }
  }

  /** What it is, in words. */
  default String words() {
    return switch (this) {
      case Noticing noticing -> noticing.mutant().name();
      case Reaching reaching -> reaching.item().words();
    };
  }

  /**
   * How a case reaches a goal.
   *
   * @param keys what it must expect for it, the weightiest first
   */
  record Reached(Goal goal, List<String> keys) {}
}
