package ketcov.store;

/** What the audit trail tells of. */
public enum AuditAction {
  /** A package was submitted, by its author or by another person too. */
  PACKAGE_SUBMITTED,
  /** A package passed its verification. */
  PACKAGE_VERIFIED,
  /** A package failed its verification. */
  PACKAGE_REFUSED,
  /** A package was approved. */
  PACKAGE_APPROVED,
  /** A signature of a package was handed in. */
  PACKAGE_SIGNED,
  /** A package, or the library folder's edition, was put to use now or for a later time. */
  PACKAGE_ACTIVATED,
  /** An activation was undone. */
  PACKAGE_ROLLED_BACK,
  /** An activation that had yet to take effect was called off. */
  ACTIVATION_CANCELLED,
  /** A package began to run beside what is in use. */
  SHADOW_STARTED,
  /** It no longer does. */
  SHADOW_STOPPED,
  /** What a payer decided was recorded. */
  DETERMINATION_RECORDED,
  /** What a payer decided was recorded in place of what had been recorded. */
  DETERMINATION_REPLACED,
  /** An assessment was purged, with its case and its determination. */
  ASSESSMENT_PURGED,
  /** Cases or assessments whose time was over were forgotten. */
  RETENTION_APPLIED,
  /** A calibration of the likelihood was put to use. */
  CALIBRATION_ACTIVATED,
  /** A calibration of the likelihood was taken out of use. */
  CALIBRATION_ROLLED_BACK
}
