package ketcov.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of one edition, wherever they came from: a folder, a zip or JSON. {@code policy.yaml},
 * the rule files beside it, the sample cases under {@code cases/} and what is said of their gaps in
 * {@code equivalent-mutants.yaml}; nothing else belongs to it.
 *
 * @param folder the folder as messages name it, {@code rules-drl/premera/spravato/2026-03-01}
 * @param files the text of each file by its name within the folder
 */
public record PolicyPackage(String folder, SortedMap<String, String> files) {
  /** The file that says what the policy is. */
  public static final String POLICY = "policy.yaml";

  /** The file that says which changes of the rules no case could notice. */
  public static final String EQUIVALENT_MUTANTS = "equivalent-mutants.yaml";

  /** Most files of one edition. */
  public static final int MAX_FILES = 100;

  /** Largest file in bytes. */
  public static final int MAX_FILE_BYTES = 2 << 20;

  /** Most bytes of all files together. */
  public static final int MAX_BYTES = 8 << 20;

  private static final Pattern FILE =
      Pattern.compile(
          "policy\\.yaml|equivalent-mutants\\.yaml|[a-z0-9][a-z0-9._-]{0,99}\\.drl|cases/[a-z0-9][a-z0-9._-]{0,99}\\.yaml");

  public PolicyPackage {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Whether a file of this name, relative to the edition's folder, belongs to an edition. */
  public static boolean holds(String name) {
    return FILE.matcher(name).matches();
  }

  /** The name of a file in messages. */
  public String nameOf(String file) {
    return folder + "/" + file;
  }

  /** The rule files in the order of their names. */
  SortedMap<String, String> rules() {
    TreeMap<String, String> rules = new TreeMap<>(files);
    rules.keySet().removeIf(name -> !name.endsWith(".drl"));
    return rules;
  }

  /** The files of sample cases in the order of their names. */
  public SortedMap<String, String> cases() {
    TreeMap<String, String> cases = new TreeMap<>(files);
    cases.keySet().removeIf(name -> !name.startsWith("cases/"));
    return cases;
  }

  /** SHA-256 over the names and contents of all files, in hexadecimal: what an approval is for. */
  public String hash() {
    List<String> texts = new ArrayList<>();
    files.forEach(
        (name, text) -> {
          texts.add(name);
          texts.add(text);
        });
    return ContentHash.of(texts);
  }

  /** SHA-256 over the files that decide: {@code policy.yaml} and the rules, not the cases. */
  String contentHash() {
    List<String> texts = new ArrayList<>(List.of(POLICY, files.getOrDefault(POLICY, "")));
    rules()
        .forEach(
            (name, text) -> {
              texts.add(name);
              texts.add(text);
            });
    return ContentHash.of(texts);
  }
}
