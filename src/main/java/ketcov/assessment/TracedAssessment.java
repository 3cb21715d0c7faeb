package ketcov.assessment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** An assessment with its trace beside it, as one JSON object. */
public record TracedAssessment(
    @JsonUnwrapped Assessment assessment, List<Trace.TracedEntry> trace) {
  public TracedAssessment {
    trace = List.copyOf(trace);
  }
}
