@org.jspecify.annotations.NullMarked
package ketcov.coverage;
