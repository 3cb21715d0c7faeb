package ketcov.intake;

import com.fasterxml.jackson.databind.JsonNode;
import ketcov.casefacts.PriorAuthCase;

/**
 * Reads a case: its shape, then what contradicts itself, then what it implies. Every problem is
 * reported, not only the first.
 */
public final class CaseReader {
  private final RecordShape shape = new RecordShape(PriorAuthCase.class);
  private final ReferenceTables tables;

  /** A reader with its reference tables. */
  public CaseReader(ReferenceTables tables) {
    this.tables = tables;
  }

  /** Reads one case. Thread-safe. */
  public CaseReading read(JsonNode root) {
    Problems problems = new Problems();
    if (!root.isObject()) {
      problems.wrong("", root, "has the wrong type.", "one JSON object, the case");
      return new CaseReading.Refused(problems.found());
    }
    PriorAuthCase submitted = (PriorAuthCase) shape.read(root, "", false, problems);
    new Contradictions(submitted, tables, problems).report();
    if (!problems.found().isEmpty()) {
      return new CaseReading.Refused(problems.found());
    }
    return new Derivation(submitted, tables, root)
        .derive(amendments -> read(AmendedCase.of(root, amendments)));
  }
}
