/** Tests of the store, on both databases. */
@org.jspecify.annotations.NullMarked
package ketcov.store;
