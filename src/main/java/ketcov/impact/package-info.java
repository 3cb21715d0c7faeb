/**
 * What a change of policies moves: two sets of editions are held against each other, as rules and
 * by what they answer to cases. Git is at home here alone. Start with {@link
 * ketcov.impact.ImpactRun}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.impact;
