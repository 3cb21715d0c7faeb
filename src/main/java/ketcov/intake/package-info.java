/**
 * Reads a submitted case: strictly, all problems at once, each with its JSON pointer; then derives
 * what the case implies (age, weeks, therapy class, dose level, the latest score) from reference
 * tables that are data. Start with {@link ketcov.intake.CaseReader}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.intake;
