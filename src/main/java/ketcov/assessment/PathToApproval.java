package ketcov.assessment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import ketcov.casefacts.Amendment;
import ketcov.casefacts.Change;
import ketcov.casefacts.SubstanceUse;
import ketcov.condition.Need;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.condition.Way;
import ketcov.condition.Ways;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReading;
import ketcov.policy.PolicyEdition;
import org.jspecify.annotations.Nullable;

/**
 * The least that would have to be said, sent, done or asked otherwise for the policy to approve:
 * ways through the groups that are open or not met and the exclusions that are not clear, least
 * effort first, each judged again with the changed case and confirmed by the rules.
 */
final class PathToApproval {
  private static final int MOST_TRIED = 60;
  private static final int MOST_PATHS = 3;

  /** What a changed case comes to. */
  record Judged(CaseReading.Accepted reading, Standing standing, double estimate) {
    boolean approved() {
      return standing.outlook() == Outlook.LIKELY_APPROVED;
    }
  }

  private final CompiledEdition edition;
  private final Function<CaseReading.Accepted, Judged> judge;
  private final Predicate<Judged> confirmedByRules;

  /**
   * A search under one edition.
   *
   * @param judge judges a changed case by the reading of the rules
   * @param confirmedByRules whether the rules themselves approve it
   */
  PathToApproval(
      CompiledEdition edition,
      Function<CaseReading.Accepted, Judged> judge,
      Predicate<Judged> confirmedByRules) {
    this.edition = edition;
    this.judge = judge;
    this.confirmedByRules = confirmedByRules;
  }

  /** The path of least effort and others that take no more; without steps when there is none. */
  record Paths(List<Assessment.PathStep> best, List<List<Assessment.PathStep>> others) {
    static final Paths NONE = new Paths(List.of(), List.of());
  }

  /** Something that stands in the way, with the ways around it. */
  private record Block(String id, List<Way> ways) {}

  Paths from(Judged now) {
    if (!now.standing().named()
        || now.standing().groups().isEmpty()
        || !now.standing().partialUse().isEmpty()
        || now.approved()) {
      return Paths.NONE;
    }
    List<Block> blocks = blocks(now);
    List<Block> closed =
        blocks.stream().filter(block -> block.ways().stream().noneMatch(Way::passable)).toList();
    if (!closed.isEmpty()) {
      return new Paths(closed.stream().map(this::notChangeable).toList(), List.of());
    }
    List<Way> found = search(now, blocks);
    if (found.isEmpty()) {
      return Paths.NONE;
    }
    List<List<Assessment.PathStep>> paths =
        found.stream().map(way -> steps(now, blocks, way)).toList();
    return new Paths(paths.getFirst(), paths.subList(1, paths.size()));
  }

  private List<Way> search(Judged now, List<Block> blocks) {
    PriorityQueue<Way> open =
        new PriorityQueue<>(
            Comparator.comparingInt((Way way) -> way.effort()).thenComparing(Way::toString));
    Set<Way> seen = new HashSet<>();
    List<Way> found = new ArrayList<>();
    push(open, seen, Ways.all(blocks.stream().map(Block::ways).toList()));
    for (int tried = 0; tried < MOST_TRIED && !open.isEmpty(); tried++) {
      Way way = open.remove();
      boolean worse = !found.isEmpty() && way.effort() > found.getFirst().effort();
      if (worse || found.size() == MOST_PATHS) {
        break;
      }
      if (!(now.reading().amended().apply(way.amendments()) instanceof CaseReading.Accepted then)) {
        continue;
      }
      Judged judged = judge.apply(then);
      if (judged.approved()) {
        Set<String> units = way.units().keySet();
        boolean known = found.stream().anyMatch(other -> other.units().keySet().equals(units));
        if (!known && confirmedByRules.test(judged)) {
          found.add(way);
        }
        continue;
      }
      List<Way> further = new ArrayList<>();
      for (Way more : Ways.all(blocks(judged).stream().map(Block::ways).toList())) {
        way.with(more).filter(both -> !both.equals(way)).ifPresent(further::add);
      }
      push(open, seen, further);
    }
    return found;
  }

  private static void push(PriorityQueue<Way> open, Set<Way> seen, Collection<Way> ways) {
    ways.stream().filter(Way::passable).filter(seen::add).forEach(open::add);
  }

  private List<Block> blocks(Judged judged) {
    Ways ways = new Ways(judged.reading().facts());
    Standing standing = judged.standing();
    List<Block> blocks = new ArrayList<>();
    standing
        .groups()
        .forEach(
            (group, outcome) -> {
              if (outcome != Outcome.MET) {
                List<RuleModel> rules = new ArrayList<>();
                standing.criteria().stream()
                    .filter(c -> c.required() && c.group().equals(group))
                    .forEach(c -> rules.addAll(edition.rules(RuleRole.CRITERION, c.id())));
                blocks.add(new Block(group, ways.toMeet(rules)));
              }
            });
    for (Assessment.ExclusionResult exclusion : standing.exclusions()) {
      if (exclusion.required() && exclusion.outcome() != ExclusionOutcome.CLEAR) {
        blocks.add(
            new Block(
                exclusion.id(), ways.toClear(edition.rules(RuleRole.EXCLUSION, exclusion.id()))));
      }
    }
    if (standing.quantityExceeded() == Truth.TRUE) {
      for (PolicyEdition.QuantityLimit limit : edition.policy().quantityLimits()) {
        List<RuleModel> exceeding = edition.rules(RuleRole.NOTICE, limit.id());
        List<Way> within = ways.toClear(exceeding);
        if (limit.basis().enforced() && within.stream().noneMatch(w -> w.needs().isEmpty())) {
          blocks.add(new Block(limit.id(), within));
        }
      }
    }
    return blocks;
  }

  private Assessment.PathStep notChangeable(Block block) {
    String says =
        block.ways().isEmpty()
            ? "Nothing that a clinic can say or do changes it."
            : Wording.action(block.ways().getFirst().units().values().iterator().next()) + ".";
    return new Assessment.PathStep(
        block.id(), says, Assessment.StepKind.NOT_CHANGEABLE, List.of(), 0, null, null);
  }

  private List<Assessment.PathStep> steps(Judged now, List<Block> blocks, Way way) {
    Map<String, String> serves = new LinkedHashMap<>();
    Set<String> units = way.units().keySet();
    for (Block block : blocks) {
      block.ways().stream()
          .filter(own -> units.containsAll(own.units().keySet()))
          .findFirst()
          .ifPresent(own -> own.units().keySet().forEach(u -> serves.putIfAbsent(u, block.id())));
    }
    String first = blocks.isEmpty() ? "" : blocks.getFirst().id();
    List<List<Need>> inOrder =
        way.units().values().stream()
            .sorted(Comparator.comparing(unit -> kind(unit.getFirst())))
            .toList();
    List<Assessment.PathStep> steps = new ArrayList<>();
    List<Amendment> done = new ArrayList<>();
    double estimate = now.estimate();
    for (List<Need> unit : inOrder) {
      unit.forEach(need -> done.add(need.amendment()));
      if (now.reading().amended().apply(done) instanceof CaseReading.Accepted then) {
        estimate = judge.apply(then).estimate();
      }
      Need need = unit.getFirst();
      steps.add(
          new Assessment.PathStep(
              serves.getOrDefault(need.unit(), first),
              Wording.action(unit) + ".",
              kind(need),
              unit.stream()
                  .map(one -> new Assessment.FactChange(place(one, now, way), one.value()))
                  .toList(),
              unit.stream().mapToInt(Way::effort).max().orElse(0),
              earliest(unit, now),
              estimate));
    }
    return steps;
  }

  /** Further entries stand one behind the other in the changed case. */
  private static String place(Need need, Judged now, Way way) {
    if (!need.type().list() || need.unit().equals(need.pointer())) {
      return need.pointer();
    }
    String list = need.type().pointer();
    int size = now.reading().submitted(need.type());
    List<String> further =
        way.units().keySet().stream()
            .filter(unit -> unit.startsWith(list + "/"))
            .filter(unit -> unit.indexOf('/', list.length() + 1) < 0)
            .sorted(
                Comparator.comparingInt(
                    unit -> Integer.parseInt(unit.substring(list.length() + 1))))
            .toList();
    return list
        + "/"
        + (size + further.indexOf(need.unit()))
        + need.pointer().substring(need.unit().length());
  }

  private static Assessment.StepKind kind(Need need) {
    if (need.kind() == Need.Kind.SUPPLY) {
      return Assessment.StepKind.SUPPLY_FACT;
    }
    return switch (Way.change(need)) {
      case NONE -> Assessment.StepKind.NOT_CHANGEABLE;
      case PAPER -> Assessment.StepKind.SUPPLY_DOCUMENT;
      case REQUEST -> Assessment.StepKind.CHANGE_REQUEST;
      case TREATMENT -> Assessment.StepKind.COMPLETE_TREATMENT;
    };
  }

  /** The first day on which a treatment can be complete, if it goes on or begins now. */
  private static @Nullable LocalDate earliest(List<Need> unit, Judged now) {
    LocalDate today = now.reading().facts().priorAuthCase().serviceDate();
    for (Need need : unit) {
      if (need.kind() == Need.Kind.SUPPLY || Way.change(need) != Change.TREATMENT) {
        continue;
      }
      double done = need.found() instanceof Number found ? found.doubleValue() : 0;
      boolean weeks = need.field().name().equals("weeks");
      if (weeks && need.value() instanceof Number needed) {
        return today.plusDays((long) Math.ceil(7 * (needed.doubleValue() - done)));
      }
      if (need.type().factClass() == SubstanceUse.class && need.value() instanceof Number needed) {
        return today.plusDays((long) Math.ceil(needed.doubleValue() - done));
      }
    }
    return null;
  }
}
