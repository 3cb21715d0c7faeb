package ketcov.authoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ketcov.store.AuditCheck;
import ketcov.store.AuditEntry;
import ketcov.store.AuditHead;
import ketcov.store.AuditReader;
import ketcov.store.Store;

/** What auditors do with the audit trail. Nobody else reads it. */
public final class Auditing {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Refusal.NeedsRole AUDITORS_ONLY =
      new Refusal.NeedsRole(List.of(Role.AUDITOR));

  private final AuditReader reader;

  /** The trail of a store. */
  public Auditing(Store store) {
    this.reader = new AuditReader(store);
  }

  /**
   * Checks that nothing was changed, taken out, put in or moved.
   *
   * @param noted how far the trail went at an earlier time, noted outside of the store; empty for
   *     nothing to compare with
   */
  public Step<AuditCheck> check(Person person, Optional<AuditHead> noted) {
    return person.has(Role.AUDITOR)
        ? new Step.Done<>(reader.check(noted))
        : new Step.Refused<>(AUDITORS_ONLY);
  }

  /** Gives every entry as one line of JSON, in its order; how many. */
  public Step<Long> export(Person person, Consumer<String> lines) {
    if (!person.has(Role.AUDITOR)) {
      return new Step.Refused<>(AUDITORS_ONLY);
    }
    long[] number = {0};
    reader.forEach(
        entry -> {
          lines.accept(line(entry));
          number[0]++;
        });
    return new Step.Done<>(number[0]);
  }

  /**
   * The detail is given as the text that was hashed, so that the chain can be checked elsewhere.
   */
  private static String line(AuditEntry entry) {
    ObjectNode line = JSON.createObjectNode();
    line.put("number", entry.number());
    line.put("at", entry.at().toString());
    line.put("actor", entry.actor());
    line.put("action", entry.action());
    line.put("subject", entry.subject());
    line.put("detail", entry.detail());
    line.put("previousHash", entry.previousHash());
    line.put("hash", entry.hash());
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
