package ketcov.calibration;

/**
 * What was predicted of one determination by models that had not seen it.
 *
 * @param before the probability of approval by the policy model
 * @param after the same by weights fitted to the other determinations
 */
record Prediction(String payer, boolean approved, double before, double after) {}
