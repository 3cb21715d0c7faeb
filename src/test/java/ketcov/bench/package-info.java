/**
 * Benchmarks, run by {@code ./ketcov bench}; no test runs them. Start with {@link
 * ketcov.bench.Benchmarks}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.bench;
