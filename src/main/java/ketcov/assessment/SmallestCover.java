package ketcov.assessment;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ketcov.casefacts.DocumentType;
import org.jspecify.annotations.Nullable;

/**
 * The fewest papers of which each criterion has one that shows it: one paper can serve several. Of
 * sets of one size the one that comes first in the order of {@link DocumentType} is taken.
 */
final class SmallestCover {
  private final List<DocumentType> types;
  private final int[] wanted;

  private SmallestCover(List<Set<DocumentType>> wanted) {
    Set<DocumentType> named = EnumSet.noneOf(DocumentType.class);
    wanted.forEach(named::addAll);
    this.types = List.copyOf(named);
    this.wanted = wanted.stream().mapToInt(this::mask).distinct().toArray();
  }

  /**
   * The fewest types.
   *
   * @param wanted for each criterion the types of which one is enough; none of them empty
   */
  static Set<DocumentType> of(List<Set<DocumentType>> wanted) {
    SmallestCover cover = new SmallestCover(wanted);
    for (int size = 0; ; size++) {
      Set<DocumentType> found = cover.choose(0, size, 0);
      if (found != null) {
        return found;
      }
    }
  }

  /** Tries every set of that many further types, the first in order first; null when none does. */
  private @Nullable Set<DocumentType> choose(int from, int further, int chosen) {
    if (further == 0) {
      return servesAll(chosen) ? typesOf(chosen) : null;
    }
    for (int i = from; i <= types.size() - further; i++) {
      Set<DocumentType> found = choose(i + 1, further - 1, chosen | 1 << i);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private boolean servesAll(int chosen) {
    for (int one : wanted) {
      if ((one & chosen) == 0) {
        return false;
      }
    }
    return true;
  }

  private int mask(Set<DocumentType> some) {
    int mask = 0;
    for (DocumentType type : some) {
      mask |= 1 << types.indexOf(type);
    }
    return mask;
  }

  private Set<DocumentType> typesOf(int mask) {
    Set<DocumentType> chosen = EnumSet.noneOf(DocumentType.class);
    for (int i = 0; i < types.size(); i++) {
      if ((mask & 1 << i) != 0) {
        chosen.add(types.get(i));
      }
    }
    return chosen;
  }
}
