package ketcov.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.regression.CaseFiles;
import ketcov.text.Diagnostic;
import ketcov.text.StrictYaml;

/** YAML, as {@code policy.yaml} and as a file of sample cases. */
public final class YamlTarget {
  private static final EditionSource SOUND = Library.edition();

  private YamlTarget() {}

  /** Called by the fuzzer before the first input, so that loading classes is not part of it. */
  public static void fuzzerInitialize() {
    Target.YAML.warmUp();
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    List<Diagnostic> problems = new ArrayList<>();
    StrictYaml.Document document = StrictYaml.read("any.yaml", text);
    if (document.root() == null && document.problems().isEmpty()) {
      throw new AssertionError("refused without a reason");
    }
    problems.addAll(document.problems());
    PolicyPackage policy =
        new PolicyPackage("rules-drl/a/b/c", new TreeMap<>(Map.of(PolicyPackage.POLICY, text)));
    if (PolicyReader.read(policy, problems).isEmpty() && problems.isEmpty()) {
      throw new AssertionError("refused without a reason");
    }
    PolicyReader.draft(policy);
    TreeMap<String, String> files = new TreeMap<>(SOUND.files().files());
    files.put("cases/any.yaml", text);
    CaseFiles.read(
        new EditionSource(
            SOUND.edition(),
            new PolicyPackage(SOUND.folder(), files),
            SOUND.contentHash(),
            SOUND.places()),
        problems);
    Said.each(problems);
  }
}
