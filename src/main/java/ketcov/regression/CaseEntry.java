package ketcov.regression;

import java.util.List;
import ketcov.text.Diagnostic;

/** What stands in one place of a source of cases. */
public sealed interface CaseEntry {

  /** A case. */
  record Read(SampleCase sample) implements CaseEntry {}

  /** Something that should be a case; why it is none. */
  record Unreadable(List<Diagnostic> problems) implements CaseEntry {
    public Unreadable {
      problems = List.copyOf(problems);
    }
  }
}
