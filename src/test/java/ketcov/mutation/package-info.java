@org.jspecify.annotations.NullMarked
package ketcov.mutation;
