package ketcov.casefacts;

/** Who can bring it about that a fact of a case, though said, becomes another one. */
public enum Change {
  /** Nobody: it is what it is. */
  NONE,
  /** The prescriber, by asking for something else: another dose, another site. */
  REQUEST,
  /** The patient and the prescriber, in time: a treatment that is completed. */
  TREATMENT,
  /** The clinic, by a statement or a look-up that it has not made yet. */
  PAPER
}
