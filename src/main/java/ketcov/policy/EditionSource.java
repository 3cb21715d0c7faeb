package ketcov.policy;

import java.util.List;
import java.util.Map;
import ketcov.text.Place;

/**
 * An edition as it was read from its folder: what {@code policy.yaml} says, the rule files, and the
 * places of its entries for messages.
 *
 * @param folder the folder as messages name it
 * @param contentHash SHA-256 over the names and contents of {@code policy.yaml} and the rule files,
 *     in hexadecimal
 */
public record EditionSource(
    PolicyEdition edition,
    String folder,
    List<RuleFile> rules,
    String contentHash,
    Map<String, Place> places) {
  public EditionSource {
    rules = List.copyOf(rules);
    places = Map.copyOf(places);
  }

  /** One rule file. */
  public record RuleFile(String file, String text) {}

  /** The file that says what the policy is. */
  public String policyFile() {
    return folder + "/policy.yaml";
  }

  /** The place of an entry of {@code policy.yaml}. */
  public Place placeOf(String pointer) {
    return places.getOrDefault(pointer, Place.START);
  }
}
