package ketcov.planted.engine;

/** Something for earlier packages to use. */
public record Engine(String name) {}
