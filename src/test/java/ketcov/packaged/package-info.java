/**
 * Tests of the packaged service: real processes of {@code target/quarkus-app/quarkus-run.jar}.
 * Begin with {@link ketcov.packaged.PackagedService}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.packaged;
