package ketcov.planted.intake;

/** Something for policies to use. */
public record Reader(String name) {}
