package ketcov.casefacts;

/** Whether the depression is a single episode or recurrent. */
public enum Episode {
  SINGLE,
  RECURRENT
}
