/**
 * The reference for authors, as Markdown: the vocabulary of rules, the ids in use with how each
 * payer words and bounds them, and the thresholds of all payers side by side. Everything is read
 * from the records of the case, from {@code policy.yaml} and from the condition model; nothing is
 * listed here by hand. Start with {@link ketcov.reference.Reference}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.reference;
