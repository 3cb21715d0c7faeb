/** Tests of the reference for authors. */
@org.jspecify.annotations.NullMarked
package ketcov.reference;
