/** Planted violations. */
@org.jspecify.annotations.NullMarked
package ketcov.planted.api;
