package ketcov.planted.text.base;

/** A place without a subject. */
record Text(String text) {}
