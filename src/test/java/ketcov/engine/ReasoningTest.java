package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.assessment.Outlook;
import ketcov.assessment.Outcome;
import ketcov.casefacts.Amendment;
import ketcov.condition.RuleModel;
import ketcov.condition.Way;
import ketcov.condition.Ways;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReading;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReasoningTest {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("test", Instant.EPOCH);

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static WholeLibrary library;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static Assessor assessor;

  @BeforeAll
  static void load() {
    library = WholeLibrary.load();
    assessor = new Assessor(library.catalog());
  }

  private static Assessment assess(CompiledEdition edition, CaseReading.Accepted read) {
    return switch (assessor.assessUnder(edition, read, STAMP)) {
      case AssessmentResult.Assessed assessed -> assessed.assessment();
      case AssessmentResult.UnknownEdition unknown -> throw new AssertionError(unknown.toString());
      case AssessmentResult.RulesFailed failed -> throw new AssertionError(failed.toString());
    };
  }

  @Test
  void explore() {
    LongAdder paths = new LongAdder();
    LongAdder none = new LongAdder();
    LongAdder closed = new LongAdder();
    LongAdder wrong = new LongAdder();
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    Map<String, LongAdder> kinds = new ConcurrentHashMap<>();
    library.samples().parallelStream()
        .forEach(
            sample ->
                library
                    .read(sample.body())
                    .ifPresent(
                        read -> {
                          CompiledEdition edition = library.editionOf(sample);
                          Assessment assessment = assess(edition, read);
                          if (assessment.outlook() == Outlook.LIKELY_APPROVED
                              || assessment.policy() == null
                              || read.facts().priorAuthCase().request().indication() == null) {
                            return;
                          }
                          List<Assessment.PathStep> path = assessment.pathToApproval();
                          if (path.isEmpty()) {
                            none.increment();
                            boolean named = edition.policy().indications().contains(read.facts().priorAuthCase().request().indication());
                            if (named && !assessment.criteria().isEmpty()) lines.add("NONE " + sample.edition() + " | " + sample.name() + " | " + assessment.summary());
                            return;
                          }
                          if (path.getFirst().kind() == Assessment.StepKind.NOT_CHANGEABLE) {
                            closed.increment();
                            lines.add("CLOSED " + sample.edition() + " | " + sample.name() + " | " + path.getFirst().criterion()+" "+path.getFirst().action());
                            return;
                          }
                          paths.increment();
                          path.forEach(step -> kinds.computeIfAbsent(step.kind().name(), k -> new LongAdder()).increment());
                          JsonNode changed = apply(sample.body(), path);
                          Outlook then =
                              library
                                  .read(changed)
                                  .map(after -> assess(edition, after).outlook())
                                  .orElse(null);
                          if (then != Outlook.LIKELY_APPROVED) {
                            wrong.increment();
                            lines.add("WRONG " + sample.edition() + " | " + sample.name() + " | " + then + " " + path);
                          }
                        }));
    System.out.println("PATHS " + paths + " none " + none + " closed " + closed + " wrong " + wrong + " " + kinds);
    lines.stream().sorted().limit(400).forEach(System.out::println);
    assertThat(wrong.sum()).isZero();
  }

  @Test
  void exploreOpen() {
    Map<String, long[]> rates = new TreeMap<>();
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    Random random = new Random(7);
    for (SampleCase sample : library.samples()) {
      CompiledEdition edition = library.editionOf(sample);
      for (int i = 0; i < 3; i++) {
        JsonNode body = sample.body();
        for (int k = random.nextInt(4); k >= 0; k--) {
          List<CaseVariants.Variant> less = new CaseVariants(body).unsaid();
          if (!less.isEmpty()) {
            body = less.get(random.nextInt(less.size())).body();
          }
        }
        JsonNode reduced = body;
        library.read(reduced).ifPresent(read -> open(sample, edition, read, rates, lines));
      }
    }
    long answers = 0;
    long open = 0;
    long unproved = 0;
    for (long[] rate : rates.values()) {
      answers += rate[0];
      open += rate[1];
      unproved += rate[2];
    }
    System.out.println("OPEN answers " + answers + " undetermined " + open + " without witness " + unproved);
    rates.entrySet().stream().filter(e -> e.getValue()[2] > 0).forEach(e -> System.out.println(e.getKey() + " " + e.getValue()[0] + " " + e.getValue()[1] + " " + e.getValue()[2]));
    lines.stream().sorted().limit(150).forEach(System.out::println);
  }

  private static void open(
      SampleCase sample,
      CompiledEdition edition,
      CaseReading.Accepted read,
      Map<String, long[]> rates,
      ConcurrentLinkedQueue<String> lines) {
    if (read.facts().priorAuthCase().request().indication() == null) {
      return;
    }
    Assessment assessment = assess(edition, read);
    long[] rate = rates.computeIfAbsent(sample.edition().toString(), e -> new long[3]);
    for (Assessment.CriterionResult criterion : assessment.criteria()) {
      rate[0]++;
      if (criterion.outcome() == Outcome.UNDETERMINED) {
        rate[1]++;
        List<RuleModel> rules = edition.rules(RuleRole.CRITERION, criterion.id());
        List<Way> ways = new Ways(read.facts()).toMeet(rules);
        boolean witness = false;
        for (Way way : ways) {
          if (way.onlySays()
              && read.amended().apply(way.amendments()) instanceof CaseReading.Accepted then) {
            witness |=
                assess(edition, then).criteria().stream()
                    .anyMatch(c -> c.id().equals(criterion.id()) && c.outcome() == Outcome.MET);
          }
        }
        if (!witness) {
          rate[2]++;
          lines.add(sample.edition() + " " + criterion.id() + " " + criterion.missingFacts() + " ways " + ways + " case " + sample.name());
        }
      }
    }
  }

  static JsonNode apply(JsonNode body, List<Assessment.PathStep> path) {
    JsonNode changes = new com.fasterxml.jackson.databind.json.JsonMapper().createArrayNode();
    ObjectNode changed = body.deepCopy();
    List<Assessment.FactChange> all = new ArrayList<>();
    path.forEach(step -> all.addAll(step.changes()));
    for (Assessment.FactChange change : all) {
      if (change.value() instanceof List) {
        changed.putArray(change.pointer().substring(1));
      }
    }
    all.sort(java.util.Comparator.comparing(Assessment.FactChange::pointer));
    for (Assessment.FactChange change : all) {
      if (change.value() instanceof List) {
        continue;
      }
      String[] steps = change.pointer().substring(1).split("/", -1);
      JsonNode at = changed;
      for (int i = 0; i < steps.length - 1; i++) {
        JsonNode next;
        if (at instanceof ArrayNode list) {
          int index = Integer.parseInt(steps[i]);
          while (list.size() <= index) {
            list.addObject();
          }
          next = list.get(index);
        } else {
          next = at.path(steps[i]);
          if (next.isMissingNode() || next.isNull()) {
            boolean index = Character.isDigit(steps[i + 1].charAt(0));
            next = index ? ((ObjectNode) at).putArray(steps[i]) : ((ObjectNode) at).putObject(steps[i]);
          }
        }
        at = next;
      }
      ObjectNode parent = (ObjectNode) at;
      String last = steps[steps.length - 1];
      switch (change.value()) {
        case Integer number -> parent.put(last, number);
        case Double number -> parent.put(last, number);
        case Boolean truth -> parent.put(last, truth);
        default -> parent.put(last, change.value().toString());
      }
    }
    return changed;
  }
}
