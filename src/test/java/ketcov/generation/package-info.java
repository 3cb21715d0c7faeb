@org.jspecify.annotations.NullMarked
package ketcov.generation;
