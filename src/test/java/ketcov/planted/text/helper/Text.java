package ketcov.planted.text.helper;

/** A place without a subject. */
record Text(String text) {}
