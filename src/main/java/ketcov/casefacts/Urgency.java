package ketcov.casefacts;

/** How fast the payer is asked to decide. */
public enum Urgency {
  STANDARD,
  EXPEDITED
}
