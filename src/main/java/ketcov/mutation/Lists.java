package ketcov.mutation;

import java.util.ArrayList;
import java.util.List;

/** Lists with one entry changed. */
final class Lists {
  private Lists() {}

  static <T> List<T> without(List<T> list, int index) {
    List<T> changed = new ArrayList<>(list);
    changed.remove(index);
    return changed;
  }

  static <T> List<T> with(List<T> list, int index, T entry) {
    List<T> changed = new ArrayList<>(list);
    changed.set(index, entry);
    return changed;
  }
}
