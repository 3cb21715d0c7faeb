package ketcov.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
  @Test
  void the_evidence_of_a_finding_does_not_change() {
    List<String> evidence = new ArrayList<>(List.of("/patient/ageYears"));
    Finding finding =
        new Finding(RuleRole.CRITERION, "The patient is an adult", "age-min", "1", evidence);

    evidence.add("/site");

    assertThat(finding.evidence()).containsExactly("/patient/ageYears");
  }

  @Test
  void each_role_has_the_annotation_and_the_verb_of_the_writing_guide() {
    assertThat(RuleRole.values())
        .extracting(role -> role.annotation() + " " + role.verb())
        .containsExactly("criterion met", "exclusion excluded", "notice noted");
  }
}
