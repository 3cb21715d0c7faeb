/**
 * Writes sample cases for what the present ones leave untested, for a person to accept. Start with
 * {@link ketcov.generation.CaseWriting}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.generation;
