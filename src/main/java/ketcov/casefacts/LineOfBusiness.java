package ketcov.casefacts;

/** The kind of plan that pays. */
public enum LineOfBusiness {
  COMMERCIAL,
  MEDICARE,
  MEDICARE_ADVANTAGE,
  MEDICAID,
  TRICARE,
  VA,
  FEDERAL_EMPLOYEE,
  WORKERS_COMP
}
