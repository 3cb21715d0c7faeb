package ketcov.planted.text.common;

/** A place without a subject. */
record Text(String text) {}
