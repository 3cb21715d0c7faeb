/**
 * Checks a library as its authors see it: every finding of every file in one run, with the sample
 * cases fired, again whenever a file changes, as text, JSON or SARIF. Start with {@link
 * ketcov.checking.LibraryCheck}; the list of checks is {@link ketcov.text.Check}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.checking;
