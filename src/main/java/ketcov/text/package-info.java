/**
 * Texts that people write: strict reading of JSON and YAML with the place of every value, findings
 * about files, and did-you-mean. Uses Jackson, SnakeYAML and a JSON Schema validator; knows nothing
 * of the field.
 */
@org.jspecify.annotations.NullMarked
package ketcov.text;
