package ketcov.casefacts;

/**
 * Class of a drug, as payers count classes. Bupropion and mirtazapine are classes of their own;
 * other atypicals share one.
 */
public enum TherapyClass {
  SSRI,
  SNRI,
  TCA,
  MAOI,
  BUPROPION,
  MIRTAZAPINE,
  ATYPICAL,
  NEUROSTEROID,
  SECOND_GENERATION_ANTIPSYCHOTIC,
  LITHIUM,
  THYROID_HORMONE,
  BUSPIRONE,
  STIMULANT,
  ANTICONVULSANT,
  OTHER
}
