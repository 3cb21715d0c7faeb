/**
 * The one reading of the rules: what a rule asks, as data, and its three-valued evaluation against
 * a case in which some things are unsaid. Drools executes the rules and decides what is met; this
 * explains, and tells not met from undetermined. Start with {@link ketcov.condition.Condition} and
 * {@link ketcov.condition.Reasoner}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.condition;
