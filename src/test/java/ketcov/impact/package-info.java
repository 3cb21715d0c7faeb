@org.jspecify.annotations.NullMarked
package ketcov.impact;
