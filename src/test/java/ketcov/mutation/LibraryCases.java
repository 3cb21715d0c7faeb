package ketcov.mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ketcov.engine.WholeLibrary;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionId;
import ketcov.regression.ReadCases;
import ketcov.regression.SampleCase;

/** The whole library with its cases, compiled once for all tests of a run. */
public final class LibraryCases {
  private LibraryCases() {}

  public static ReadCases load() {
    WholeLibrary library = WholeLibrary.load();
    Map<EditionId, List<ReadCases.Read>> cases = new LinkedHashMap<>();
    for (SampleCase sample : library.samples()) {
      if (library.reader().read(sample.body()) instanceof CaseReading.Accepted accepted) {
        cases
            .computeIfAbsent(sample.edition(), edition -> new ArrayList<>())
            .add(new ReadCases.Read(sample, accepted));
      }
    }
    return new ReadCases(library.catalog(), library.catalog().editions(), cases, List.of());
  }
}
