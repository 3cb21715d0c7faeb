/**
 * Learns the weights of the likelihood from what payers decided: determinations in, weights that
 * predict held-out determinations better than the policy model out, or the reason why not. Start
 * with {@link ketcov.calibration.Calibration}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.calibration;
