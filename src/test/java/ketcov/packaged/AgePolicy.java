package ketcov.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import ketcov.SmallLibrary;

/**
 * The edition of {@link SmallLibrary} with a title and an age limit of its own.
 *
 * @param age in years, above 18
 */
record AgePolicy(String title, int age) {
  static final String POLICY = "/v1/policies/payer/policy";

  /** The title in the library folder, where the limit is 18 years. */
  static final String TITLE_IN_FOLDER = "A policy that does not exist";

  /** A patient of nineteen years. */
  static final String CASE = caseOf(19);

  /** Its files, by their names below the folder of the edition. */
  Map<String, String> files(SmallLibrary library) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(library.edition())) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            library.edition().relativize(path).toString().replace('\\', '/'),
            Files.readString(path)
                .replace(TITLE_IN_FOLDER, title)
                .replace("least 18 years", "least " + age + " years")
                .replace("ageYears >= 18", "ageYears >= " + age)
                .replace("ageYears: 18", "ageYears: " + age)
                .replace("ageYears: 17", "ageYears: " + (age - 1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** What it decides of a patient of nineteen years. */
  String outcome() {
    return age <= 19 ? "MET" : "NOT_MET";
  }

  /** A case that the policy judges. */
  static String caseOf(int ageYears) {
    return """
    {"serviceDate": "2026-02-01", "coverage": {"payer": "payer"},
     "request": {"drug": "ESKETAMINE", "route": "INTRANASAL", "indication": "TRD"},
     "patient": {"ageYears": %d}, "product": {"orderedForPatient": true}}
    """
        .formatted(ageYears);
  }
}
