package ketcov.casefacts;

/** The route of the requested drug. */
public enum Route {
  INTRANASAL,
  INTRAVENOUS,
  INTRAMUSCULAR,
  SUBCUTANEOUS,
  ORAL,
  SUBLINGUAL
}
