/** Tests of the commands. */
@org.jspecify.annotations.NullMarked
package ketcov.cli;
