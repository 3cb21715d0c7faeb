package ketcov.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import ketcov.text.Place;

/**
 * An edition as it was read: what {@code policy.yaml} says, its files, and the places of its
 * entries for messages.
 *
 * @param contentHash SHA-256 over the names and contents of {@code policy.yaml} and the rule files,
 *     in hexadecimal
 */
public record EditionSource(
    PolicyEdition edition, PolicyPackage files, String contentHash, Map<String, Place> places) {
  public EditionSource {
    places = Map.copyOf(places);
  }

  /** One rule file; {@code file} is its name in messages. */
  public record RuleFile(String file, String text) {}

  /** The folder as messages name it. */
  public String folder() {
    return files.folder();
  }

  /** The rule files in the order of their names. */
  public List<RuleFile> rules() {
    return files.rules().entrySet().stream()
        .map(file -> new RuleFile(files.nameOf(file.getKey()), file.getValue()))
        .toList();
  }

  /** The same edition, in force until a day, since another one follows it. */
  public EditionSource endingOn(LocalDate to) {
    return new EditionSource(edition.endingOn(to), files, contentHash, places);
  }

  /** The file that says what the policy is. */
  public String policyFile() {
    return files.nameOf(PolicyPackage.POLICY);
  }

  /** The place of an entry of {@code policy.yaml}. */
  public Place placeOf(String pointer) {
    return places.getOrDefault(pointer, Place.START);
  }
}
