/**
 * Tests of the whole: the order of packages, the style of rules, every sample case. The tests of
 * each part lie in its own package.
 */
@org.jspecify.annotations.NullMarked
package ketcov;
