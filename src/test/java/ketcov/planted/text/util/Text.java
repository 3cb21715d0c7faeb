package ketcov.planted.text.util;

/** A place without a subject. */
record Text(String text) {}
