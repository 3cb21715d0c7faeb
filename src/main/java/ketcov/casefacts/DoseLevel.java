package ketcov.casefacts;

/** Dose of a trial, from lowest to highest. */
public enum DoseLevel {
  SUBTHERAPEUTIC,
  MINIMUM,
  THERAPEUTIC,
  MAXIMUM
}
