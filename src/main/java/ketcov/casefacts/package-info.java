/**
 * The case as records: what a client says about one request, with the facts derived from it. Uses
 * the JDK only. Start with {@link ketcov.casefacts.PriorAuthCase}.
 *
 * <p>Inside a fact null means that the case does not say. An object that is not said is a record
 * whose components are all null, so that a rule can be told that nothing is known instead of
 * finding nothing.
 */
@org.jspecify.annotations.NullMarked
package ketcov.casefacts;
