package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import ketcov.assessment.Assessment;
import ketcov.assessment.Outcome;
import ketcov.casefacts.CaseFacts;
import ketcov.intake.CaseReading;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Unsaid is not no: when a case says less, what was decided may become open, but never the
 * opposite.
 */
class SoundnessTest {

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static WholeLibrary library;

  private final Map<String, LongAdder> moves = new ConcurrentHashMap<>();
  private final LongAdder compared = new LongAdder();
  private final LongAdder replaced = new LongAdder();
  private final ConcurrentLinkedQueue<String> flips = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void load() {
    library = WholeLibrary.load();
  }

  @Test
  void a_case_that_says_less_never_turns_met_into_not_met_or_the_reverse() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    library.samples().parallelStream()
        .forEach(
            sample ->
                library
                    .read(sample.body())
                    .ifPresent(
                        full -> {
                          Map<String, String> before = standing(sample, full);
                          for (CaseVariants.Variant less :
                              new CaseVariants(sample.body()).unsaid()) {
                            if (seen.add(sample.edition() + " " + sample.body() + less.what())) {
                              library
                                  .read(less.body())
                                  .ifPresent(read -> compare(sample, less, before, read));
                            }
                          }
                        }));

    assertThat(flips).isEmpty();
    assertThat(compared.sum()).as("cases that say less; moves %s", moves).isGreaterThan(10_000);
    assertThat(replaced.sum())
        .as("cases in which another fact answers")
        .isLessThan(compared.sum() / 10);
    assertThat(moved("MET to UNDETERMINED")).isGreaterThan(5_000);
    assertThat(moved("NOT_MET to UNDETERMINED")).isGreaterThan(1_000);
  }

  private long moved(String move) {
    return moves.getOrDefault(move, new LongAdder()).sum();
  }

  private void compare(
      SampleCase sample,
      CaseVariants.Variant less,
      Map<String, String> before,
      CaseReading.Accepted read) {
    if (isReadFromAnotherFact(read.facts(), less.pointer()) || countsAsTakenBefore(sample, less)) {
      replaced.increment();
      return;
    }
    compared.increment();
    Map<String, String> after = standing(sample, read);
    before.forEach(
        (id, was) -> {
          String is = after.get(id);
          if (is != null && !is.equals(was)) {
            moves.computeIfAbsent(was + " to " + is, move -> new LongAdder()).increment();
            if (!is.equals(Outcome.UNDETERMINED.name())) {
              flips.add(
                  sample.edition()
                      + ", "
                      + sample.name()
                      + ", "
                      + less.what()
                      + ": "
                      + id
                      + " "
                      + was
                      + " to "
                      + is);
            }
          }
        });
  }

  /**
   * Whether a value that is no longer said has a value all the same, because the contract reads it
   * from another fact or has a default for it: the case then says something else, not less.
   */
  private static boolean isReadFromAnotherFact(CaseFacts facts, String pointer) {
    if (pointer.startsWith("/conditions") && !pointer.equals("/conditionsReviewed")) {
      // Of conditions that were reviewed, those not listed are absent.
      return Boolean.TRUE.equals(facts.priorAuthCase().conditionsReviewed());
    }
    int slash = pointer.lastIndexOf('/');
    return facts.all().stream()
        .filter(fact -> fact.pointer().equals(pointer.substring(0, slash)))
        .anyMatch(
            fact ->
                fact.type()
                    .field(pointer.substring(slash + 1))
                    .filter(field -> field.in(fact.fact()) != null)
                    .isPresent());
  }

  /** An only score without a day counts as taken by the day of service, whatever the day was. */
  private static boolean countsAsTakenBefore(SampleCase sample, CaseVariants.Variant less) {
    JsonNode day = sample.body().at(less.pointer());
    return less.pointer().endsWith("/takenOn")
        && LocalDate.parse(day.asText())
            .isAfter(LocalDate.parse(sample.body().path("serviceDate").asText()));
  }

  /** Every enforced criterion and exclusion that applies, with its outcome. */
  private static Map<String, String> standing(SampleCase sample, CaseReading.Accepted read) {
    Assessment assessment = library.assess(library.editionOf(sample), read);
    Map<String, String> standing = new TreeMap<>();
    for (Assessment.CriterionResult criterion : assessment.criteria()) {
      if (criterion.required()) {
        standing.put("criterion " + criterion.id(), criterion.outcome().name());
      }
    }
    for (Assessment.ExclusionResult exclusion : assessment.exclusions()) {
      if (exclusion.required()) {
        standing.put("exclusion " + exclusion.id(), exclusion.outcome().name());
      }
    }
    return standing;
  }
}
