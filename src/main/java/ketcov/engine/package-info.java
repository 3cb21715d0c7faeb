/**
 * DRL in, a verified edition out, and a rule session for each case. The only home of Drools. Start
 * with {@link ketcov.engine.EditionCompiler} (author) and {@link ketcov.engine.RuleSession}
 * (assess).
 */
@org.jspecify.annotations.NullMarked
package ketcov.engine;
