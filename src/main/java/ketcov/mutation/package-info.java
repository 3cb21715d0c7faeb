/**
 * Whether the sample cases would notice a wrong rule: changes each rule and policy in the ways in
 * which they go wrong, and looks whether a case fails. Start with {@link
 * ketcov.mutation.MutationRun}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.mutation;
