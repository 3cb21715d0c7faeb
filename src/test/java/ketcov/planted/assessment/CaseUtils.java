package ketcov.planted.assessment;

/** A name that says nothing. */
record CaseUtils(String name) {}
