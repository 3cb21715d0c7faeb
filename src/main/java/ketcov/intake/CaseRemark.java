package ketcov.intake;

/**
 * What the client should know of how its case was read, such as an ingredient that no table names.
 *
 * @param pointer JSON pointer into the submitted case
 */
public record CaseRemark(String pointer, String text) {}
