/**
 * What outlives a request: answers and what payers decided on them, keys of requests that may be
 * repeated, policy packages with what was done with them, and the audit trail. The only home of
 * JDBC; knows nothing of HTTP. Start with {@link ketcov.store.Store}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.store;
