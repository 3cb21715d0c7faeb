/** Tests of the service over real HTTP. */
@org.jspecify.annotations.NullMarked
package ketcov.api;
