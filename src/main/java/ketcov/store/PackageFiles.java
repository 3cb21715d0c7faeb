package ketcov.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ketcov.policy.ContentHash;

/**
 * The files of a package: {@code policy.yaml}, the rules, and {@code cases/}.
 *
 * @param texts by name, relative to the folder of the edition, with forward slashes
 */
public record PackageFiles(SortedMap<String, String> texts) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public PackageFiles {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** Files by their names. */
  public static PackageFiles of(Map<String, String> texts) {
    return new PackageFiles(new TreeMap<>(texts));
  }

  /** What identifies them. */
  public PackageHash hash() {
    List<String> parts = new ArrayList<>(List.of("ketcov policy package 1"));
    texts.forEach(
        (name, text) -> {
          parts.add(name);
          parts.add(text);
        });
    return new PackageHash(ContentHash.of(parts));
  }

  String json() {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static PackageFiles read(String json) {
    try {
      return of(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new StoreException("the store failed: the files of a package are not JSON");
    }
  }
}
