package ketcov.casefacts;

/** Route of a drug that was tried. */
public enum TrialRoute {
  ORAL,
  TRANSDERMAL,
  INTRANASAL,
  INTRAVENOUS,
  OTHER
}
