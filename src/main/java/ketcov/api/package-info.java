/**
 * The service over HTTP: resources and problem details. The only home of {@code jakarta.ws.rs}.
 * Start with {@link ketcov.api.AssessmentResource}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.api;
