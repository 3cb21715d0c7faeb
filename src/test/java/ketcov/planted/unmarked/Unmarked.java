package ketcov.planted.unmarked;

/** A package without a word about nulls. */
record Unmarked(String name) {}
