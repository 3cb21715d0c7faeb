package ketcov.casefacts;

/** Specialty of a clinician. */
public enum Specialty {
  PSYCHIATRY,
  PSYCHIATRIC_NURSE_PRACTITIONER,
  PRIMARY_CARE,
  ANESTHESIOLOGY,
  PAIN_MEDICINE,
  EMERGENCY_MEDICINE,
  NEUROLOGY,
  /** Physiatry: physical medicine and rehabilitation. */
  PHYSICAL_MEDICINE,
  PSYCHOLOGY,
  SOCIAL_WORK,
  OTHER,
  NONE
}
