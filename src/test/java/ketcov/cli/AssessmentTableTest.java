package ketcov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.engine.WholeLibrary;
import ketcov.intake.CaseReading;
import ketcov.regression.SampleCase;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AssessmentTableTest {
  private static final int COLUMNS = 80;

  /** A word that is longer than the column, a pointer say, may stand out. */
  private static final int LONGEST_WORD = 60;

  @Test
  void no_table_or_trace_of_a_sample_case_is_wider_than_eighty_columns() {
    WholeLibrary library = WholeLibrary.load();
    Assessor assessor = new Assessor(library.catalog());
    int paths = 0;
    for (SampleCase sample : library.samples()) {
      CaseReading.Accepted reading = library.read(sample.body()).orElseThrow();
      if (assessor.assessUnder(
              library.editionOf(sample), reading, new Assessor.Stamp("test", Instant.EPOCH))
          instanceof AssessmentResult.Assessed assessed) {
        Assessment assessment = assessed.assessment();
        StringWriter text = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(text), CommandLine.Help.Ansi.OFF);
        new AssessmentTable(terminal, COLUMNS).print(assessment);
        new TraceTable(terminal, COLUMNS).print(assessor.traced(reading, assessment).trace());
        paths += text.toString().contains("Path to approval") ? 1 : 0;

        assertThat(text.toString().lines())
            .as(sample.file() + ": " + sample.name())
            .allMatch(line -> line.length() <= COLUMNS || hasLongWord(line));
      }
    }

    assertThat(paths).isGreaterThan(100);
  }

  private static boolean hasLongWord(String line) {
    for (String word : line.strip().split(" ", -1)) {
      if (word.length() > LONGEST_WORD) {
        return true;
      }
    }
    return false;
  }
}
