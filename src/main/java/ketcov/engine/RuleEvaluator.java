package ketcov.engine;

import ketcov.casefacts.CaseFacts;

/** Says which rules of an edition hold for a case. */
@FunctionalInterface
public interface RuleEvaluator {

  /** What came of the edition's rules. Thread-safe; never throws for what a rule does. */
  RuleOutcome evaluate(CompiledEdition edition, CaseFacts facts);
}
