package ketcov.planted.misplaced;

/** A package that the order does not name. */
record Unlisted(String name) {}
