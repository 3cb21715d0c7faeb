package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A case for a person to accept.
 *
 * @param file the case file whose base it shares
 * @param over what it says otherwise than the base
 * @param expect what the engine answers now
 * @param notices the changes of rules that it would notice
 */
public record WrittenCase(
    String file,
    JsonNode base,
    String name,
    boolean select,
    JsonNode over,
    JsonNode expect,
    List<String> notices) {
  public WrittenCase {
    notices = List.copyOf(notices);
  }
}
