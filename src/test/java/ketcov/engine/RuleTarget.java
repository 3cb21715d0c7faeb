package ketcov.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import ketcov.fuzz.Library;
import ketcov.fuzz.Said;
import ketcov.fuzz.Target;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyPackage;
import ketcov.text.Diagnostic;

/** The text of a rule file, read by the gate that stands before Drools builds anything. */
public final class RuleTarget {
  private static final EditionSource SOUND = Library.edition();

  private RuleTarget() {}

  /** Called by the fuzzer before the first input, so that loading classes is not part of it. */
  public static void fuzzerInitialize() {
    Target.RULES.warmUp();
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    Said.each(problems(with(new String(data, StandardCharsets.UTF_8))));
  }

  /** The sound edition with this text as one of its rule files. */
  static EditionSource with(String drl) {
    TreeMap<String, String> files = new TreeMap<>(SOUND.files().files());
    files.put("diagnosis.drl", drl);
    return new EditionSource(
        SOUND.edition(),
        new PolicyPackage(SOUND.folder(), files),
        SOUND.contentHash(),
        SOUND.places());
  }

  private static List<Diagnostic> problems(EditionSource source) {
    List<Diagnostic> problems = new ArrayList<>();
    EditionCheck.check(source, new DrlReader(source, problems).read(), problems);
    return problems;
  }
}
