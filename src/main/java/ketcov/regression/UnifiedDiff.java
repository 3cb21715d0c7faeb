package ketcov.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what differs between two texts. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /**
   * The lines that differ between two texts, with the lines around them, as patches show them.
   *
   * @param file the name of both
   */
  public static String of(String file, String before, String after) {
    List<String> a = before.lines().toList();
    List<String> b = after.lines().toList();
    List<LineChange> changes = changes(a, b);
    StringBuilder diff = new StringBuilder("--- " + file + "\n+++ " + file + "\n");
    for (int i = 0; i < changes.size(); ) {
      if (changes.get(i).sign() == ' ') {
        i++;
        continue;
      }
      int from = Math.max(0, i - CONTEXT);
      int to = i;
      for (int j = i; j < changes.size() && j <= to + 2 * CONTEXT; j++) {
        if (changes.get(j).sign() != ' ') {
          to = j;
        }
      }
      to = Math.min(changes.size(), to + CONTEXT + 1);
      hunk(diff, changes.subList(from, to));
      i = to;
    }
    return diff.toString();
  }

  /** A line of both texts, of the first or of the second, with its numbers. */
  private record LineChange(char sign, int before, int after, String line) {}

  private static void hunk(StringBuilder diff, List<LineChange> lines) {
    long old = lines.stream().filter(line -> line.sign() != '+').count();
    long now = lines.stream().filter(line -> line.sign() != '-').count();
    diff.append(
        String.format(
            Locale.ROOT,
            "@@ -%d,%d +%d,%d @@\n",
            lines.getFirst().before() + 1,
            old,
            lines.getFirst().after() + 1,
            now));
    lines.forEach(line -> diff.append(line.sign()).append(line.line()).append('\n'));
  }

  /** By the longest common run of lines, after what is equal at both ends. */
  private static List<LineChange> changes(List<String> a, List<String> b) {
    int head = 0;
    while (head < Math.min(a.size(), b.size()) && a.get(head).equals(b.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(a.size(), b.size()) - head
        && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
      tail++;
    }
    int n = a.size() - head - tail;
    int m = b.size() - head - tail;
    int[][] common = new int[n + 1][m + 1];
    for (int i = n - 1; i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        common[i][j] =
            a.get(head + i).equals(b.get(head + j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<LineChange> changes = new ArrayList<>();
    for (int i = 0; i < head; i++) {
      changes.add(new LineChange(' ', i, i, a.get(i)));
    }
    int i = 0;
    int j = 0;
    while (i < n || j < m) {
      @Nullable String left = i < n ? a.get(head + i) : null;
      if (left != null && j < m && left.equals(b.get(head + j))) {
        changes.add(new LineChange(' ', head + i, head + j, left));
        i++;
        j++;
      } else if (left != null && (j == m || common[i + 1][j] >= common[i][j + 1])) {
        changes.add(new LineChange('-', head + i, head + j, left));
        i++;
      } else {
        changes.add(new LineChange('+', head + i, head + j, b.get(head + j)));
        j++;
      }
    }
    for (int k = tail; k > 0; k--) {
      changes.add(new LineChange(' ', a.size() - k, b.size() - k, a.get(a.size() - k)));
    }
    return changes;
  }
}
