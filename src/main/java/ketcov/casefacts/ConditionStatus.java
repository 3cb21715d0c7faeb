package ketcov.casefacts;

/** Whether the patient has a condition now, had it, or never had it. History is not current. */
public enum ConditionStatus {
  PRESENT,
  HISTORY,
  ABSENT
}
