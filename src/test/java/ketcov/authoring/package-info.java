/** Tests of the life of packages, on both databases where the database matters. */
@org.jspecify.annotations.NullMarked
package ketcov.authoring;
