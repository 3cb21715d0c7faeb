package ketcov.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ketcov.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many cases at a time through one rule base: each answer is of its own case alone. */
class CaseLeakTest {
  private static final int CASES = 512;
  private static final int THREADS = 8;
  private static final String[] DRUGS = {
    "sertraline", "fluoxetine", "venlafaxine", "bupropion", "mirtazapine"
  };

  private final Path temporary;

  CaseLeakTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void no_fact_of_a_case_reaches_the_answer_to_another() throws Exception {
    CompiledEdition edition = TestEdition.compiled(TestEdition.source(temporary, ""));
    List<Callable<Map<String, List<String>>>> jobs = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      int number = i;
      jobs.add(() -> found(RuleSession.fire(edition, TestEdition.facts(written(number)))));
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Map<String, List<String>>>> answers = workers.invokeAll(jobs);
      for (int i = 0; i < CASES; i++) {
        assertThat(answers.get(i).get()).as(written(i)).isEqualTo(expected(i));
      }
    }
  }

  /** Bits of the number say which trials failed and whether the patient is an adult. */
  private static String written(int number) {
    List<String> trials = new ArrayList<>();
    for (int i = 0; i < DRUGS.length; i++) {
      trials.add(
          "{'ingredient': '"
              + DRUGS[i]
              + "', 'outcome': '"
              + (failed(number, i) ? "NO_RESPONSE" : "REMISSION")
              + "'}");
    }
    return "'patient': {'ageYears': "
        + (adult(number) ? 18 + number % 60 : number % 18)
        + "}, 'drugTrials': ["
        + String.join(", ", trials)
        + "]";
  }

  private static boolean failed(int number, int trial) {
    return (number >> trial & 1) == 1;
  }

  private static boolean adult(int number) {
    return (number >> DRUGS.length & 1) == 1;
  }

  private static Map<String, List<String>> expected(int number) {
    Map<String, List<String>> expected = new TreeMap<>();
    if (adult(number)) {
      expected.put("The patient is at least 18 years old", List.of("/patient/ageYears"));
    }
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < DRUGS.length; i++) {
      if (failed(number, i)) {
        failures.add("/drugTrials/" + i);
      }
    }
    if (failures.size() >= 2) {
      expected.put("Two different antidepressants failed", failures);
    }
    return expected;
  }

  private static Map<String, List<String>> found(RuleOutcome outcome) {
    Map<String, List<String>> found = new TreeMap<>();
    assertThat(outcome).isInstanceOf(RuleOutcome.Fired.class);
    for (Finding finding : ((RuleOutcome.Fired) outcome).findings()) {
      found.put(finding.rule(), finding.evidence());
    }
    return found;
  }
}
