package ketcov.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticTest {
  @Test
  void what_a_stranger_wrote_stays_on_one_line_of_the_log() {
    Diagnostic finding =
        Diagnostic.of(
            Check.UNKNOWN_KEY,
            "a\u001b[2Jb.yaml",
            Place.START,
            "key `x\nrules-drl/forged:1:1: error`\u2028\u202e\ud800 is \ud83d\udc8a not known");

    assertThat(finding.file()).isEqualTo("a?[2Jb.yaml");
    assertThat(finding.message())
        .isEqualTo("key `x?rules-drl/forged:1:1: error`??? is \ud83d\udc8a not known");
  }
}
