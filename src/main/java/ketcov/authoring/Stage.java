package ketcov.authoring;

/** Where a package is in its life. */
public enum Stage {
  /** Submitted, and not verified yet. */
  DRAFT,
  /** It did not pass its verification. */
  REFUSED,
  /** It passed its verification. */
  VERIFIED,
  /** Somebody who did not submit it approved it. */
  APPROVED,
  /** It will be in use from a later time on. */
  SCHEDULED,
  /** It is in use. */
  ACTIVE,
  /** It was in use until something else of its edition was put to use. */
  SUPERSEDED,
  /** It was in use until that was taken back. */
  ROLLED_BACK
}
