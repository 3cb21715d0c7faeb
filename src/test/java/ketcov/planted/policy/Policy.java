package ketcov.planted.policy;

/** Something for findings to use. */
public record Policy(String name) {}
