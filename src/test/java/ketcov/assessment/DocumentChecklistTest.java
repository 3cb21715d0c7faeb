package ketcov.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import ketcov.casefacts.DocumentType;
import ketcov.engine.WholeLibrary;
import ketcov.policy.PolicyEdition;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.Test;

/** The papers that are asked for, over every sample case of the library. */
class DocumentChecklistTest {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("test", Instant.EPOCH);

  private final WholeLibrary library = WholeLibrary.load();
  private final Assessor assessor = new Assessor(library.catalog());

  @Test
  void every_criterion_that_papers_show_has_one_and_no_fewer_papers_would_do() {
    int fewer = 0;
    for (SampleCase sample : library.samples()) {
      PolicyEdition policy = library.editionOf(sample).policy();
      Assessment assessment = assess(sample);
      if (assessment.outlook() == Outlook.NOT_COVERED) {
        assertThat(assessment.requiredDocumentation()).as(sample.name()).isEmpty();
        continue;
      }
      List<PolicyEdition.Criterion> counted = counted(policy, assessment);
      Set<DocumentType> free = EnumSet.noneOf(DocumentType.class);
      Set<String> stated = Set.copyOf(statedFor(assessment));
      Set<DocumentType> suggested = EnumSet.noneOf(DocumentType.class);
      for (Assessment.RequiredDocument paper : assessment.requiredDocumentation()) {
        boolean costs = !paper.stated() && paper.status() == Assessment.DocumentStatus.MISSING;
        (costs ? suggested : free).add(paper.type());
      }
      List<Set<DocumentType>> wanted =
          counted.stream()
              .filter(criterion -> !stated.contains(criterion.id()))
              .map(criterion -> Set.copyOf(criterion.documents()))
              .filter(types -> types.stream().noneMatch(free::contains))
              .toList();

      assertThat(wanted)
          .as(sample.file() + ": " + sample.name())
          .allMatch(types -> types.stream().anyMatch(suggested::contains));
      assertThat(suggested.size())
          .as(sample.file() + ": " + sample.name())
          .isEqualTo(fewest(wanted));
      fewer += wanted.stream().flatMap(Set::stream).distinct().count() > suggested.size() ? 1 : 0;
    }

    assertThat(fewer).as("cases in which fewer papers than all are enough").isGreaterThan(50);
  }

  private static List<String> statedFor(Assessment assessment) {
    return assessment.requiredDocumentation().stream()
        .filter(Assessment.RequiredDocument::stated)
        .flatMap(paper -> paper.criteria().stream())
        .toList();
  }

  /** The criteria that a paper can serve. */
  private static List<PolicyEdition.Criterion> counted(
      PolicyEdition policy, Assessment assessment) {
    List<PolicyEdition.Criterion> counted = new ArrayList<>();
    for (Assessment.CriterionResult result : assessment.criteria()) {
      boolean metByAnother =
          assessment.criteria().stream()
              .anyMatch(
                  other ->
                      other.required()
                          && other.group().equals(result.group())
                          && other.outcome() == Outcome.MET);
      boolean served =
          result.outcome() == Outcome.MET
              || (result.outcome() == Outcome.UNDETERMINED && !metByAnother);
      policy.criteria().stream()
          .filter(criterion -> criterion.id().equals(result.id()))
          .filter(criterion -> !criterion.documents().isEmpty() && result.required() && served)
          .forEach(counted::add);
    }
    return counted;
  }

  /** By trying every set. */
  private static int fewest(List<Set<DocumentType>> wanted) {
    List<DocumentType> types = wanted.stream().flatMap(Set::stream).distinct().toList();
    return IntStream.range(0, 1 << types.size())
        .filter(
            set ->
                wanted.stream()
                    .allMatch(
                        some -> some.stream().anyMatch(t -> (set & 1 << types.indexOf(t)) != 0)))
        .map(Integer::bitCount)
        .min()
        .orElseThrow();
  }

  private Assessment assess(SampleCase sample) {
    return assessor.assessUnder(
                library.editionOf(sample), library.read(sample.body()).orElseThrow(), STAMP)
            instanceof AssessmentResult.Assessed assessed
        ? assessed.assessment()
        : org.assertj.core.api.Assertions.fail(sample.name());
  }
}
