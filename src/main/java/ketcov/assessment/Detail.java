package ketcov.assessment;

/** How much an assessment tells. The outcomes are the same at every level. */
public enum Detail {
  /** Outcomes and outlook, without a word. */
  OUTCOMES,

  /** Also the reasons, and the unsaid facts that keep a criterion open. */
  REASONS,

  /** All that an assessment tells: also what would decide, and the path to approval. */
  WHOLE
}
