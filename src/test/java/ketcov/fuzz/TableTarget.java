package ketcov.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import ketcov.engine.CompiledEdition;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.PayerDirectory;
import ketcov.policy.PolicyCatalog;
import ketcov.regression.CaseEntry;
import ketcov.regression.CaseSource;
import ketcov.regression.CsvCases;
import ketcov.regression.NdjsonCases;

/** Cases as tables and as lines of JSON. */
public final class TableTarget {
  private static final CaseReader READER = new CaseReader(ReferenceTables.load());
  private static final PolicyCatalog<CompiledEdition> NONE =
      new PolicyCatalog<>(List.of(), CompiledEdition::policy, PayerDirectory.of(List.of()));

  private TableTarget() {}

  /** Called by the fuzzer before the first input, so that loading classes is not part of it. */
  public static void fuzzerInitialize() {
    Target.TABLES.warmUp();
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    read(new CsvCases("cases.csv", new ByteArrayInputStream(data), NONE));
    read(new NdjsonCases("cases.ndjson", new ByteArrayInputStream(data), NONE));
  }

  private static void read(CaseSource cases) {
    try {
      cases.forEach(TableTarget::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Supplier<CaseEntry> entry) {
    switch (entry.get()) {
      case CaseEntry.Unreadable unreadable -> Said.each(unreadable.problems());
      case CaseEntry.Read read -> {
        if (READER.read(read.sample().body()) instanceof CaseReading.Refused refused) {
          Said.eachOf(refused.problems());
        }
      }
    }
  }
}
