/** Tests of the regression run. */
@org.jspecify.annotations.NullMarked
package ketcov.regression;
