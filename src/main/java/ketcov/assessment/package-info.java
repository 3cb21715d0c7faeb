/**
 * Chooses the policy, fires it, and turns findings into an assessment: outcomes, likelihood,
 * documents, notices. Start with {@link ketcov.assessment.Assessor}. An assessment predicts; the
 * payer determines.
 */
@org.jspecify.annotations.NullMarked
package ketcov.assessment;
