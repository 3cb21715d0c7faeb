/**
 * What outlives a request: answers, what payers decided on them, and keys of requests that may be
 * repeated. The only home of JDBC; knows nothing of HTTP. Start with {@link ketcov.store.Store}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.store;
