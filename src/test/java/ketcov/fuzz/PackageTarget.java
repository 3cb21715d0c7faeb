package ketcov.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ketcov.policy.EditionSource;
import ketcov.policy.PackageReader;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.regression.CaseFiles;
import ketcov.text.Diagnostic;
import ketcov.text.StrictJson;

/** Packages as they are sent: a zip, or JSON. */
public final class PackageTarget {
  private static final StrictJson JSON =
      StrictJson.upTo(PolicyPackage.MAX_BYTES, PolicyPackage.MAX_FILE_BYTES);

  private PackageTarget() {}

  /** Called by the fuzzer before the first input, so that loading classes is not part of it. */
  public static void fuzzerInitialize() {
    Target.PACKAGES.warmUp();
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    List<Diagnostic> problems = new ArrayList<>();
    read(PackageReader.zip(data, problems), problems);
    if (JSON.readBody(data) instanceof StrictJson.Value value) {
      List<Diagnostic> others = new ArrayList<>();
      read(PackageReader.json(value.root(), others), others);
    }
  }

  private static void read(Optional<PolicyPackage> files, List<Diagnostic> problems) {
    if (files.isEmpty() && problems.isEmpty()) {
      throw new AssertionError("refused without a reason");
    }
    Optional<EditionSource> source = files.flatMap(read -> PolicyReader.read(read, problems));
    source.ifPresent(edition -> CaseFiles.read(edition, problems));
    Said.each(problems);
  }
}
