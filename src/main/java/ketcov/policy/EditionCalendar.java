package ketcov.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ketcov.text.Check;
import ketcov.text.Diagnostic;

/**
 * Holds the days in force of a policy's editions against each other: on no day may two of them be
 * in force, and a day between them on which none is has to be explained.
 */
public final class EditionCalendar {
  private EditionCalendar() {}

  /** An overlap is an error; a gap that {@code inForce.gapBefore} does not explain is a warning. */
  public static List<Diagnostic> check(List<EditionSource> sources) {
    Map<PolicyId, List<EditionSource>> byPolicy = new TreeMap<>();
    for (EditionSource source : sources) {
      if (Objects.requireNonNullElse(source.edition().inForce().byDate(), Boolean.TRUE)) {
        byPolicy.computeIfAbsent(source.edition().id(), id -> new ArrayList<>()).add(source);
      }
    }
    List<Diagnostic> found = new ArrayList<>();
    for (List<EditionSource> editions : byPolicy.values()) {
      editions.sort(Comparator.comparing(EditionCalendar::from));
      for (int i = 1; i < editions.size(); i++) {
        neighbours(editions.get(i - 1), editions.get(i), found);
      }
    }
    return found;
  }

  private static void neighbours(
      EditionSource earlier, EditionSource later, List<Diagnostic> found) {
    LocalDate end = Objects.requireNonNullElse(earlier.edition().inForce().to(), LocalDate.MAX);
    LocalDate begin = from(later);
    String name = "`" + earlier.edition().edition() + "`";
    if (!end.isBefore(begin)) {
      found.add(
          Diagnostic.of(
              Check.OVERLAPPING_EDITIONS,
              later.policyFile(),
              later.placeOf("/inForce"),
              "on "
                  + begin
                  + " edition "
                  + name
                  + " is in force too. Let it end the day before, or begin this one later."));
    } else if (end.plusDays(1).isBefore(begin) && later.edition().inForce().gapBefore() == null) {
      found.add(
          Diagnostic.of(
              Check.GAP_BETWEEN_EDITIONS,
              later.policyFile(),
              later.placeOf("/inForce"),
              "no edition is in force from "
                  + end.plusDays(1)
                  + ", the day after edition "
                  + name
                  + ", to "
                  + begin.minusDays(1)
                  + ". Add the edition between, or say why under `inForce.gapBefore`."));
    }
  }

  private static LocalDate from(EditionSource source) {
    return Objects.requireNonNullElse(source.edition().inForce().from(), LocalDate.MIN);
  }
}
