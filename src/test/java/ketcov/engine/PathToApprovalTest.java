package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import ketcov.assessment.Assessment;
import ketcov.assessment.ExclusionOutcome;
import ketcov.assessment.Outcome;
import ketcov.assessment.Outlook;
import ketcov.casefacts.Amendment;
import ketcov.condition.Need;
import ketcov.condition.RuleModel;
import ketcov.condition.Way;
import ketcov.condition.Ways;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReading;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The path to approval, for every sample case that has one: it leads there, and none is shorter.
 */
class PathToApprovalTest {

  /** Brute force tries every set of so many things that could be said or done. */
  private static final int MOST_UNITS = 8;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static WholeLibrary library;

  @BeforeAll
  static void load() {
    library = WholeLibrary.load();
  }

  /** A sample case with its answer. */
  private record Answered(
      SampleCase sample, CaseReading.Accepted read, CompiledEdition edition, Assessment answer) {
    String name() {
      return sample.edition() + ", " + sample.name();
    }

    boolean hasPath() {
      return !answer.pathToApproval().isEmpty()
          && answer.pathToApproval().getFirst().kind() != Assessment.StepKind.NOT_CHANGEABLE;
    }
  }

  private static List<Answered> answered() {
    return library.samples().parallelStream()
        .flatMap(
            sample ->
                library
                    .read(sample.body())
                    .map(
                        read -> {
                          CompiledEdition edition = library.editionOf(sample);
                          return new Answered(sample, read, edition, assess(edition, read));
                        })
                    .stream())
        .toList();
  }

  @Test
  void each_path_leads_to_approval_and_the_last_estimate_is_that_of_the_changed_case() {
    LongAdder paths = new LongAdder();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    answered().parallelStream()
        .filter(Answered::hasPath)
        .forEach(
            one -> {
              List<List<Assessment.PathStep>> all = new ArrayList<>(one.answer().otherPaths());
              all.add(one.answer().pathToApproval());
              for (List<Assessment.PathStep> path : all) {
                paths.increment();
                Optional<Assessment> then =
                    library
                        .read(taken(one.sample().body(), path))
                        .map(r -> assess(one.edition(), r));
                Assessment.Likelihood likelihood = then.map(Assessment::likelihood).orElse(null);
                if (then.isEmpty()
                    || then.get().outlook() != Outlook.LIKELY_APPROVED
                    || likelihood == null
                    || !Double.valueOf(likelihood.estimate())
                        .equals(path.getLast().estimateAfter())) {
                  wrong.add(one.name() + ": " + path + " leads to " + then);
                }
              }
            });

    assertThat(wrong).isEmpty();
    assertThat(paths.sum()).as("paths").isGreaterThan(700);
  }

  @Test
  void no_set_of_less_effort_leads_there() {
    LongAdder tried = new LongAdder();
    LongAdder cases = new LongAdder();
    ConcurrentLinkedQueue<String> shorter = new ConcurrentLinkedQueue<>();
    answered().parallelStream()
        .filter(Answered::hasPath)
        .forEach(
            one -> {
              List<List<Need>> units = units(one);
              if (units.size() > MOST_UNITS) {
                return;
              }
              cases.increment();
              int effort =
                  one.answer().pathToApproval().stream()
                      .mapToInt(Assessment.PathStep::effort)
                      .sum();
              for (int set = 1; set < 1 << units.size(); set++) {
                List<Amendment> amendments = new ArrayList<>();
                int takes = 0;
                for (int i = 0; i < units.size(); i++) {
                  if ((set & 1 << i) != 0) {
                    units.get(i).forEach(need -> amendments.add(need.amendment()));
                    takes += units.get(i).stream().mapToInt(Way::effort).max().orElse(0);
                  }
                }
                if (takes < effort
                    && one.read().amended().apply(amendments)
                        instanceof CaseReading.Accepted then) {
                  tried.increment();
                  if (assess(one.edition(), then).outlook() == Outlook.LIKELY_APPROVED) {
                    shorter.add(
                        one.name()
                            + ": "
                            + amendments
                            + " is enough, the path takes "
                            + one.answer().pathToApproval());
                  }
                }
              }
            });

    assertThat(shorter).isEmpty();
    assertThat(cases.sum()).as("cases tried by brute force").isGreaterThan(300);
    assertThat(tried.sum()).as("sets tried").isGreaterThan(400);
  }

  @Test
  void what_nobody_can_change_is_said() {
    Answered young =
        answered().stream()
            .filter(one -> one.sample().owner().toString().equals("cigna/spravato@undated"))
            .filter(one -> one.answer().summary().contains("age-min"))
            .filter(one -> one.answer().outlook() == Outlook.LIKELY_DENIED)
            .findFirst()
            .orElseThrow();

    assertThat(young.answer().pathToApproval())
        .extracting(Assessment.PathStep::kind)
        .containsOnly(Assessment.StepKind.NOT_CHANGEABLE);
  }

  @Test
  void a_treatment_has_the_first_day_on_which_it_can_be_complete() {
    LongAdder treatments = new LongAdder();
    for (Answered one : answered()) {
      LocalDate today = one.read().facts().priorAuthCase().serviceDate();
      for (Assessment.PathStep step : one.answer().pathToApproval()) {
        if (step.kind() == Assessment.StepKind.COMPLETE_TREATMENT
            && step.changes().stream().anyMatch(change -> change.pointer().endsWith("weeks"))) {
          treatments.increment();
          // 4 for a treatment, and 1 for each week of it.
          assertThat(step.earliest())
              .as(one.name())
              .isAfter(today)
              .isBetween(today.plusWeeks(step.effort() - 5), today.plusWeeks(step.effort() - 4));
        }
      }
    }
    assertThat(treatments.sum()).isGreaterThan(50);
  }

  @Test
  void the_next_question_narrows_the_interval() {
    List<Assessment.Question> questions =
        answered().stream()
            .flatMap(one -> Optional.ofNullable(one.answer().nextQuestion()).stream())
            .toList();

    assertThat(questions)
        .hasSizeGreaterThan(100)
        .allSatisfy(q -> assertThat(q.widthAfter()).isLessThan(q.width()));
  }

  /** Everything that is proposed for what is open, not met or not clear, on its own. */
  private static List<List<Need>> units(Answered one) {
    Ways ways = new Ways(one.read().facts());
    List<Way> all = new ArrayList<>();
    for (Assessment.CriterionResult criterion : one.answer().criteria()) {
      if (criterion.required() && criterion.outcome() != Outcome.MET) {
        all.addAll(ways.toMeet(one.edition().rules(RuleRole.CRITERION, criterion.id())));
      }
    }
    for (Assessment.ExclusionResult exclusion : one.answer().exclusions()) {
      if (exclusion.required() && exclusion.outcome() != ExclusionOutcome.CLEAR) {
        List<RuleModel> rules = one.edition().rules(RuleRole.EXCLUSION, exclusion.id());
        all.addAll(ways.toClear(rules));
      }
    }
    Map<String, List<Need>> units = new LinkedHashMap<>();
    for (Way way : all) {
      if (way.passable()) {
        way.units().values().forEach(unit -> units.putIfAbsent(unit.toString(), unit));
      }
    }
    return List.copyOf(units.values());
  }

  /** The case with every change of a path, put in as a client would. */
  private static JsonNode taken(JsonNode body, List<Assessment.PathStep> path) {
    ObjectNode changed = body.deepCopy();
    List<Assessment.FactChange> changes = new ArrayList<>();
    path.forEach(step -> changes.addAll(step.changes()));
    changes.sort(
        Comparator.comparing((Assessment.FactChange change) -> !(change.value() instanceof List))
            .thenComparing(Assessment.FactChange::pointer));
    for (Assessment.FactChange change : changes) {
      String[] steps = change.pointer().substring(1).split("/", -1);
      JsonNode at = changed;
      for (int i = 0; i < steps.length - 1; i++) {
        at = child(at, steps[i], steps[i + 1]);
      }
      ObjectNode parent = (ObjectNode) at;
      String last = steps[steps.length - 1];
      switch (change.value()) {
        case Integer number -> parent.put(last, number);
        case Double number -> parent.put(last, number);
        case Boolean truth -> parent.put(last, truth);
        case List<?> none -> parent.putArray(last);
        default -> parent.put(last, change.value().toString());
      }
    }
    return changed;
  }

  private static JsonNode child(JsonNode at, String step, String next) {
    if (at instanceof ArrayNode list) {
      int index = Integer.parseInt(step);
      while (list.size() <= index) {
        list.addObject();
      }
      return list.get(index);
    }
    ObjectNode object = (ObjectNode) at;
    JsonNode there = object.path(step);
    if (!there.isMissingNode() && !there.isNull()) {
      return there;
    }
    return Character.isDigit(next.charAt(0)) ? object.putArray(step) : object.putObject(step);
  }

  private static Assessment assess(CompiledEdition edition, CaseReading.Accepted read) {
    return library.assess(edition, read);
  }
}
