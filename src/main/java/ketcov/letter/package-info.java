/**
 * Drafts the letter of medical necessity that goes to the payer, from a submitted case and its
 * assessment as they stand in JSON. It uses Jackson and the vocabulary of the case. Start with
 * {@link ketcov.letter.Letter}.
 *
 * <p>A letter states nothing that the case does not state. What the case does not hold (names,
 * dates of birth, signatures) is a placeholder in square brackets.
 */
@org.jspecify.annotations.NullMarked
package ketcov.letter;
