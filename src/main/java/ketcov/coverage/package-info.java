/**
 * What the sample cases of an edition reach of its rules and of its policy. Start with {@link
 * ketcov.coverage.EditionCoverage}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.coverage;
