/**
 * Policies and their editions: what {@code policy.yaml} says, and the choice of the edition that
 * judges a case by payer, plan, line of business, state, benefit, drug, route and service date.
 * Start with {@link ketcov.policy.PolicyEdition} and {@link ketcov.policy.PolicyCatalog}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.policy;
