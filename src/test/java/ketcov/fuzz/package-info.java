/**
 * Coverage-guided fuzzing of what strangers send: packages, cases, rules. A short run of each
 * target is part of the gate, a long one is {@code ./ketcov fuzz}. Start with {@link
 * ketcov.fuzz.Fuzzing}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.fuzz;
