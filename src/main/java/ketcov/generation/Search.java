package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.casefacts.CaseFacts;
import ketcov.condition.Condition;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Truth;
import ketcov.condition.Way;
import ketcov.condition.Ways;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleEvaluator;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.mutation.Answer;
import ketcov.mutation.Mutant;
import ketcov.mutation.MutantKind;
import ketcov.mutation.Reading;
import ketcov.policy.PolicyCatalog;
import ketcov.policy.PolicyEdition;

/** Looks for cases that reach goals, by small changes of the cases that an edition has. */
final class Search {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("generated", Instant.EPOCH);
  private static final int SEEDS = 6;
  private static final int MOST_PAIRS = 1_200;
  private static final int KEPT = 6;

  private final PolicyCatalog<CompiledEdition> catalog;
  private final CompiledEdition edition;
  private final CaseReader reader;
  private final List<Seed> seeds;
  private final IdentityHashMap<Mutant, PolicyCatalog<CompiledEdition>> changed =
      new IdentityHashMap<>();
  private final Map<Goal, List<Candidate>> found = new LinkedHashMap<>();
  private final Set<JsonNode> tried = new HashSet<>();

  Search(
      PolicyCatalog<CompiledEdition> catalog,
      CompiledEdition edition,
      CaseReader reader,
      List<Seed> seeds) {
    this.catalog = catalog;
    this.edition = edition;
    this.reader = reader;
    this.seeds =
        seeds.stream().sorted(Comparator.comparingInt(s -> Seed.size(s.over(s.body())))).toList();
  }

  /** The best cases for each goal; a goal that none reaches is left out. */
  Map<Goal, List<Candidate>> look(List<Goal> goals) {
    Map<List<RuleModel>, List<Goal>> groups = new LinkedHashMap<>();
    goals.forEach(goal -> groups.computeIfAbsent(goal.rules(), r -> new ArrayList<>()).add(goal));
    groups.forEach(this::group);
    return found;
  }

  private void group(List<RuleModel> rules, List<Goal> goals) {
    if (goals.stream().anyMatch(Search::isOfDates)) {
      dates(goals);
      return;
    }
    tried.clear();
    List<Start> starts = starts(rules);
    for (Start start : starts) {
      attempt(start.seed(), start.edits(), goals);
    }
    for (Start start : starts) {
      for (List<BodyEdit> edit : edits(start, rules, true)) {
        attempt(start.seed(), joined(start.edits(), edit), goals);
      }
    }
    List<Goal> open = open(goals);
    if (!open.isEmpty()) {
      pairs(starts, rules, open);
    }
  }

  /** A change of which entries there are, then of what they say; then any two changes. */
  private void pairs(List<Start> starts, List<RuleModel> rules, List<Goal> goals) {
    int tried = 0;
    for (Start start : starts) {
      for (List<BodyEdit> first : edits(start, rules, false)) {
        Start then = new Start(start.seed(), joined(start.edits(), first));
        for (List<BodyEdit> second : edits(then, rules, true)) {
          if (tried++ < MOST_PAIRS) {
            attempt(start.seed(), joined(then.edits(), second), goals);
          }
        }
      }
    }
    List<Goal> open = open(goals);
    tried = 0;
    for (Start start : starts) {
      List<List<BodyEdit>> singles = edits(start, rules, true);
      for (int i = 0; i < singles.size() && !open.isEmpty(); i++) {
        for (int j = i + 1; j < singles.size(); j++) {
          if (tried++ < MOST_PAIRS) {
            attempt(
                start.seed(), joined(start.edits(), joined(singles.get(i), singles.get(j))), open);
          }
        }
      }
    }
  }

  /** The seed that meets the most criteria; empty when there is none. */
  Optional<Candidate> best() {
    return seeds.stream()
        .filter(seed -> !seed.select())
        .flatMap(seed -> plain(seed, List.of()).stream())
        .max(Comparator.comparingLong(Search::met));
  }

  private static long met(Candidate candidate) {
    return candidate.answer().parts().entrySet().stream()
        .filter(part -> part.getKey().startsWith("criteria ") && part.getValue().equals("MET"))
        .count();
  }

  /** A case without a goal; empty when it is refused. */
  Optional<Candidate> plain(Seed seed, List<BodyEdit> edits) {
    JsonNode body = BodyEdit.apply(seed.body(), edits);
    return read(body)
        .map(
            read ->
                new Candidate(
                    seed,
                    edits,
                    body,
                    seed.over(body),
                    answer(catalog, edition, false, read, new Reading()),
                    Map.of()));
  }

  /** The single changes that the rules of a criterion could notice. */
  List<List<BodyEdit>> singles(Seed seed, List<RuleModel> rules) {
    return edits(new Start(seed, List.of()), rules, true);
  }

  private List<Goal> open(List<Goal> goals) {
    return goals.stream().filter(goal -> !found.containsKey(goal)).toList();
  }

  /** A body to begin from. */
  private record Start(Seed seed, List<BodyEdit> edits) {}

  /** Cases in which the rules hold, by themselves or with what they lack; and one of each file. */
  private List<Start> starts(List<RuleModel> rules) {
    List<Start> holding = new ArrayList<>();
    List<Start> lacking = new ArrayList<>();
    List<Start> alternatives = new ArrayList<>();
    Set<String> files = new LinkedHashSet<>();
    for (Seed seed : seeds) {
      Optional<CaseReading.Accepted> read = read(seed.body());
      if (read.isEmpty() || seed.select()) {
        continue;
      }
      CaseFacts facts = read.get().facts();
      boolean holds =
          rules.stream()
              .anyMatch(rule -> new Reasoner(facts).judge(rule.when()).truth() == Truth.TRUE);
      if (holds && holding.size() < SEEDS) {
        holding.add(new Start(seed, List.of()));
      } else if (!holds && files.add(seed.file()) && !rules.isEmpty()) {
        lacking.add(new Start(seed, List.of()));
        for (Way way : new Ways(facts).toMeet(rules).stream().limit(2).toList()) {
          lacking.add(new Start(seed, Edits.of(way)));
        }
      }
      if (alternatives.size() < SEEDS * 2 && !rules.isEmpty()) {
        for (RuleModel rule : rules) {
          for (Condition one : Alternatives.of(rule.when())) {
            new Ways(facts)
                .toMeet(List.of(rule.asking(one))).stream()
                    .limit(1)
                    .forEach(way -> alternatives.add(new Start(seed, Edits.of(way))));
          }
        }
      }
    }
    return Stream.of(holding.stream(), alternatives.stream(), lacking.stream().limit(9))
        .flatMap(starts -> starts)
        .distinct()
        .toList();
  }

  private List<List<BodyEdit>> edits(Start start, List<RuleModel> rules, boolean ofFields) {
    JsonNode body = BodyEdit.apply(start.seed().body(), start.edits());
    Optional<CaseReading.Accepted> read = read(body);
    if (read.isEmpty()) {
      return List.of();
    }
    CaseFacts facts = read.get().facts();
    LocalDate day =
        Objects.requireNonNullElse(
            facts.priorAuthCase().request().requestedOn(), facts.priorAuthCase().serviceDate());
    FieldValues values = new FieldValues(rules.stream(), day);
    Edits edits = new Edits(rules, values, body, facts);
    List<List<BodyEdit>> all = new ArrayList<>(edits.ofEntries());
    if (ofFields) {
      all.addAll(edits.ofFields());
    }
    return all;
  }

  /** Cases on the days around the first and the last day, judged by the edition of the day. */
  private void dates(List<Goal> goals) {
    PolicyEdition.InForce inForce = edition.policy().inForce();
    Set<LocalDate> days = new LinkedHashSet<>();
    for (LocalDate day :
        Stream.of(inForce.from(), inForce.to()).filter(Objects::nonNull).toList()) {
      days.addAll(List.of(day.minusDays(1), day, day.plusDays(1)));
    }
    for (Seed seed : seeds) {
      for (LocalDate day : days) {
        Seed chosen = new Seed(seed.file(), seed.base(), seed.body(), true);
        attempt(
            chosen,
            List.of(
                new BodyEdit(
                    "/serviceDate",
                    com.fasterxml.jackson.databind.node.TextNode.valueOf(day.toString()))),
            goals);
      }
    }
  }

  private static boolean isOfDates(Goal goal) {
    return goal instanceof Goal.Noticing noticing
        && noticing.mutant().kind() == MutantKind.DATE
        && noticing.mutant().subject().equals("inForce");
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private void attempt(Seed seed, List<BodyEdit> edits, List<Goal> goals) {
    JsonNode body = BodyEdit.apply(seed.body(), edits);
    if (!tried.add(body)) {
      return;
    }
    candidate(seed, edits, body, goals)
        .ifPresent(
            candidate ->
                candidate
                    .reached()
                    .keySet()
                    .forEach(
                        goal -> {
                          List<Candidate> best =
                              found.computeIfAbsent(goal, g -> new ArrayList<>());
                          best.add(candidate);
                          best.sort(Comparator.comparingInt(Candidate::cost));
                          if (best.size() > KEPT) {
                            best.removeLast();
                          }
                        }));
  }

  /** The case with the goals that it reaches; empty when it reaches none or is refused. */
  Optional<Candidate> candidate(Seed seed, List<BodyEdit> edits, JsonNode body, List<Goal> goals) {
    Optional<CaseReading.Accepted> read = read(body);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Reading reading = new Reading();
    Map<Goal, Goal.Reached> reached = new HashMap<>();
    Answer answer = null;
    for (Goal goal : goals) {
      switch (goal) {
        case Goal.Noticing noticing -> {
          Mutant mutant = noticing.mutant();
          if (seed.select() != isOfDates(goal) || !reaches(mutant, read.get().facts())) {
            continue;
          }
          if (answer == null) {
            answer = answer(catalog, edition, seed.select(), read.get(), reading);
          }
          Answer otherwise =
              answer(
                  changed.computeIfAbsent(mutant, m -> catalog.with(m.edition())),
                  mutant.edition(),
                  seed.select(),
                  read.get(),
                  reading);
          List<String> keys = answer.differing(otherwise);
          if (!keys.isEmpty()) {
            reached.put(goal, new Goal.Reached(goal, keys));
          }
        }
        case Goal.Reaching reaching -> {
          if (!seed.select() && reaches(reaching, read.get(), reading)) {
            answer = answer == null ? answer(catalog, edition, false, read.get(), reading) : answer;
            reached.put(goal, new Goal.Reached(goal, shown(reaching, answer)));
          }
        }
      }
    }
    return reached.isEmpty() || answer == null
        ? Optional.empty()
        : Optional.of(new Candidate(seed, edits, body, seed.over(body), answer, reached));
  }

  private boolean reaches(
      Goal.Reaching reaching, CaseReading.Accepted read, RuleEvaluator reading) {
    if (reaching.items().of(read.facts()).contains(reaching.item())) {
      return true;
    }
    return switch (reaching.item().subject()) {
      case RULES, CONDITIONS, BOUNDARIES, DAYS -> false;
      case CRITERIA, EXCLUSIONS, NOTICES, PAPERS ->
          reaching
              .items()
              .of(assessment(catalog, edition, false, read, reading))
              .contains(reaching.item());
    };
  }

  /** What shows the reader that it is reached: what the rule bears, or else which rules match. */
  private static List<String> shown(Goal.Reaching reaching, Answer answer) {
    List<String> keys = new ArrayList<>();
    for (RuleModel rule : reaching.rules()) {
      for (String list : List.of("criteria ", "exclusions ", "notices ")) {
        if (answer.parts().containsKey(list + rule.bears())) {
          keys.add(list + rule.bears());
        }
      }
    }
    keys.add("rules");
    return keys;
  }

  /** Whether the changed rule itself says something else of the case. */
  private static boolean reaches(Mutant mutant, CaseFacts facts) {
    RuleModel before = mutant.before();
    RuleModel after = mutant.after();
    if (before == null || after == null || facts.priorAuthCase().request().indication() == null) {
      return true;
    }
    Reasoner reasoner = new Reasoner(facts);
    return mutant.kind() == MutantKind.COUNT
        || mutant.kind() == MutantKind.FACT_DROPPED
        || !reasoner.judge(before.when()).truth().equals(reasoner.judge(after.when()).truth());
  }

  private static Answer answer(
      PolicyCatalog<CompiledEdition> catalog,
      CompiledEdition edition,
      boolean select,
      CaseReading.Accepted read,
      RuleEvaluator reading) {
    return Answer.of(assessment(catalog, edition, select, read, reading));
  }

  private static Assessment assessment(
      PolicyCatalog<CompiledEdition> catalog,
      CompiledEdition edition,
      boolean select,
      CaseReading.Accepted read,
      RuleEvaluator reading) {
    Assessor assessor = Assessor.ofOutcomes(catalog, reading);
    AssessmentResult result =
        select ? assessor.assess(read, null, STAMP) : assessor.assessUnder(edition, read, STAMP);
    return switch (result) {
      case AssessmentResult.Assessed assessed -> assessed.assessment();
      case AssessmentResult.UnknownEdition unknown ->
          throw new IllegalStateException(unknown.edition());
      case AssessmentResult.RulesFailed failed ->
          throw new IllegalStateException(failed.failure().reason());
    };
  }

  private Optional<CaseReading.Accepted> read(JsonNode body) {
    return reader.read(body) instanceof CaseReading.Accepted accepted
        ? Optional.of(accepted)
        : Optional.empty();
  }
}
