package ketcov.casefacts;

/** What the drug is requested for. */
public enum Indication {
  TRD,
  MDD_WITH_SUICIDALITY,
  MDD,
  BIPOLAR_DEPRESSION,
  PTSD,
  ANXIETY,
  OCD,
  SUBSTANCE_USE,
  CHRONIC_PAIN,
  CRPS,
  MIGRAINE,
  ANESTHESIA,
  OTHER
}
