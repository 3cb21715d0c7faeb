/**
 * Violations planted for {@link ketcov.ArchitectureTest}: below here the packages of the program
 * stand once more, each breaking a rule. They show that the rules bite; nothing runs them.
 */
@org.jspecify.annotations.NullMarked
package ketcov.planted;
