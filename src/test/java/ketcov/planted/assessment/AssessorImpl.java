package ketcov.planted.assessment;

/** A name that says nothing. */
record AssessorImpl(String name) {}
