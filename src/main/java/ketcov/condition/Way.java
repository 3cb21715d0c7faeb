package ketcov.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ketcov.casefacts.Amendment;
import ketcov.casefacts.Change;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactType;
import ketcov.casefacts.Neuromodulation;
import ketcov.casefacts.PatientCondition;
import ketcov.casefacts.Psychotherapy;
import ketcov.casefacts.Score;
import ketcov.casefacts.SubmittedDocument;
import org.jspecify.annotations.Nullable;

/**
 * A set of needs that together make a condition hold, or not hold. Immutable.
 *
 * <p>Its effort orders ways: a fact or a paper counts 1, a change of the request 2, a treatment 4
 * and 1 more for each week that it still takes; what nobody can change makes the way impassable.
 */
public final class Way {
  /** Effort of what nobody can change. */
  public static final int IMPASSABLE = 1_000;

  /** Ways that differ only in the values. */
  private static final int SAME = 2;

  private static final int SAY = 1;
  private static final int ASK_OTHERWISE = 2;
  private static final int TREAT = 4;
  private static final Set<Class<?>> TREATMENTS =
      Set.of(DrugTrial.class, Psychotherapy.class, Neuromodulation.class);
  private static final Set<Class<?>> PAPERS = Set.of(SubmittedDocument.class, Score.class);

  private final Map<String, Need> needs;
  private final int effort;

  private Way(Map<String, Need> needs) {
    this.needs = needs;
    Map<String, Integer> units = new HashMap<>();
    needs.values().forEach(need -> units.merge(need.unit(), effort(need), Math::max));
    this.effort = units.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Nothing has to be otherwise. */
  static Way none() {
    return new Way(new TreeMap<>());
  }

  /** One need. */
  static Way of(Need need) {
    Map<String, Need> needs = new TreeMap<>();
    needs.put(need.pointer(), need);
    return new Way(needs);
  }

  /** What has to be otherwise, by pointer. */
  public Collection<Need> needs() {
    return List.copyOf(needs.values());
  }

  /** Each thing to say, do or change with its needs. */
  public Map<String, List<Need>> units() {
    Map<String, List<Need>> units = new LinkedHashMap<>();
    needs.values().forEach(n -> units.computeIfAbsent(n.unit(), u -> new ArrayList<>()).add(n));
    return units;
  }

  /** The values put into the case. */
  public List<Amendment> amendments() {
    return needs.values().stream().map(Need::amendment).toList();
  }

  /** How much it takes. */
  public int effort() {
    return effort;
  }

  /** Whether it can be gone. */
  public boolean passable() {
    return effort < IMPASSABLE;
  }

  /** Whether it only says what is unsaid. */
  public boolean onlySays() {
    return needs.values().stream().allMatch(need -> need.kind() == Need.Kind.SUPPLY);
  }

  /** How long a treatment goes on, at one session a week. */
  private static int weeks(Need need) {
    double done = need.found() instanceof Number found ? found.doubleValue() : 0;
    double lacking = need.value() instanceof Number value ? value.doubleValue() - done : 0;
    return switch (need.field().name()) {
      case "weeks", "sessions" -> Math.max(0, (int) Math.ceil(lacking));
      case "abstinenceDays" -> Math.max(0, (int) Math.ceil(lacking / 7));
      default -> 0;
    };
  }

  /** How much one need takes. */
  public static int effort(Need need) {
    return switch (need.kind()) {
      case SUPPLY -> SAY;
      case ADD ->
          TREATMENTS.contains(need.type().factClass())
              ? TREAT + weeks(need)
              : PAPERS.contains(need.type().factClass()) ? SAY : IMPASSABLE;
      case CHANGE ->
          switch (need.past() ? Change.NONE : need.field().says().change()) {
            case NONE -> IMPASSABLE;
            case REQUEST -> ASK_OTHERWISE;
            case TREATMENT -> TREAT + weeks(need);
            case PAPER -> SAY;
          };
    };
  }

  /**
   * Both at once; empty when they contradict each other. Further entries of a list that cannot be
   * one entry become two.
   */
  public Optional<Way> with(Way other) {
    if (needs.isEmpty()) {
      return Optional.of(other);
    }
    Optional<Way> same = merged(other.needs);
    if (same.isPresent()) {
      return same;
    }
    return merged(other.afterEntriesOf(this));
  }

  private Optional<Way> merged(Map<String, Need> others) {
    Map<String, Need> merged = new TreeMap<>(needs);
    for (Map.Entry<String, Need> entry : others.entrySet()) {
      Need ours = merged.get(entry.getKey());
      Need theirs = asPartOf(ours, entry.getValue());
      if (ours == null || ours.value().equals(theirs.value())) {
        merged.put(entry.getKey(), ours == null || ours.test() == null ? theirs : ours);
      } else if (allows(theirs, ours.value())) {
        merged.put(entry.getKey(), ours);
      } else if (allows(ours, theirs.value())) {
        merged.put(entry.getKey(), theirs);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Way(merged));
  }

  /** What was proposed before keeps its kind: it is still what the submitted case lacks. */
  private Need asPartOf(@Nullable Need ours, Need theirs) {
    if (ours != null) {
      return theirs.within(ours);
    }
    return needs.values().stream()
        .filter(need -> isFurtherEntry(need) && theirs.pointer().startsWith(need.unit() + "/"))
        .findFirst()
        .map(theirs::within)
        .orElse(theirs);
  }

  private static boolean allows(Need need, Object value) {
    Test test = need.test();
    return test != null && value instanceof Comparable<?> said && Tests.allow(test, said);
  }

  /** These needs, with further entries of lists behind those of another way. */
  private Map<String, Need> afterEntriesOf(Way other) {
    Map<FactType, Set<String>> theirs = new HashMap<>();
    other.needs.values().stream()
        .filter(Way::isFurtherEntry)
        .forEach(n -> theirs.computeIfAbsent(n.type(), t -> new TreeSet<>()).add(n.unit()));
    Map<String, Need> moved = new TreeMap<>();
    for (Need need : needs.values()) {
      int by = theirs.getOrDefault(need.type(), Set.of()).size();
      if (by == 0 || !isFurtherEntry(need)) {
        moved.put(need.pointer(), need);
        continue;
      }
      String list = need.type().pointer();
      int index = Integer.parseInt(need.unit().substring(list.length() + 1)) + by;
      String unit = list + "/" + index;
      Need elsewhere = need.moved(unit + need.pointer().substring(need.unit().length()), unit);
      moved.put(elsewhere.pointer(), elsewhere);
    }
    return moved;
  }

  /** Conditions have a place of their own each and are never moved. */
  private static boolean isFurtherEntry(Need need) {
    return need.type().list()
        && need.type().factClass() != PatientCondition.class
        && !need.unit().equals(need.pointer())
        && !need.unit().equals(need.type().pointer());
  }

  /** The ways of least effort, no two with the same needs and none that holds a lesser one. */
  static List<Way> least(Collection<Way> ways, int most) {
    List<Way> kept = new ArrayList<>();
    Map<Set<String>, Integer> seen = new HashMap<>();
    ways.stream()
        .sorted(
            Comparator.comparingInt((Way way) -> way.effort())
                .thenComparingInt(way -> way.needs.size())
                .thenComparing(way -> way.needs.keySet().toString()))
        .forEach(
            way -> {
              Set<String> units = way.units().keySet();
              boolean more =
                  seen.keySet().stream()
                      .anyMatch(
                          lesser -> lesser.size() < units.size() && units.containsAll(lesser));
              if (kept.size() < most
                  && !more
                  && seen.merge(Set.copyOf(units), 1, Integer::sum) <= SAME) {
                kept.add(way);
              }
            });
    return kept;
  }

  /** Who can bring a need about; a further entry counts as its list's. */
  public static Change change(Need need) {
    return need.kind() == Need.Kind.ADD
        ? (TREATMENTS.contains(need.type().factClass()) ? Change.TREATMENT : Change.PAPER)
        : need.field().says().change();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Way way && needs.equals(way.needs);
  }

  @Override
  public int hashCode() {
    return needs.hashCode();
  }

  @Override
  public String toString() {
    return needs.values().stream().map(n -> n.pointer() + "=" + n.value()).toList().toString();
  }
}
