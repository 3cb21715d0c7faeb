package ketcov.planted.api;

/** Something of the faces. */
public record Resource(String name) {}
