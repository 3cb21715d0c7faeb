/**
 * Sample cases: reads them, runs them, holds each answer against what was expected, and reports.
 * Start with {@link ketcov.regression.CaseRunner}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.regression;
