package ketcov.casefacts;

/** What a drug was tried as. */
public enum TrialRole {
  ANTIDEPRESSANT,
  AUGMENTATION
}
