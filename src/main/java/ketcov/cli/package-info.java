/**
 * The commands. Only {@code serve} starts the service; the others are plain Java, so that they
 * start fast and open no port. Start with {@link ketcov.cli.Ketcov}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.cli;
