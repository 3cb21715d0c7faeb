package ketcov.fuzz;

import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.text.StrictJson;

/** Cases as they are posted. */
public final class CaseTarget {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());

  private CaseTarget() {}

  /** Called by the fuzzer before the first input, so that loading classes is not part of it. */
  public static void fuzzerInitialize() {
    Target.CASES.warmUp();
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    switch (StrictJson.read(data)) {
      case StrictJson.Malformed malformed -> {
        if (malformed.detail().isBlank() || malformed.place().line() < 1) {
          throw new AssertionError("refused without a place: " + malformed);
        }
      }
      case StrictJson.Value value -> {
        switch (READER.read(value.root())) {
          case CaseReading.Accepted accepted -> accepted.facts().all();
          case CaseReading.Refused refused -> {
            if (refused.problems().isEmpty()) {
              throw new AssertionError("refused without a reason");
            }
            Said.eachOf(refused.problems());
          }
        }
      }
    }
  }
}
