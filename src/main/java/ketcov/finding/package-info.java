/**
 * What a rule can establish about a case, with its evidence. Start with {@link
 * ketcov.finding.Finding}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.finding;
