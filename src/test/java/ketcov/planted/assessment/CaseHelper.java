package ketcov.planted.assessment;

/** A name that says nothing. */
record CaseHelper(String name) {}
